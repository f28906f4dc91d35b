"""tally.py - sums over flights"""

from collections.abc import Iterable
from dataclasses import dataclass

from delays.flight import Flight

# From so many minutes on, a flight is late.
LATE_MIN = 15


@dataclass
class Tally:
    flights: int = 0
    late: int = 0
    distance_km: int = 0

    def add(self, flight: Flight) -> None:
        self.flights += 1
        self.late += flight.delay_min >= LATE_MIN
        self.distance_km += flight.distance_km


def by_carrier(flights: Iterable[Flight]) -> tuple[dict[str, Tally], Tally]:
    """The tallies of all carriers, and of everything."""
    carriers: dict[str, Tally] = {}
    total = Tally()
    for flight in flights:
        carriers.setdefault(flight.carrier, Tally()).add(flight)
        total.add(flight)
    return dict(sorted(carriers.items())), total
