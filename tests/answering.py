"""A server that gives every request the same answer, at once or after a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@asynccontextmanager
async def answering(
    head: bytes = OK, *, keep: bool = True, after: float = 0.0
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Run it for the time of the block; yield its port, and the paths it was asked for so far.

    Args:
        head: the whole answer.
        keep: whether a connection is kept for the next request.
        after: the seconds before each answer.
    """
    seen: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readline():
                seen.append(request.split()[1])
                while (await reader.readline()).strip():
                    pass
                await asyncio.sleep(after)
                writer.write(head)
                if not keep:
                    break
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], seen
