"""delays - what flights and their delays are: the part that others depend on"""

from delays.flight import Flight, read
from delays.tally import LATE_MIN, Tally, by_carrier

__all__ = ["LATE_MIN", "Flight", "Tally", "by_carrier", "read"]
