"""Long reckonings beside the event loop, so that no other request waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

MANY: Final = 100
"""Attributions from which on a trace is worth a thread: some 20 ms of reckoning."""


async def reckoned(work: Callable[[], T], size: int) -> T:
    """Return what `work` returns; in a thread of its own where `size` attributions are many."""
    return await asyncio.to_thread(work) if size > MANY else work()
