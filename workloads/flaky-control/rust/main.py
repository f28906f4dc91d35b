"""main.py - the suite by libtest, in the order of its names"""

import sys

import suite
from runners import Libtest

sys.exit(suite.main(Libtest(shuffled=False)))
