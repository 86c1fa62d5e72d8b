"""One question to a collection from the command line: open, ask, close."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from kg.settings import Settings

if TYPE_CHECKING:
    from kg.collection.opening import Service

T = TypeVar("T")


def asked(settings: Settings, question: Callable[[Service], Awaitable[T]]) -> T:
    """Return the answer to a question about the collection the settings name."""
    from kg.collection.opening import open_service

    async def ask() -> T:
        async with open_service(settings) as service:
            return await question(service)

    return asyncio.run(ask())
