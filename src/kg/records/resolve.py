"""Settling a whole document: every quote found, every reference known, every rule kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kg.records.anchoring import Anchoring
from kg.records.attributing import Attributing
from kg.records.checks import check_form, check_passages, check_places, check_words
from kg.records.dating import Dating
from kg.records.declaring import Declaring, declare_all
from kg.records.judging import Judging
from kg.records.known import beside
from kg.records.resolved import ResolvedRecord
from kg.records.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.records.definitions import Definition
    from kg.records.document import Document
    from kg.records.faults import Faults
    from kg.records.known import Known
    from kg.records.resolved import Anchor
    from kg.records.snapshot import Snapshot
    from kg.records.tree import Path


def resolve(
    document: Document, snapshot: Snapshot | None, known: Known, faults: Faults
) -> ResolvedRecord:
    """Return the record, with all it refers to.

    Raises:
        RecordError: with every fault found, those noted before included.
    """
    return _Resolution(document, snapshot, known, faults).record()


class _Resolution:
    """The parts that settle one document, wired together."""

    def __init__(
        self, document: Document, snapshot: Snapshot | None, known: Known, faults: Faults
    ) -> None:
        self._document = document
        self._snapshot = snapshot
        self._known = beside(known, document.record)
        self._faults = faults
        self._shelf = Shelf(faults, self._known, document.record, document.source.id)
        declare_all(document, self._shelf)
        text = None if snapshot is None else snapshot.text
        sha16 = None if snapshot is None else snapshot.sha16
        anchoring = Anchoring(text, faults)
        dating = Dating(document, sha16, anchoring, faults)
        self._dating = dating
        self._declaring = Declaring(document, self._shelf, dating, faults)
        self._judging = Judging(document, self._shelf, self._declaring, faults)
        self._attributing = Attributing(document, self._shelf, dating, anchoring, faults)

    def record(self) -> ResolvedRecord:
        """Settle everything, then refuse or return."""
        declared: dict[str, tuple[Definition, ...]] = {
            "source": self._declaring.sources(),
            "speaker": self._declaring.speakers(),
            "place": self._declaring.things("place", "places"),
            "thing": self._declaring.things("thing", "things"),
            "relation": self._declaring.things("relation", "relations"),
            "claim": self._declaring.claims(),
        }
        parts: dict[str, object] = {
            "dates": self._dating.named,
            "passages": self._attributing.passages(),
            "source_tags": self._attributing.source_tags(),
            "utterances": self._attributing.utterances(),
            "attributions": self._attributing.attributions(),
            "judgements": self._judging.judgements(),
        }
        self._owner()
        check_form(self._document, self._kind_of, self._faults)
        self._faults.refuse()
        return self._checked(declared, parts)

    def _checked(
        self, declared: Mapping[str, tuple[Definition, ...]], parts: Mapping[str, object]
    ) -> ResolvedRecord:
        """Put the record together and check what needs all of it: where things stand."""
        snapshot = cast("Snapshot", self._snapshot)
        document = self._document
        record = ResolvedRecord.model_validate(
            {
                "record": document.record,
                "status": document.status,
                "license": document.license,
                "annotator": document.annotator.id,
                "invented": document.invented,
                "source": document.source.id,
                "snapshot": snapshot.definition,
                "annotators": tuple(self._judging.annotators.values()),
                **{f"{kind}s": self._all(kind, own) for kind, own in declared.items()},
                **parts,
                "text": snapshot.text,
            }
        )
        check_passages(record.passages, record.source_tags, self._faults)
        check_places(_evidence(record), record.passages, self._faults)
        check_words(dict(enumerate(record.attributions)), record.text, self._faults)
        self._faults.refuse()
        return record

    def _all(self, kind: str, own: tuple[Definition, ...]) -> tuple[Definition, ...]:
        """Return the record's own definitions of a kind, and the copies, by id."""
        copies = {one.id: d for one, d in self._shelf.copies.items() if one.kind == kind}
        return (*own, *(copies[id_] for id_ in sorted(copies)))

    def _owner(self) -> None:
        if self._snapshot is None:
            return
        owner = self._known.snapshot_owner(self._snapshot.definition.sha256)
        if owner is not None and owner != self._document.record:
            self._faults.add(
                ("text",),
                f"this very text is already read by record `{owner}`",
                f"add to that record, or write `record: {owner}` to make a new version of it",
            )

    def _kind_of(self, speaker: str) -> str | None:
        for one in self._document.speakers:
            if one.id == speaker:
                return one.kind
        for reference, definition in self._shelf.copies.items():
            if reference.kind == "speaker" and reference.id in (
                speaker, f"{self._document.source.id}.{speaker}",
            ):  # fmt: skip
                return str(definition.kind)  # type: ignore[union-attr]
        return None


def _evidence(record: ResolvedRecord) -> Iterator[tuple[Path, Anchor]]:
    """Yield every anchor that serves as evidence, with its field in the file."""
    for n, one in enumerate(record.attributions):
        yield ("attributions", n, "quote"), one.anchor
        if one.mention:
            yield ("attributions", n, "mention"), one.mention.anchor
        if one.said and one.said.written and one.said.written.anchor:
            yield ("attributions", n, "said", "quote"), one.said.written.anchor
    for n, said in enumerate(record.utterances):
        if said.anchor:
            yield ("utterances", n, "quote"), said.anchor
        if said.said and said.said.written and said.said.written.anchor:
            yield ("utterances", n, "said", "quote"), said.said.written.anchor
    for n, tag in enumerate(record.source_tags):
        yield ("source_tags", n, "quote"), tag.anchor
    for date in record.dates:
        if date.anchor:
            yield ("dates", date.name, "quote"), date.anchor
