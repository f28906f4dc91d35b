"""main.py - the suite under pytest, in the order of its files"""

import sys

import suite
from runners import Pytest

sys.exit(suite.main(Pytest(shuffled=False)))
