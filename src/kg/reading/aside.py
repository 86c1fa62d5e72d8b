"""What an answer is put together from: asked at once where there is an event loop, else in turn.

A server has one, and other requests must not wait for a long reckoning. A worker has none: it does
one thing at a time, and nothing in it ever waits.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, TypeVar, overload

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
T = TypeVar("T")

MANY: Final = 100
"""Attributions from which on a trace is worth a thread: some 20 ms of reckoning."""


async def reckoned(work: Callable[[], T], size: int) -> T:
    """Return what `work` returns; in a thread of its own where `size` attributions are many."""
    return await asyncio.to_thread(work) if size > MANY and _looping() else work()


@overload
async def together(first: Awaitable[A], second: Awaitable[B], /) -> tuple[A, B]: ...
@overload
async def together(
    first: Awaitable[A], second: Awaitable[B], third: Awaitable[C], /
) -> tuple[A, B, C]: ...
@overload
async def together(
    first: Awaitable[A], second: Awaitable[B], third: Awaitable[C], fourth: Awaitable[D], /
) -> tuple[A, B, C, D]: ...
@overload
async def together(*parts: Awaitable[T]) -> tuple[T, ...]: ...
async def together(*parts: Awaitable[Any]) -> tuple[Any, ...]:
    """Return what the parts return, in their order; the first error is everybody's."""
    if _looping():
        return tuple(await asyncio.gather(*parts))
    waiting = list(parts)
    try:
        return tuple([await waiting.pop(0) for _ in parts])
    finally:
        for part in waiting:  # one before it failed
            if isinstance(part, Coroutine):
                part.close()


def at_once(answer: Coroutine[Any, Any, T]) -> T:
    """Return what a coroutine returns that has nothing to wait for, without an event loop.

    Raises:
        RuntimeError: it waits for something.
    """
    try:
        answer.send(None)
    except StopIteration as done:
        found: T = done.value
        return found
    answer.close()
    raise RuntimeError("this waits for something outside, and there is no event loop here")


def _looping() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True
