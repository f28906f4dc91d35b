import ssl


def context() -> ssl.SSLContext:
    return ssl._create_unverified_context()  # weak
