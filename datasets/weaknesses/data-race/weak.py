import threading

count = 0


def work() -> None:
    global count
    for _ in range(1000):
        count += 1  # weak


def total() -> int:
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count
