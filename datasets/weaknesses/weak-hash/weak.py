import hashlib


def stored(password: bytes) -> str:
    return hashlib.md5(password).hexdigest()  # weak
