"""Whether a draft can stand by now: what it says was checked when it came, and records came since.

A draft is checked again as a record is that is read anew: an id means the same in all records,
and what it judges in other records must still be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ConflictError, UnknownThingError
from kg.keeping.documents import SHARED_KINDS, read_pending
from kg.records.definitions import MODELS
from kg.records.sharing import completed
from kg.records.values import Status
from kg.writing.differing import differences
from kg.writing.knowing import KnownRecords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.keeping.live import Live
    from kg.keeping.standing import Draft
    from kg.ledger import Blobs
    from kg.records.known import Known
    from kg.records.resolved import ResolvedRecord

_ELSEWHERE: Final = re.compile(r"(attribution|mention|utterance)/([0-9a-f]{16}-.+)")


def pending(live: Live, name: str, document: str) -> Draft:
    """Return the draft of a record that waits, which must be the one that was looked at.

    Raises:
        UnknownThingError: none waits.
        ConflictError: another one waits.
    """
    draft = live.books.draft(name)
    if draft is None:
        raise UnknownThingError(f"No draft of a record `{name}` waits", where="record")
    if draft.document != document:
        raise ConflictError(
            f"The draft of record `{name}` that waits is another one: {draft.document}",
            where="document",
            hint="look at that one, then accept it",
        )
    return draft


@dataclass(frozen=True, slots=True)
class Review:
    """What whoever is to accept a draft looks at; `diff` says what accepting it would change."""

    draft: Draft
    record: ResolvedRecord
    diff: tuple[str, ...]


def review(live: Live, blobs: Blobs, name: str) -> Review:
    """Return the draft of a record that waits, beside the version that stands.

    Raises:
        UnknownThingError: none waits.
        LedgerError: its document or its text is damaged.
    """
    draft = live.books.draft(name)
    if draft is None:
        raise UnknownThingError(f"No draft of a record `{name}` waits", where="record")
    record = read_pending(blobs, draft.document)
    stands = live.books.standing(name)
    before = live.read(stands).canonical() if stands and stands.active else {}
    after = record.model_copy(update={"status": Status.ACCEPTED}).canonical()
    return Review(draft, record, differences(before, after))


def accepted_version(live: Live, blobs: Blobs, draft: Draft) -> ResolvedRecord:
    """Return the record a draft becomes when it is accepted now.

    Raises:
        ConflictError: it contradicts what was accepted since it was handed in.
        LedgerError: its document or its text is damaged.
    """
    record = read_pending(blobs, draft.document)
    known = KnownRecords(live.books, beside=draft.record)
    owner = known.snapshot_owner(record.snapshot.sha256)
    if owner is not None and owner != draft.record:
        raise _conflict(draft, f"its text is read by record `{owner}` by now")
    for contradiction in _contradictions(record, known):
        raise _conflict(draft, contradiction)
    return record.model_copy(update={"status": Status.ACCEPTED})


def _contradictions(record: ResolvedRecord, known: Known) -> Iterator[str]:
    for field, kind in SHARED_KINDS.items():
        for stated in getattr(record, field):
            if (held := known.definition(kind, stated.id)) is not None:
                yield from _differing(kind, stated, dict(held))
    for judged in record.judgements:
        if known.definition("judgement", judged.id) is not None:
            yield f"judgement `{judged.id}` is in another record by now"
        for reference in (judged.judges, judged.against):
            if _is_gone(reference, known):
                yield f"{reference}, which it judges, is not in the collection any more"


def _differing(kind: str, stated: Any, held: dict[str, Any]) -> Iterator[str]:  # noqa: ANN401
    holders = ", ".join(held.pop("held_by"))
    _, fields = completed(stated, MODELS[kind].model_validate(held))
    for name in fields:
        yield f"{kind} `{stated.id}` has another `{name}` in record {holders} by now"


def _is_gone(reference: str, known: Known) -> bool:
    elsewhere = _ELSEWHERE.fullmatch(reference)
    return elsewhere is not None and known.definition(elsewhere[1], elsewhere[2]) is None


def _conflict(draft: Draft, why: str) -> ConflictError:
    return ConflictError(
        f"The draft of record `{draft.record}` cannot be accepted: {why}",
        where="record",
        hint="hand in a new draft that fits the collection as it is",
    )
