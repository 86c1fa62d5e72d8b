"""One question to a collection from the command line: open, ask, close."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

from kg.cli.output import console
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.collection.service import Service

T = TypeVar("T")


def asked(
    settings: Settings, question: Callable[[Service], Awaitable[T]], as_of: str | None = None
) -> T:
    """Return the answer to a question about the collection the settings name.

    Who may read the directory may see its whole past: `as_of` leaves out only what was erased.
    """
    from kg.collection.opening import open_service

    async def ask() -> T:
        async with open_service(settings) as present:
            service = present if as_of is None else await present.at(as_of, whole=True)
            _tell_when(service)
            _tell_what_is_missing(service)
            return await question(service)

    return in_loop(ask())


def in_loop(work: Coroutine[Any, Any, T]) -> T:
    """Return what some work gives that has to wait for others."""
    import asyncio  # a fifth of what it takes to start a command, and not all need it

    return asyncio.run(work)


def _tell_when(service: Service) -> None:
    if service.as_of:
        console(stderr=True).print(
            f"note: as of revision {service.as_of.revision}, {service.as_of.at}", markup=False
        )


def _tell_what_is_missing(service: Service) -> None:
    """Say that a view of the past is not all there was: nobody may take it for complete."""
    if service.edition and service.edition.erased:
        console(stderr=True).print(
            f"note: {service.edition.erased} records or judgements of this view are missing: "
            "they were erased later",
            markup=False,
        )
