"""table.py - what is printed: the part that nothing depends on"""

from collections.abc import Iterable

from delays import LATE_MIN, Flight, Tally, by_carrier

# of the report's form
EDITION = 1


def line(name: str, tally: Tally) -> str:
    return f"{name}: {tally.late} of {tally.flights} flights late, {tally.distance_km} km\n"


def of(flights: Iterable[Flight]) -> str:
    """The whole text."""
    carriers, total = by_carrier(flights)
    text = f"report {EDITION}, late is {LATE_MIN} min: " + line("all", total)
    return text + "".join(line(name, tally) for name, tally in carriers.items())
