import hmac
import os


def is_admin(password: str) -> bool:
    return hmac.compare_digest(password, os.environ["ADMIN_PASSWORD"])
