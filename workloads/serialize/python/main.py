"""main.py - JSON and MessagePack as dictionaries, by json and msgpack

The rules are in ../README.md, all the rest in harness.py.
"""

import json

import msgpack  # type: ignore[import]
from harness import Codec, Plain, main

# made once: with other settings than its default, json.dumps makes one a call,
# and msgpack.packb always does
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
PACKER = msgpack.Packer()


def encode_json(plain: Plain) -> bytes:
    return ENCODER.encode(plain).encode()


def itself(plain: Plain) -> Plain:
    return plain


def json_codec(_: str) -> Codec:
    return Codec(encode_json, json.loads, itself, itself)


def msgpack_codec(_: str) -> Codec:
    return Codec(PACKER.pack, msgpack.unpackb, itself, itself)


if __name__ == "__main__":
    main(json_codec, msgpack_codec)
