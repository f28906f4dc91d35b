"""report flights.csv - print how many flights are late"""

import sys

from delays import read

from report.table import of

if len(sys.argv) != 2:
    print("usage: report flights.csv", file=sys.stderr)
    sys.exit(2)
print(of(read(sys.argv[1])), end="")
