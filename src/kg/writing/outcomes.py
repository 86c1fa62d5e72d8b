"""What loading a record would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import ErasedError, RecordError, UnknownThingError
from kg.keeping.seen import Seen, State
from kg.records.values import Status
from kg.writing.differing import differences
from kg.writing.knowing import KnownRecords
from kg.writing.sameness import says_the_same

if TYPE_CHECKING:
    from kg.keeping.documents import Kept
    from kg.keeping.live import Live
    from kg.records.resolved import ResolvedRecord

__all__ = ["Outcome", "State", "foresee", "foresee_retraction", "told_before"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record.

    `version` is the version it now has (for a draft: would get), `revision` the number of the
    last event; `document` is the SHA-256 of the document this is about; `diff` says in lines what
    differs from the version before; `warnings` which of its names look like others. `replayed`
    when it was told before, to the same request; the warnings are told the first time only.
    """

    record: str
    version: int
    state: State
    revision: int
    document: str
    diff: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    replayed: bool = False


def foresee(
    live: Live, kept: Kept, revision: int, *, anew: bool = False, compared: bool = True
) -> Outcome:
    """Return what loading a record would do, as things stand.

    Args:
        live: the collection.
        kept: what would be loaded.
        revision: the number of the last event.
        anew: take it as changed even where it says nothing new.
        compared: tell what would change in it.

    Raises:
        RecordError: its text is already read by another record.
    """
    record, document = kept.record, kept.digest
    _refuse_second_reader(live, record)
    before = live.books.standing(record.record)
    version, active = before.version if before else 0, None
    if before and before.active and not anew and before.document == document:
        state: State = "unchanged"  # to the letter, so there is no need to read what stands
    else:
        active = live.read(before) if before and before.active else None
        state = _state(live, record, active, document)
    if anew and state == "unchanged":
        state = "changed"
    warnings = tuple(KnownRecords(live.books).resembling(record))
    if state == "unchanged":
        stands = before.document if before and record.status is not Status.DRAFT else document
        return Outcome(record.record, version, state, revision, stands, (), warnings)
    earlier = active.canonical() if active else {}
    diff = differences(earlier, kept.document) if compared else ()
    return Outcome(record.record, version + 1, state, revision, document, diff, warnings)


def foresee_retraction(live: Live, name: str, revision: int) -> tuple[Outcome, str]:
    """Return what taking a record back would do, and the SHA-256 of its text.

    Raises:
        UnknownThingError: there is no such record, or it was taken back before.
        ErasedError: it was erased.
    """
    standing = live.books.standing(name)
    if standing is None:
        raise UnknownThingError(f"There is no record `{name}`", where="record")
    if not standing.active:
        live.read(standing)  # says so where the record was erased
        raise UnknownThingError(
            f"Record `{name}` was already retracted (version {standing.version})", where="record"
        )
    diff = differences(live.read(standing).canonical(), {})
    outcome = Outcome(name, standing.version, "retracted", revision, standing.document, diff)
    return outcome, standing.snapshot


def told_before(live: Live, seen: Seen) -> Outcome:
    """Return what was told of a request when it was carried out.

    Only what it changed can no longer be told where one of the documents was erased since.
    """
    try:
        diff = differences(
            _content(live, seen.earlier_document, seen.earlier_snapshot),
            {} if seen.state == "retracted" else _content(live, seen.document, seen.snapshot),
        )
    except ErasedError:
        diff = ()
    return Outcome(
        seen.record, seen.version, seen.state, seen.seq, seen.document, diff, replayed=True
    )


def _content(live: Live, document: str | None, snapshot: str | None) -> dict[str, Any]:
    if document is None or snapshot is None:
        return {}
    return live.read_stored(document, snapshot).canonical()


def _state(
    live: Live, record: ResolvedRecord, active: ResolvedRecord | None, document: str
) -> State:
    if record.status is Status.DRAFT:
        pending = live.books.draft(record.record)
        return "unchanged" if pending and pending.document == document else "drafted"
    if active is None:
        return "added"
    others = KnownRecords(live.books, beside=record.record)
    return "unchanged" if says_the_same(active, record, others) else "changed"


def _refuse_second_reader(live: Live, record: ResolvedRecord) -> None:
    """Refuse a text that another record reads: their attributions would share IRIs."""
    holder = live.books.holder(record.snapshot.sha256)
    if holder is not None and holder != record.record:
        raise RecordError(
            f"This very text is already read by record `{holder}`",
            where=f"{record.record} text",
            hint=f"add to that record, or retract it first: kg retract {holder}",
        )
