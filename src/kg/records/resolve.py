"""Settling a whole document: every quote found, every reference known, every rule kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from kg.records.anchoring import Anchoring
from kg.records.attributing import Attributing
from kg.records.checks import check_form, check_passages, check_places, check_words
from kg.records.dating import Dating
from kg.records.declaring import Declaring, declare_all
from kg.records.definitions import SpeakerDef
from kg.records.judging import Judging
from kg.records.known import beside
from kg.records.parts import Parts
from kg.records.resolved import ResolvedRecord
from kg.records.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.records.definitions import Definition
    from kg.records.faults import Faults
    from kg.records.known import Known
    from kg.records.resolved import JudgementDef
    from kg.records.snapshot import Snapshot
    from kg.records.validation import Draft
    from kg.records.values import SpeakerKind


def resolve(
    draft: Draft, snapshot: Snapshot | None, known: Known, faults: Faults
) -> ResolvedRecord:
    """Return the record, with all it refers to.

    Raises:
        RecordError: with every fault found, those noted before included.
    """
    return _Resolution(draft, snapshot, known, faults).record()


class _Resolution:
    """The parts that settle one document, wired together."""

    def __init__(
        self, draft: Draft, snapshot: Snapshot | None, known: Known, faults: Faults
    ) -> None:
        document = draft.document
        self._draft = draft
        self._document = document
        self._snapshot = snapshot
        self._known = beside(known, document.record)
        self._faults = faults
        self._shelf = Shelf(faults, self._known, document.record, document.source.id)
        declare_all(document, self._shelf)
        text = None if snapshot is None else snapshot.text
        sha16 = None if snapshot is None else snapshot.sha16
        self._anchoring = Anchoring(text, faults)
        self._dating = Dating(document, sha16, self._anchoring, faults)
        self._declaring = Declaring(document, self._shelf, self._dating, faults)
        self._judging = Judging(document, self._shelf, self._declaring, faults)

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
        parts = self._parts()
        judgements = self._judging.judgements()
        self._check(parts)
        self._faults.refuse()
        return self._whole(declared, parts, judgements)

    def _parts(self) -> Parts:
        attributing = Attributing(
            self._document, self._shelf, self._dating, self._anchoring, self._faults
        )
        for one in self._draft.quotes:
            self._anchoring.find(one.path, one.quote, one.occurrence)
        return Parts(
            dates=self._dating.named,
            utterances=attributing.utterances(),
            passages=attributing.passages(),
            source_tags=attributing.source_tags(),
            attributions=attributing.attributions(),
        )

    def _check(self, parts: Parts) -> None:
        check_form(self._document, self._kinds(), self._faults)
        if self._snapshot is not None:
            self._owner(self._snapshot)
            check_passages(parts, self._faults)
            check_places(parts.evidence(), parts, self._faults)
            spend = self._anchoring.effort.spend
            check_words(parts, self._snapshot.text, self._faults, spend)

    def _whole(
        self,
        declared: Mapping[str, tuple[Definition, ...]],
        parts: Parts,
        judgements: tuple[JudgementDef, ...],
    ) -> ResolvedRecord:
        snapshot = cast("Snapshot", self._snapshot)  # its absence is a fault
        document = self._document
        return ResolvedRecord.model_validate(
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
                "dates": parts.dates,
                "utterances": parts.utterances,
                "passages": tuple(parts.passages.values()),
                "source_tags": tuple(parts.source_tags.values()),
                "attributions": tuple(parts.attributions.values()),
                "judgements": judgements,
                "text": snapshot.text,
            }
        )

    def _all(self, kind: str, own: tuple[Definition, ...]) -> tuple[Definition, ...]:
        """Return the record's own definitions of a kind, and the copies, by id."""
        copies = {one.id: d for one, d in self._shelf.copies.items() if one.kind == kind}
        return (*own, *(copies[id_] for id_ in sorted(copies)))

    def _owner(self, snapshot: Snapshot) -> None:
        owner = self._known.snapshot_owner(snapshot.definition.sha256)
        if owner is not None and owner != self._document.record:
            self._faults.add(
                ("text",),
                f"this very text is already read by record `{owner}`",
                f"add to that record, or write `record: {owner}` to make a new version of it",
            )

    def _kinds(self) -> dict[str, SpeakerKind]:
        """Return the kind of every speaker, by the names the record may use."""
        local = f"{self._document.source.id}."
        known = {
            reference.id.removeprefix(local): definition.kind
            for reference, definition in self._shelf.copies.items()
            if isinstance(definition, SpeakerDef)
        }
        return known | {one.id: one.kind for one in self._document.speakers}
