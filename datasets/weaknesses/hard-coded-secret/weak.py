PASSWORD = "violet-harbour-1871"  # weak


def is_admin(password: str) -> bool:
    return password == PASSWORD
