import ssl


def context() -> ssl.SSLContext:
    return ssl.create_default_context()
