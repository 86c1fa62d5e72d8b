"""Checking a bundle anywhere, without the data directory it came from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

import rfc8785
from pydantic import ValidationError

from kg.auditing.bundles import Bundle, Proven, statements_of
from kg.errors import DataError, KgError
from kg.ledger import Checkpoint, Event, Kind, PublicKey, digest_of
from kg.ledger.events import parse
from kg.ledger.merkle import included, leaf_hash
from kg.ledger.signing import decode
from kg.records.resolved import ResolvedRecord

LARGEST: Final = 64 * 2**20
"""Bytes a bundle may have."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sound bundle proves, and what it does not, in sentences; `subject` is `kind/id`."""

    subject: str
    statements: list[dict[str, Any]]
    proves: list[str]
    does_not_prove: list[str]


def verify_bundle(data: bytes, *, key: str | None = None, text: bytes | None = None) -> Verdict:
    """Check everything in a bundle.

    Args:
        data: the bundle's bytes.
        key: the public key that must have signed, from elsewhere than the bundle.
        text: the source's text, to check the quotations against; without it only the record
            vouches for them.

    Raises:
        DataError: something in it does not hold; the error says what.
    """
    bundle = _read(data)
    signed = _checkpoint(bundle, key)
    checked = [_entry(one, signed, number) for number, one in enumerate(bundle.entries)]
    told: list[dict[str, Any]] = []
    for number, (event, record) in enumerate(checked):
        stated = statements_of(record, event, bundle.subject)
        if not stated:
            raise _unsound(f"the record says nothing of {bundle.subject.id}", f"entries[{number}]")
        told += stated
    if told != bundle.statements:
        raise _unsound("the records say something else", "statements")
    if text is not None:
        _check_text(bundle, text)
    return Verdict(
        f"{bundle.subject.kind}/{bundle.subject.id}",
        told,
        _proves(bundle, signed, checked, text),
        _does_not_prove(key, text),
    )


def _read(data: bytes) -> Bundle:
    if len(data) > LARGEST:
        raise _unsound(f"it has more than {LARGEST} bytes")
    try:
        return Bundle.model_validate(json.loads(data, object_pairs_hook=_once))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _unsound(f"this is not a bundle: {first['msg']}", where) from error
    except (ValueError, RecursionError) as error:
        raise _unsound(f"this is not a bundle: {error}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a field that stands there twice: two readers could take two different ones."""
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a field stands there twice")
    return read


def _checkpoint(bundle: Bundle, key: str | None) -> Checkpoint:
    try:
        signed = Checkpoint.parse(bundle.checkpoint, where="checkpoint")
        signer = PublicKey.parse(bundle.key)
    except KgError as error:
        raise _unsound(error.detail, error.where) from error
    if key is not None and key.strip() != bundle.key:
        raise _unsound("it is signed with another key than the one you gave", "key")
    if signed.signer([signer]) is None:
        raise _unsound("the signature is not that of the key", "checkpoint")
    return signed


def _entry(one: Proven, signed: Checkpoint, number: int) -> tuple[Event, ResolvedRecord]:
    where = f"entries[{number}]"
    try:
        line, document = rfc8785.dumps(one.event), rfc8785.dumps(one.document)
        event = parse(line, where=f"{where}.event")
        record = ResolvedRecord.model_validate({**one.document, "text": ""})
    except KgError as error:
        raise _unsound(error.detail, error.where) from error
    except (ValidationError, ValueError, RecursionError) as error:
        raise _unsound(f"this is not an event with its record: {error}", where) from error
    steps = [decode(step) for step in one.proof]
    if not included(leaf_hash(line), event.seq - 1, signed.size, steps, signed.root):
        raise _unsound("the event is not in the ledger that was signed", f"{where}.event")
    if event.entry.kind is not Kind.ACCEPTED:
        raise _unsound(f"the event is {event.entry.kind}", f"{where}.event")
    if digest_of(document) != event.entry.document:
        raise _unsound("the record is not the one the event took in", f"{where}.document")
    if (record.record, record.snapshot.sha256) != (event.entry.record, event.entry.snapshot):
        raise _unsound("record and event do not belong together", where)
    return event, record


def _check_text(bundle: Bundle, text: bytes) -> None:
    digest = digest_of(text)
    mine = [one for one in bundle.entries if one.event["snapshot"] == digest]
    if not mine:
        raise _unsound("no record in the bundle was made from the text you gave", "text")
    for one in mine:
        try:
            ResolvedRecord.from_canonical(one.document, text.decode())
        except (KgError, ValueError) as error:
            raise _unsound(f"the record does not quote that text: {error}", "text") from error


def _proves(
    bundle: Bundle,
    signed: Checkpoint,
    checked: list[tuple[Event, ResolvedRecord]],
    text: bytes | None,
) -> list[str]:
    lines = [
        (
            f"The holder of the key {bundle.key} signed that the ledger {signed.origin} had "
            f"{signed.size} events with the root {signed.root.hex()}."
        )
    ]
    for event, record in checked:
        entry = event.entry
        lines.append(
            f"Event {event.seq} is among them: {entry.actor} entered record {entry.record}, "
            f"version {entry.version}, at {event.at.isoformat()} by the ledger's clock."
        )
        if text is not None and digest_of(text) == record.snapshot.sha256:
            lines.append(f"Every quotation of record {entry.record} stands in the text you gave.")
    return lines


def _does_not_prove(key: str | None, text: bytes | None) -> list[str]:
    lines = [
        "That the record read its source rightly, or that what anybody said is true.",
        "That this is all the ledger holds on it.",
        "That it was not corrected, retracted or erased later: ask the collection for that.",
        (
            "That the operator of the ledger shows everybody the same one, or did not write it "
            "anew: against the operator nothing protects but a checkpoint that somebody else kept."
        ),
    ]
    if key is None:
        lines.append("Whose key it is: it came with the bundle. Give the one you know with --key.")
    if text is None:
        lines.append(
            "That the quotations stand in the source: its text is not in the bundle, only its "
            "SHA-256. Give the text with --text."
        )
    return lines


def _unsound(what: str, where: str | None = None) -> DataError:
    return DataError(
        f"The bundle does not hold: {what}",
        where=where,
        hint="do not cite it; ask for a new one where it came from",
    )
