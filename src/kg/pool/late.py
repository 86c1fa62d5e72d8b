"""What a worker can do but brings into it when somebody asks for it, or when nobody asks anything.

Most of a worker's start would be importing what many workers are never asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit, Handler


class Late:
    """A handler that is made for its first job, imports and all.

    `early` says that jobs of its kind are common, so that it is worth making while nobody waits.
    """

    def __init__(self, make: Callable[[], Handler], *, early: bool = False) -> None:
        """Make it by calling `make`, once."""
        self._make = make
        self._made: Handler | None = None
        self.early = early

    def __call__(self, payload: JsonObject, emit: Emit) -> JsonObject:
        """Answer a job."""
        return self.made()(payload, emit)

    def made(self) -> Handler:
        """Return the handler itself, made by now."""
        if self._made is None:
            self._made = self._make()
        return self._made


def make_early(handlers: Iterable[Handler]) -> None:
    """Make those that are worth making while nobody waits."""
    for each in handlers:
        if isinstance(each, Late) and each.early:
            each.made()
