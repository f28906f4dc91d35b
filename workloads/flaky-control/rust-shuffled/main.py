"""main.py - the suite by libtest, in another order each round"""

import suite
from runners import Libtest

suite.main(Libtest(shuffled=True))
