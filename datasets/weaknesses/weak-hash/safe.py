import hashlib
import os


def stored(password: bytes) -> str:
    salt = os.urandom(16)
    return salt.hex() + hashlib.scrypt(password, salt=salt, n=2**14, r=8, p=1).hex()
