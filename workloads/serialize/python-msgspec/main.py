"""main.py - JSON and MessagePack as typed structs, by msgspec

The rules are in ../README.md, all the rest in harness.py.
"""

from typing import Any

import msgspec  # type: ignore[import]
from harness import Codec, main


# Fields without a value are left out; there are no cycles for a collector.
class Message(msgspec.Struct, omit_defaults=True, gc=False):  # type: ignore
    pass


class Route(Message):
    origin: str
    dest: str
    label: str
    distance_km: float


class Flight(Message, kw_only=True):  # type: ignore[call-arg]
    id: int
    scheduled_ms: int
    carrier: str
    number: int
    tailnum: str | None = None
    route: Route
    status: str
    on_time: bool
    dep_delay_min: int | None = None
    arr_delay_min: int | None = None
    air_time_min: int | None = None
    speed_kmh: float | None = None


class Aircraft(Message):
    tailnum: str
    destinations: list[str]
    flights: list[Flight]
    net_delay_min: int
    mean_delay_min: float | None = None


class CarrierDay(Message):
    carrier: str
    flights: int
    cancelled: int
    mean_delay_min: float | None = None


class Day(Message):
    date: str
    start_ms: int
    flights: list[Flight]
    carriers: list[CarrierDay]
    arr_delays_min: list[int]


KINDS: dict[str, type[Message]] = {"small": Flight, "medium": Aircraft, "large": Day}


def codec(kind: str, module: Any) -> Codec:
    """module is msgspec.json or msgspec.msgpack."""

    message = KINDS[kind]
    return Codec(
        module.Encoder().encode,
        module.Decoder(message).decode,
        lambda plain: msgspec.convert(plain, message),
        msgspec.to_builtins,
    )


if __name__ == "__main__":
    main(
        lambda kind: codec(kind, msgspec.json),
        lambda kind: codec(kind, msgspec.msgpack),
    )
