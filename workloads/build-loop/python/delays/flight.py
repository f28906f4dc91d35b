"""flight.py - a flight, and the table it comes from"""

import csv
import importlib
from dataclasses import dataclass

# by name, so that the types can be checked where it is not installed
cattrs = importlib.import_module("cattrs")


@dataclass(frozen=True)
class Flight:
    carrier: str
    flight: int
    origin: str
    distance_km: int
    delay_min: int


def read(path: str) -> list[Flight]:
    """All flights of a table."""
    with open(path, encoding="utf-8", newline="") as file:
        flights: list[Flight] = cattrs.structure(
            list(csv.DictReader(file)), list[Flight]
        )
    return flights
