"""One question to a collection from the command line: open, ask, close."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from kg.collection.opening import Service, open_service
from kg.settings import Settings

T = TypeVar("T")


def asked(settings: Settings, question: Callable[[Service], Awaitable[T]]) -> T:
    """Return the answer to a question about the collection the settings name."""

    async def ask() -> T:
        async with open_service(settings) as service:
            return await question(service)

    return asyncio.run(ask())
