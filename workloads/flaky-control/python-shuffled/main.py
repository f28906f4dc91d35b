"""main.py - the suite under pytest, in another order each round"""

import suite
from runners import Pytest

suite.main(Pytest(shuffled=True))
