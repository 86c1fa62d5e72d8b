"""What a worker can do but brings into it only when somebody asks for it.

Most of a worker's start would be importing what many workers are never asked for. It is not done
while nobody asks anything either: whoever asks just then would wait for it, on time of his own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit, Handler


class Late:
    """A handler that is made for its first job, imports and all."""

    def __init__(self, make: Callable[[], Handler]) -> None:
        """Make it by calling `make`, once."""
        self._make = make
        self._made: Handler | None = None

    def __call__(self, payload: JsonObject, emit: Emit) -> JsonObject:
        """Answer a job."""
        if self._made is None:
            self._made = self._make()
        return self._made(payload, emit)
