"""Answers put together from several questions, all about the same revision."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Final, TypeVar

from kg.errors import StoreBusyError

T = TypeVar("T")

TRIES: Final = 4


async def at_one_revision(
    ask: Callable[[], Awaitable[tuple[T, Iterable[int | None]]]],
) -> T:
    """Return what `ask` answers, once all its parts show the same revision.

    A new generation may be published between two questions; then both are asked again.

    Raises:
        StoreBusyError: the collection changed during every try.
    """
    for _ in range(TRIES):
        answer, revisions = await ask()
        if len(set(revisions)) <= 1:
            return answer
    raise StoreBusyError(
        "the collection changes faster than this can be answered", hint="ask again in a moment"
    )
