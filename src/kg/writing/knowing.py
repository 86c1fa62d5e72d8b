"""What a record being read may refer to: the definitions of the active records."""

from __future__ import annotations

import json
from functools import reduce
from typing import TYPE_CHECKING, Any

from kg.records.definitions import MODELS, Definition
from kg.records.resemblance import names_in, resemblances
from kg.records.sharing import completed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.keeping.books import Books
    from kg.records.resolved import ResolvedRecord


class KnownRecords:
    """The accepted records of a collection, as `kg.records` asks about them.

    `beside` leaves one record out: what only a record itself said before must not bind it.
    """

    def __init__(self, books: Books, *, beside: str | None = None) -> None:
        """Look things up in the writer's books, which must stay open."""
        self._books = books
        self._beside = beside

    def beside(self, record: str) -> KnownRecords:
        """Return the same without what that record holds."""
        return KnownRecords(self._books, beside=record)

    def definition(self, kind: str, id: str) -> Mapping[str, Any] | None:  # noqa: A002  (the protocol's word)
        """Return what the records hold under an id, put together; None if nothing.

        `held_by` lists some of the records that hold it, at least two where there are two.
        """
        held = self._books.holdings.held(kind, id, beside=self._beside)
        if not held.holders:
            return None
        return {**_merged(kind, held.entries), "held_by": held.holders}

    def near(self, kind: str, id: str) -> Iterator[str]:  # noqa: A002  (as above)
        """Yield ids of that kind that stand near one in the alphabet."""
        return self._books.holdings.near(kind, id)

    def resembling(self, record: ResolvedRecord) -> list[str]:
        """Return a warning for each name in a record that looks like another one known here."""
        names = list(names_in(record))
        given = (one for one in names if not one.what.startswith("claim/"))
        return resemblances(names, self._books.names.alike(given, beside=record.record))

    def snapshot_owner(self, sha256: str) -> str | None:
        """Return the id of the active record of the text with that SHA-256."""
        return self._books.holder(sha256)


def _merged(kind: str, entries: list[str]) -> Mapping[str, Any]:
    """Return what several records say of one thing; each later one only adds to it."""
    if kind not in MODELS or len(entries) == 1:
        first: dict[str, Any] = json.loads(entries[0])
        return first
    stated = [MODELS[kind].model_validate_json(entry) for entry in entries]
    return reduce(_completed, stated).model_dump(mode="json", exclude_none=True)


def _completed(known: Definition, stated: Definition) -> Definition:
    return completed(stated, known)[0]
