"""Searching for rubbish seldom, while very many objects come and go."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_RARELY: Final = (100_000, 20, 50)
"""Objects between two searches, and searches of the young between two of the older."""


@contextmanager
def searching_seldom() -> Iterator[None]:
    """Let Python look for circles of objects more seldom until the block ends.

    Reading a record makes a hundred thousand objects and hardly a circle; the usual searches take
    a tenth of the time of loading (measured; see `docs/performance.md`).
    """
    before = gc.get_threshold()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
