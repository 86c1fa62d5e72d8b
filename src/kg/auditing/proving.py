"""Making bundles: from the ledger and its last checkpoint, without asking graph or index."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kg.auditing.bundles import KINDS, Bundle, Proven, Subject, statements_of
from kg.errors import DataError, KgError, LedgerError, UnknownThingError
from kg.keeping.documents import read_record
from kg.keeping.layout import Layout, read_format
from kg.keeping.outlook import Outlook
from kg.keeping.standing import Standing
from kg.ledger import (
    JUDGEMENT,
    Blobs,
    Checkpoint,
    Erasures,
    Event,
    Keys,
    Kind,
    erased,
    leaves,
    read,
    read_checkpoints,
)
from kg.ledger.events import content
from kg.ledger.merkle import inclusion
from kg.ledger.signing import encode
from kg.records.resolved import ResolvedRecord

_ATTRIBUTION: Final = re.compile(r"([0-9a-f]{16})-\d+-\d+-\d+", re.ASCII)


def prove(directory: Path, name: str) -> Bundle:
    """Return the bundle for an attribution, a claim or a record as it stands now.

    Args:
        directory: a data directory.
        name: an id, or `attribution/ID`, `claim/ID`, `record/ID`.

    Raises:
        UnknownThingError: no active record has it, or it is a judgement.
        ErasedError: the record that had it was erased.
        DataError: nothing is signed yet, or the directory is a view.
        LedgerError: ledger, checkpoints or keys are damaged.
    """
    if name.startswith(JUDGEMENT):
        raise UnknownThingError(
            "A judgement cannot be proven yet",
            where="ID",
            hint="what it is about can: " + ", ".join(KINDS),
        )
    layout = Layout(directory)
    if read_format(layout).view is not None:
        raise DataError("A view has no ledger to prove from", where=str(directory))
    signed = read_checkpoints(layout.checkpoints).last
    if signed is None:
        raise DataError(
            "Nothing is signed here yet",
            where=str(directory),
            hint="kg rebuild signs what is there",
        )
    events = list(read(layout.ledger))
    erasures = Erasures.after(events)
    subject, found = _find(layout, events[: signed.size], erasures, name)
    if not found:
        raise _not_found(name, erasures)
    blobs = Blobs(layout.blobs)
    hashes = list(islice(leaves(layout.ledger), signed.size))
    return Bundle(
        subject=subject,
        statements=[
            one for event, record in found for one in statements_of(record, event, subject)
        ],
        entries=[_proven(event, blobs, hashes) for event, _ in found],
        checkpoint=signed.note,
        key=_key(layout, signed),
    )


def _find(
    layout: Layout, events: list[Event], erasures: Erasures, name: str
) -> tuple[Subject, list[tuple[Event, ResolvedRecord]]]:
    """Return the first kind under which the name is known, and the records that know it."""
    active = [one for one in Outlook.after(events).active() if not _gone(one, erasures)]
    accepted = {
        (one.entry.record, one.entry.version): one
        for one in events
        if one.entry.kind is Kind.ACCEPTED
    }
    subject = Subject(kind="record", id=name)
    for subject in _subjects(name):
        found: list[tuple[Event, ResolvedRecord]] = []
        for standing in _candidates(layout, active, subject):
            record = read_record(Blobs(layout.blobs), standing.document, standing.snapshot)
            event = accepted[standing.record, standing.version]
            if statements_of(record, event, subject):
                found.append((event, record))
        if found:
            return subject, found
    return subject, []


def _gone(standing: Standing, erasures: Erasures) -> bool:
    return standing.document in erasures.blobs or standing.snapshot in erasures.blobs


def _not_found(name: str, erasures: Erasures) -> KgError:
    """Return why there is nothing to prove; of claims, nothing is left that could tell."""
    for subject in _subjects(name):
        if event := _erasure(subject, erasures):
            what = "" if subject.kind == "record" else "The text of this attribution"
            return erased(event, what, where="ID")
    return UnknownThingError(
        f"No active record that is signed has “{name}”",
        where="ID",
        hint="ids are looked for among " + ", ".join(KINDS),
    )


def _erasure(subject: Subject, erasures: Erasures) -> Event | None:
    """Return the event that erased a record, or the text an attribution was found in."""
    if subject.kind == "record":
        return erasures.records.get(subject.id)
    match = _ATTRIBUTION.fullmatch(subject.id)
    if subject.kind != "attribution" or match is None:
        return None
    found = (one for digest, one in erasures.blobs.items() if digest.startswith(match[1]))
    return next(found, None)


def _subjects(name: str) -> Iterator[Subject]:
    kind, slash, rest = name.partition("/")
    for each in KINDS:
        if not slash or each == kind:
            yield Subject.model_validate({"kind": each, "id": rest if slash else name})


def _candidates(layout: Layout, active: list[Standing], subject: Subject) -> list[Standing]:
    """Return the records that may hold a subject, so that not all need to be read."""
    if subject.kind == "record":
        return [standing for standing in active if standing.record == subject.id]
    if subject.kind == "attribution":
        match = _ATTRIBUTION.fullmatch(subject.id)
        return [one for one in active if match and one.snapshot.startswith(match[1])]
    holders = _holders(layout.books, subject)
    return [one for one in active if holders is None or one.record in holders]


def _holders(books: Path, subject: Subject) -> set[str] | None:
    """Return the records the writer's books name for a claim; None where they cannot be asked."""
    query = "SELECT record FROM definition WHERE kind = ? AND id = ?"
    try:
        with closing(
            sqlite3.connect(f"file:{quote(str(books.resolve()))}?mode=ro", uri=True)
        ) as db:
            rows = db.execute(query, (subject.kind, subject.id)).fetchall()
    except sqlite3.DatabaseError:
        return None
    return {str(record) for (record,) in rows}


def _proven(event: Event, blobs: Blobs, hashes: list[bytes]) -> Proven:
    steps = inclusion(hashes, event.seq - 1)
    return Proven(
        event=content(event),
        document=json.loads(blobs.get(event.entry.document)),
        proof=[encode(step) for step in steps],
    )


def _key(layout: Layout, signed: Checkpoint) -> str:
    signer = signed.signer(Keys(layout.keys).known())
    if signer is None:
        raise LedgerError(
            "No key here signed the last checkpoint",
            where=str(layout.checkpoints),
            hint="kg verify says what is amiss",
        )
    return str(signer)
