"""exercise.py - the steps of requests, whatever client sends them

The rules are in ../README.md.
"""

import asyncio
import os
import re
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple

TIMEOUT_S = 20
LINE_BYTES = 16
CONCURRENCY_MAX = 1000
REQUESTS_MAX = 10_000_000


class Failure(Exception):
    """What is wrong, and where."""


class Step(NamedTuple):
    concurrency: int
    requests: int


class Reply(NamedTuple):
    status: int
    delay_us: str | None
    body: bytes


class Seen(NamedTuple):
    """What came of a request."""

    id: int
    status: int
    size: int
    delay_us: int
    latency_s: float


# a client's way to GET an address
Fetch = Callable[[str], Awaitable[Reply]]
# opens a client for so many connections at once
Opener = Callable[[int], AbstractAsyncContextManager[Fetch]]


def read_steps(path: str) -> list[Step]:
    try:
        with open(path, "rb") as file:
            *lines, rest = file.read().split(b"\n")
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from None
    steps: list[Step] = []
    for number, line in enumerate(lines, 1):
        if line == b"end" and steps and number == len(lines) and not rest:
            return steps
        match = re.fullmatch(rb"([1-9][0-9]{0,7}) ([1-9][0-9]{0,7})", line)
        step = Step(int(match[1]), int(match[2])) if match else Step(0, 0)
        if not (
            1 <= step.concurrency <= CONCURRENCY_MAX
            and 1 <= step.requests <= REQUESTS_MAX
            and all(step.concurrency != other.concurrency for other in steps)
        ):
            raise Failure(f"{path}:{number}: not a step")
        steps.append(step)
    raise Failure(f"{path}: truncated: the last line is not the word end")


def check(url: str, id: int, reply: Reply, latency_s: float) -> Seen:
    if reply.status not in (200, 503):
        raise Failure(f"{url}: id {id}: status {reply.status}")
    if not reply.delay_us or not re.fullmatch("[0-9]{1,9}", reply.delay_us):
        raise Failure(f"{url}: id {id}: no X-Delay-Us")
    size = len(reply.body)
    line = b"%015d\n" % id
    if reply.body != (line * (size // LINE_BYTES + 1))[:size]:
        raise Failure(f"{url}: id {id}: not its body")
    return Seen(id, reply.status, size, int(reply.delay_us), latency_s)


async def work(fetch: Fetch, url: str, ids: Iterator[int], seen: list[Seen]) -> None:
    """One request after the other, as long as there are ids."""
    for id in ids:
        start = time.perf_counter()
        reply = await fetch(f"{url}/?i={id}")
        latency_s = time.perf_counter() - start
        seen.append(check(url, id, reply, latency_s))


async def accepted(fetch: Fetch, url: str) -> int:
    """The connections that the server has accepted so far."""
    reply = await fetch(f"{url}/stats")
    match = re.search(rb"^accepts ([0-9]+)$", reply.body, re.MULTILINE)
    if match is None:
        raise Failure(f"{url}/stats: no line accepts")
    return int(match[1])


async def run(
    opener: Opener, url: str, steps: list[Step]
) -> tuple[list[str], list[str]]:
    """The lines of the answer, and those of the samples."""
    answer = ["concurrency,requests,ok,unavailable,body_bytes,delay_us,checksum"]
    samples: list[str] = []
    before = first = 0
    async with opener(max(step.concurrency for step in steps)) as fetch:
        for concurrency, requests in steps:
            ids = iter(range(first + 1, first + requests + 1))
            seen: list[Seen] = []
            cpu_s, start = time.process_time(), time.perf_counter()
            async with asyncio.TaskGroup() as group:
                for _ in range(min(concurrency, requests)):
                    group.create_task(work(fetch, url, ids, seen))
            wall_s, cpu_s = time.perf_counter() - start, time.process_time() - cpu_s
            accepts = await accepted(fetch, url)
            ok = sum(one.status == 200 for one in seen)
            body_bytes = sum(one.size for one in seen)
            delay_us = sum(one.delay_us for one in seen)
            checksum = sum(one.id * (1000 * one.size + one.status) for one in seen)
            answer.append(
                f"{concurrency},{requests},{ok},{requests - ok},"
                f"{body_bytes},{delay_us},{checksum % 2**64}"
            )
            case = f"c{concurrency}"
            samples += [
                f"{case},wall_time,s,{wall_s:.9f}",
                f"{case},cpu_time,s,{cpu_s:.9f}",
                f"{case},cpu_per_request,s,{cpu_s / requests:.9f}",
                f"{case},connections,1,{accepts - before}",
                f"{case},error_rate,%,{100 * (requests - ok) / requests:.6f}",
            ]
            for one in seen:
                overhead_s = one.latency_s - one.delay_us / 1e6
                samples.append(f"{case},latency,s,{one.latency_s:.9f}")
                samples.append(f"{case},overhead,s,{overhead_s:.9f}")
            before, first = accepts, first + requests
    return answer, samples


def write(answer: list[str], samples: list[str]) -> None:
    try:
        sys.stdout.write("\n".join(answer) + "\n")
        sys.stdout.flush()
    except OSError as error:
        # what is still in the buffer would fail again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise Failure(f"standard output: {error.strerror}") from None
    if "SAMPLES_FD" in os.environ:
        with open(int(os.environ["SAMPLES_FD"]), "w", closefd=False) as out:
            out.write("\n".join(samples) + "\n")


def first_of(error: BaseException) -> BaseException:
    """Of the errors of several tasks the first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def main(opener: Opener, problems: tuple[type[Exception], ...]) -> None:
    """Exercise a client; problems is what its requests may raise."""
    if len(sys.argv) != 3:
        print("usage: httpclient url steps.txt", file=sys.stderr)
        sys.exit(2)
    url, path = sys.argv[1:]
    try:
        write(*asyncio.run(run(opener, url, read_steps(path))))
    except Exception as errors:
        error = first_of(errors)
        if not isinstance(error, (Failure, *problems)):
            raise
        what = str(error).partition("\n")[0]
        if not isinstance(error, Failure):
            what = f"{url}: {type(error).__name__}: {what}"
        print(f"httpclient: {what}", file=sys.stderr)
        sys.exit(1)
