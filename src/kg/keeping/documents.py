"""Record documents as the ledger keeps them: canonical JSON (RFC 8785) beside the exact text."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import LedgerError, RecordError
from kg.ledger import canonical, digest_of
from kg.records.resolved import ResolvedRecord

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ledger import Blobs

SHARED_KINDS: Final = {
    "annotators": "annotator",
    "sources": "source",
    "speakers": "speaker",
    "places": "place",
    "things": "thing",
    "relations": "relation",
    "claims": "claim",
}
"""The lists of a document that define things other records may refer to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A record with its document, as data and in its one spelling: each is worked out once."""

    record: ResolvedRecord
    document: dict[str, Any]
    content: bytes

    @classmethod
    def of(cls, record: ResolvedRecord) -> Kept:
        """Work out how a record is kept."""
        document = record.canonical()
        return cls(record, document, canonical(document))

    @property
    def digest(self) -> str:
        """The SHA-256 of the document."""
        return digest_of(self.content)


def encoded(record: ResolvedRecord) -> bytes:
    """Return the one spelling of a record: equal records give equal bytes."""
    return canonical(record.canonical())


def read_record(blobs: Blobs, document: str, snapshot: str) -> ResolvedRecord:
    """Return a stored record, its text and every anchor checked; raises as `read_kept`."""
    return read_kept(blobs, document, snapshot).record


def read_kept(blobs: Blobs, document: str, snapshot: str) -> Kept:
    """Return a stored record as it is kept, its text and every anchor checked.

    Raises:
        LedgerError: a blob is missing or changed, or the two do not belong together.
    """
    content, data, text = _decoded(blobs, document, snapshot)
    try:
        return Kept(ResolvedRecord.from_canonical(data, text), data, content)
    except RecordError as error:
        raise LedgerError(
            f"A stored record does not hold: {error.detail}",
            where=f"{document} {error.where or ''}".strip(),
            hint="the program that reads it may be older than the one that wrote it",
        ) from error


def read_pending(blobs: Blobs, document: str) -> ResolvedRecord:
    """Return a stored record of which only the document's SHA-256 is known; else as `read_record`.

    Raises:
        LedgerError: a blob is missing or changed, or the two do not belong together.
    """
    try:
        snapshot = json.loads(blobs.get(document))["snapshot"]["sha256"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise LedgerError("A stored record cannot be read", where=document) from error
    return read_record(blobs, document, snapshot)


def _decoded(blobs: Blobs, document: str, snapshot: str) -> tuple[bytes, dict[str, Any], str]:
    content, text = blobs.get(document), blobs.get(snapshot)
    try:
        return content, json.loads(content), text.decode()
    except (ValueError, RecursionError) as error:
        raise LedgerError(f"A stored record cannot be read: {error}", where=document) from error


def definitions(kept: Kept) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield kind, id and entry of everything in a record that other records may refer to.

    Ids are those of the IRIs. Attributions, utterances, mentions and judgements exist in their
    record only; their entries are empty.
    """
    record = kept.record
    for field, kind in SHARED_KINDS.items():
        for one in kept.document.get(field, []):
            yield kind, one["id"], one
    sha16 = record.snapshot.sha16
    for said in record.utterances:
        yield "utterance", f"{sha16}-{said.id}", {}
    for made in record.attributions:
        yield "attribution", f"{sha16}-{made.anchor.start}-{made.anchor.end}-{made.n}", {}
        if (seen := made.mention) is not None:
            yield "mention", f"{sha16}-{seen.anchor.start}-{seen.anchor.end}-{seen.n}", {}
    for judged in record.judgements:
        yield "judgement", judged.id, {}
