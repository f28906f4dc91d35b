"""httpclient - steps of concurrent requests, by aiohttp

The rules are in ../README.md.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp  # type: ignore[import]
from exercise import TIMEOUT_S, Fetch, Reply, main


@asynccontextmanager
async def opener(connections: int) -> AsyncIterator[Fetch]:
    # by default 100 connections, which are kept alive for 15 s
    connector = aiohttp.TCPConnector(limit=connections, keepalive_timeout=3600)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_S)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:

        async def fetch(url: str) -> Reply:
            async with session.get(url, allow_redirects=False) as response:
                body = await response.read()
                return Reply(response.status, response.headers.get("X-Delay-Us"), body)

        yield fetch


if __name__ == "__main__":
    main(opener, (aiohttp.ClientError, TimeoutError, ValueError))
