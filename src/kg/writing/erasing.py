"""Legal erasure: documents and texts of a record, or what a judgement says, go for good.

Their hashes stay in the ledger.

The event comes first, so that whatever a crash interrupts is known to be owed: the next opening
deletes what is still there. `docs/decisions/0011-erasure.md` says what is gone then, and what not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import BadParameterError, ErasedError, UnknownThingError
from kg.keeping.live import ERASED
from kg.ledger import JUDGEMENT, Blobs, Entry, Erasures, Kind, erased, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from kg.keeping.books import Books
    from kg.keeping.layout import Layout
    from kg.keeping.live import Live

DELETED: Final = "erased-blobs"
"""Under which name the books remember the last erasure whose blobs are deleted."""

_BLOB: Final = "erased/"
"""What the books prefix to the SHA-256 of each erased blob."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did.

    `event` is its number, `at` its time, UTC. `deleted` counts the record's documents and texts
    that are gone, of all versions and drafts; `kept` names for the SHA-256 of each that is still
    there the records that need it. `related` are the active records that speak of the same
    speakers, sources, claims, places or things, and the judgements given by themselves about what
    is in the record: they may repeat what was said of it.
    """

    record: str
    event: int
    at: datetime
    deleted: int
    kept: Mapping[str, tuple[str, ...]]
    related: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What the ledger is to say of an erasure, and what it will be about.

    `brought` are the SHA-256 of all documents and texts of the record, `related` as in `Erased`.
    """

    entry: Entry
    brought: frozenset[str]
    related: tuple[str, ...]


def erasure_of(layout: Layout, books: Books, actor: str, record: str, reason: str) -> Planned:
    """Return what erasing a record amounts to; nothing is done yet.

    Raises:
        BadParameterError: no reason is given.
        UnknownThingError: there never was such a record or judgement.
        ErasedError: it was erased, and nothing came since.
    """
    judges = record.startswith(JUDGEMENT)
    if not reason.strip():
        raise BadParameterError("An erasure needs a reason", where="reason")
    newest: Entry | None = None
    erasures = Erasures()
    for event in read(layout.ledger):
        erasures.take(event)
        if event.entry.record == record:
            newest = _newer(newest, event.entry)
    if record in erasures.records:
        raise erased(erasures.records[record], where="record")
    if newest is None:
        what = "judgement given by itself" if judges else "record"
        raise UnknownThingError(
            f"There is no {what} `{record.removeprefix(JUDGEMENT)}`", where="record"
        )
    last = newest.version, newest.document, newest.snapshot
    return Planned(
        Entry(actor, Kind.JUDGEMENT_ERASED if judges else Kind.ERASED, record, *last, reason),
        erasures.brought(record),
        () if judges else _related(books, record),
    )


def _related(books: Books, record: str) -> tuple[str, ...]:
    judged = (JUDGEMENT + id_ for id_ in sorted(books.judgements.about(record)))
    return (*books.holdings.sharers(record), *judged)


def _newer(known: Entry | None, entry: Entry) -> Entry:
    """Return the last accepted version, or, where there is none, the last draft."""
    if entry.kind is Kind.DRAFTED and known and known.kind in (Kind.ACCEPTED, Kind.RETRACTED):
        return known
    return entry


def owed(live: Live) -> bool:
    """Return whether an erasure is in the books whose blobs may still be there."""
    return live.books.fact(ERASED) != live.books.fact(DELETED)


def delete_erased(layout: Layout, live: Live) -> Erasures:
    """Delete whatever was erased and is still there. Needs the lock; can be done twice.

    What belongs to no event goes too: nobody could tell whether it is of an erased record.
    """
    live.commit()  # until the books know, a crash would have the record read again
    erasures = Erasures.after(read(layout.ledger))
    blobs = Blobs(layout.blobs)
    blobs.discard(digest for digest in list(blobs) if digest not in erasures.needs)
    for digest in erasures.blobs:
        live.books.remember(_BLOB + digest, "yes")
    live.books.remember(DELETED, live.books.fact(ERASED))
    live.commit()
    return erasures


def told(planned: Planned, erasures: Erasures) -> Erased:
    """Return what an erasure did that is the last of its ledger."""
    event = erasures.records[planned.entry.record]
    kept = {
        digest: tuple(sorted(erasures.needs[digest]))
        for digest in sorted(planned.brought & erasures.needs.keys())
    }
    gone = len(planned.brought) - len(kept)
    return Erased(event.entry.record, event.seq, event.at, gone, kept, planned.related)


def refuse_erased(books: Books, blobs: Blobs, record: str, digests: Mapping[str, str]) -> None:
    """Refuse what was erased and would come back, be it by a script that loads all it finds.

    Args:
        books: they know what was erased.
        blobs: where it would be.
        record: which record would bring it back.
        digests: SHA-256 by what they are of.

    Raises:
        ErasedError: one of them was erased and is not here.
    """
    for what, digest in digests.items():
        if books.fact(_BLOB + digest) and digest not in blobs:
            try:
                blobs.get(digest)
            except ErasedError as error:
                raise ErasedError(
                    f"This very {what} was here. {error.detail}",
                    where=f"{record} {what}",
                    hint="leave it out; if it may be kept again: kg load --even-if-erased",
                ) from error
