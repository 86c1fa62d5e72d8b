"""Parts of a page that fail alone: what went wrong stands in their place, all else is shown."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from kg.errors import KgError, LimitError, StoreBusyError, StoreError, StoreUnreachableError
from kg_api.problems import status

T = TypeVar("T")

PASSING: Final = (StoreUnreachableError, StoreBusyError)
"""What may be over in a moment: it is worth while to ask again without being told to."""


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """What a part of a page shows, or why it cannot; never both."""

    value: T | None = None
    fault: KgError | None = None

    def __post_init__(self) -> None:
        """Refuse a section that is neither."""
        if (self.value is None) == (self.fault is None):
            raise ValueError("a section has a value or a fault")

    @property
    def got(self) -> T:
        """What it shows.

        Raises:
            KgError: it cannot; this is why.
        """
        if self.fault is not None:
            raise self.fault
        assert self.value is not None  # noqa: S101  (checked at birth)
        return self.value


async def tried(work: Awaitable[T]) -> Section[T]:
    """Return what a question is answered with, or why the store did not answer it.

    That there is no such thing, or that the question is wrong, is no matter of one section.
    """
    try:
        return Section(value=await work)
    except (StoreError, LimitError) as error:
        return Section(fault=error)


def first_fault(sections: Iterable[Section[T]]) -> KgError | None:
    """Return why the first of those that failed did; None where all is well."""
    return next((section.fault for section in sections if section.fault), None)


def passing(fault: KgError) -> bool:
    """Return whether what went wrong may be over in a moment."""
    return isinstance(fault, PASSING)


def code(fault: KgError | None) -> int:
    """Return the HTTP status of a page on which that went wrong."""
    return status(type(fault)) if fault else 200
