"""main.py - the suite by libtest, in another order each round"""

import sys

import suite
from runners import Libtest

sys.exit(suite.main(Libtest(shuffled=True)))
