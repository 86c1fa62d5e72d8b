"""What loading a record would do, told before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kg.collection.differing import differences
from kg.collection.documents import encoded
from kg.collection.knowing import KnownRecords
from kg.collection.sameness import says_the_same
from kg.errors import RecordError
from kg.ledger import digest_of
from kg.records.values import Status

if TYPE_CHECKING:
    from kg.collection.live import Live
    from kg.records.resolved import ResolvedRecord

State = Literal["added", "changed", "unchanged", "drafted", "retracted"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a record.

    `version` is the version it now has (for a draft: would get), `revision` the number of the
    last event; `diff` says in lines what differs from the version before.
    """

    record: str
    version: int
    state: State
    revision: int
    diff: tuple[str, ...] = ()


def foresee(live: Live, record: ResolvedRecord, revision: int) -> Outcome:
    """Return what loading a record would do, as things stand.

    Raises:
        RecordError: its text is already read by another record.
    """
    _refuse_second_reader(live, record)
    before = live.books.standing(record.record)
    active = live.read(before) if before and before.active else None
    state, version = _state(live, record, active), before.version if before else 0
    if state == "unchanged":
        return Outcome(record.record, version, state, revision)
    diff = differences(active.canonical() if active else {}, record.canonical())
    return Outcome(record.record, version + 1, state, revision, diff)


def _state(live: Live, record: ResolvedRecord, active: ResolvedRecord | None) -> State:
    if record.status is Status.DRAFT:
        pending = live.books.draft(record.record)
        return "unchanged" if pending == digest_of(encoded(record)) else "drafted"
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
