import json


def settings(message: bytes) -> object:
    return json.loads(message)
