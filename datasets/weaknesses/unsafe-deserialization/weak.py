import pickle


def settings(message: bytes) -> object:
    return pickle.loads(message)  # weak
