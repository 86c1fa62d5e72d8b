"""Nothing is computed for a client that has gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from fastapi import Request
from starlette.requests import ClientDisconnect

BEFORE_LOOKING: Final = 0.05
"""Seconds in which most answers are there: looking whether the client is costs more than they."""

_T = TypeVar("_T")


async def while_there(request: Request, work: Coroutine[Any, Any, _T]) -> _T:
    """Return what `work` returns, or cancel it soon after the client closes the connection.

    The body of the request must have been read before.

    Raises:
        ClientDisconnect: the client has gone; nobody will see an answer.
    """
    working = asyncio.current_task()
    assert working is not None  # noqa: S101  (what awaits is a task)
    watch = _Watch(request, working)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.left and working.uncancel() == 0:
            raise ClientDisconnect from None
        raise
    finally:
        watch.end()


class _Watch:
    """Cancels a task when the client of its request leaves, until it is told to end."""

    def __init__(self, request: Request, working: asyncio.Task[Any]) -> None:
        self.left = False
        self._request = request
        self._working = working
        self._looking: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(BEFORE_LOOKING, self._begin)

    def end(self) -> None:
        self._timer.cancel()
        if self._looking is not None:
            self._looking.cancel()

    def _begin(self) -> None:
        self._looking = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while (await self._request.receive())["type"] != "http.disconnect":
            pass
        self.left = True
        self._working.cancel()
