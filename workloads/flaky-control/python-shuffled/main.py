"""main.py - the suite under pytest, in another order each round"""

import sys

import suite
from runners import Pytest

sys.exit(suite.main(Pytest(shuffled=True)))
