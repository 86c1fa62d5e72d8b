"""The judgements of a record: what they relate, by whom, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.records.definitions import AnnotatorDef
from kg.records.faults import Faults, did_you_mean
from kg.records.instants import HINT, instant
from kg.records.resolved import JudgementDef
from kg.records.shelf import Reference, Shelf

if TYPE_CHECKING:
    from kg.records.declaring import Declaring
    from kg.records.document import Document
    from kg.records.entries import Annotator
    from kg.records.statements import Judgement
    from kg.records.tree import Path

SHARED = ("claim", "place", "source", "speaker", "thing")
LOCAL = ("attribution", "mention", "utterance")
# The id of something in another record begins with the 16 digits of its snapshot.
_ELSEWHERE = re.compile(r"[0-9a-f]{16}-[a-z0-9]+(-[a-z0-9]+)*")


class Judging:
    """Settles the judgements of one document."""

    def __init__(
        self, document: Document, shelf: Shelf, declaring: Declaring, faults: Faults
    ) -> None:
        """Work on one document; its annotator judges where nobody else is named."""
        self._document = document
        self._shelf = shelf
        self._faults = faults
        self._declaring = declaring
        own = declaring.annotator(("annotator",), document.annotator)
        self.annotators: dict[str, AnnotatorDef] = {own.id: own}
        self._local = {
            "attribution": {one.id for one in document.attributions},
            "mention": {one.id for one in document.attributions if one.mention},
            "utterance": {one.id for one in document.utterances},
        }

    def judgements(self) -> tuple[JudgementDef, ...]:
        """Return the judgements that could be settled."""
        found: dict[str, JudgementDef] = {}
        for n, entry in enumerate(self._document.judgements):
            id_ = entry.id or f"{self._document.record}-{n + 1}"
            if id_ in found:
                self._faults.add(
                    ("judgements", n, "id"), f"judgement `{id_}` is declared twice", "keep one"
                )
            holders = self._shelf.holders("judgement", id_)
            if holders:
                self._faults.add(
                    ("judgements", n, "id"),
                    f"judgement `{id_}` is already in record {', '.join(holders)}",
                    "choose another id",
                )
            found[id_] = self._judgement(("judgements", n), id_, entry)
        return tuple(found.values())

    def _judgement(self, path: Path, id_: str, entry: Judgement) -> JudgementDef:
        judges = self._reference((*path, "judges"), entry.judges)
        against = self._reference((*path, "against"), entry.against)
        if judges and judges == against:
            self._faults.add((*path, "against"), "a thing is judged against itself", "name another")
        return JudgementDef(
            id=id_,
            relation=entry.relation,
            judges=judges or "",
            against=against or "",
            by=self._annotator((*path, "by"), entry.by),
            at=self._time((*path, "at"), entry.at),
            confidence=entry.confidence,
            reason=entry.reason,
        )

    def _annotator(self, path: Path, by: str | Annotator | None) -> str:
        if by is None:
            return self._document.annotator.id
        if not isinstance(by, str):
            self._add(path, self._declaring.annotator(path, by))
            return by.id
        known = self._shelf.lookup(Reference("annotator", by))
        if by not in self.annotators and known is None:
            advice = "write {id: ..., name: ..., kind: person}"
            self._faults.add(
                path, f"there is no annotator `{by}`", did_you_mean(by, self.annotators, advice)
            )
        elif known and isinstance(known[0], AnnotatorDef):
            self.annotators.setdefault(by, known[0])
        return by

    def _add(self, path: Path, annotator: AnnotatorDef) -> None:
        if self.annotators.setdefault(annotator.id, annotator) != annotator:
            self._faults.add(
                path,
                f"annotator `{annotator.id}` is somebody else in this file",
                "choose another id",
            )

    def _time(self, path: Path, at: str) -> str:
        if (moment := instant(at)) is None:
            self._faults.add(path, f"`{at}` is not a day or time", HINT)
        return moment or ""

    def _reference(self, path: Path, text: str) -> str | None:
        kind, _, id_ = text.partition("/")
        if kind in LOCAL:
            return self._in_record(path, kind, id_)
        if kind in SHARED:
            return self._shared(path, kind, id_)
        kinds = (*SHARED, *LOCAL)
        self._faults.add(
            path,
            f"`{text}` is not a reference",
            did_you_mean(kind, kinds, f"write kind/id, with a kind of {', '.join(kinds)}"),
        )
        return None

    def _in_record(self, path: Path, kind: str, id_: str) -> str | None:
        if id_ in self._local[kind]:
            return f"{kind}/{id_}"
        if _ELSEWHERE.fullmatch(id_) and self._shelf.holders(kind, id_):
            return f"{kind}/{id_}"
        if kind == "mention" and id_ in self._local["attribution"]:
            self._faults.add(path, f"attribution `{id_}` has no mention", "add `mention:` to it")
            return None
        if self._faults.excuses("attribution" if kind == "mention" else kind, id_):
            return None
        advice = "write the id of one of this record, or the end of an IRI of the collection"
        self._faults.add(
            path, f"there is no {kind} `{id_}`", did_you_mean(id_, self._local[kind], advice)
        )
        return None

    def _shared(self, path: Path, kind: str, id_: str) -> str | None:
        foreign = Reference(kind, id_)
        if kind == "speaker" and "." in id_ and foreign not in self._shelf.declared:
            if self._shelf.lookup(foreign) is None:
                self._faults.add(path, f"there is no speaker `{id_}` in the collection")
                return None
            self._shelf.copy(foreign)
            return str(foreign)
        found = self._shelf.find((kind,), id_, path)
        return None if found is None else str(found)
