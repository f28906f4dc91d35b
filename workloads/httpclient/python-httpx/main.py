"""httpclient - steps of concurrent requests, by httpx

The rules are in ../README.md.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx  # type: ignore[import]
from exercise import TIMEOUT_S, Fetch, Reply, main


@asynccontextmanager
async def opener(connections: int) -> AsyncIterator[Fetch]:
    # by default 100 connections, of which 20 are kept alive for 5 s
    limits = httpx.Limits(
        max_connections=connections,
        max_keepalive_connections=connections,
        keepalive_expiry=None,
    )
    async with httpx.AsyncClient(
        limits=limits, timeout=TIMEOUT_S, trust_env=False
    ) as client:

        async def fetch(url: str) -> Reply:
            response = await client.get(url)
            delay_us = response.headers.get("X-Delay-Us")
            return Reply(response.status_code, delay_us, response.content)

        yield fetch


if __name__ == "__main__":
    main(opener, (httpx.HTTPError, httpx.InvalidURL))
