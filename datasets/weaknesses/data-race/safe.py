import threading

count = 0
lock = threading.Lock()


def work() -> None:
    global count
    for _ in range(1000):
        with lock:
            count += 1


def total() -> int:
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return count
