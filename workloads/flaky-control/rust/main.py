"""main.py - the suite by libtest, in the order of its names"""

import suite
from runners import Libtest

suite.main(Libtest(shuffled=False))
