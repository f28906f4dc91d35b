"""main.py - the suite under pytest, in the order of its files"""

import suite
from runners import Pytest

suite.main(Pytest(shuffled=False))
