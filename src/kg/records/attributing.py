"""From the statements of a record to anchored attributions with settled references."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.records.anchors import paragraphs
from kg.records.faults import did_you_mean
from kg.records.resolved import (
    AttributionDef,
    MentionDef,
    PassageDef,
    SourceTagDef,
    UtteranceDef,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.records.anchoring import Anchoring
    from kg.records.anchors import Span
    from kg.records.dating import Dating
    from kg.records.document import Document
    from kg.records.faults import Faults
    from kg.records.resolved import Anchor
    from kg.records.shelf import Shelf
    from kg.records.statements import Attribution, Utterance
    from kg.records.tree import Path


class Attributing:
    """Settles everything that lies in the record's own graph."""

    def __init__(
        self,
        document: Document,
        shelf: Shelf,
        dating: Dating,
        anchoring: Anchoring,
        faults: Faults,
    ) -> None:
        """Work on one document."""
        self._document = document
        self._shelf = shelf
        self._dating = dating
        self._anchoring = anchoring
        self._faults = faults
        self._attributions = self._ids("attributions", document.attributions)
        self._utterances = self._ids("utterances", document.utterances)
        self._spans: Counter[Span] = Counter()
        self._mentions: dict[Span, list[str]] = {}

    def passages(self) -> dict[int, PassageDef]:
        """Return the passages that were found, by their place in the record."""
        found: dict[int, PassageDef] = {}
        for n, entry in enumerate(self._document.passages):
            anchor = self._anchoring.find(("passages", n, "quote"), entry.quote, entry.occurrence)
            if anchor:
                found[n] = PassageDef(function=entry.function, anchor=anchor, note=entry.note)
        return found

    def source_tags(self) -> dict[int, SourceTagDef]:
        """Return the bracketed notes of sources that were found, by their place."""
        found: dict[int, SourceTagDef] = {}
        for n, entry in enumerate(self._document.source_tags):
            path: Path = ("source_tags", n)
            anchor = self._anchoring.find((*path, "quote"), entry.quote, entry.occurrence)
            names = self._speakers((*path, "names"), entry.names)
            if anchor:
                found[n] = SourceTagDef(anchor=anchor, names=names)
        return found

    def utterances(self) -> tuple[UtteranceDef, ...]:
        """Return the reported acts of saying."""
        entries = self._document.utterances
        return tuple(self._utterance(("utterances", n), one) for n, one in enumerate(entries))

    def attributions(self) -> dict[int, AttributionDef]:
        """Return the attributions whose words were found, by their place in the record."""
        entries = self._document.attributions
        found = {n: self._attribution(("attributions", n), one) for n, one in enumerate(entries)}
        return {n: one for n, one in found.items() if one}

    def _utterance(self, path: Path, entry: Utterance) -> UtteranceDef:
        anchor = None
        if entry.quote is not None:
            anchor = self._anchoring.find((*path, "quote"), entry.quote, entry.occurrence)
        return UtteranceDef(
            id=entry.id,
            spoken_by=self._speaker((*path, "spoken_by"), entry.spoken_by),
            on_behalf_of=self._optional((*path, "on_behalf_of"), "speaker", entry.on_behalf_of),
            to=self._speakers((*path, "to"), entry.to),
            venue=entry.venue,
            said=self._dating.when((*path, "said"), entry.said),
            in_reply_to=self._reply((*path, "in_reply_to"), entry.in_reply_to),
            produced=self._optional((*path, "produced"), "source", entry.produced),
            anchor=anchor,
            note=entry.note,
        )

    def _attribution(self, path: Path, entry: Attribution) -> AttributionDef | None:
        anchor = self._anchoring.find((*path, "quote"), entry.quote, entry.occurrence)
        speaker = self._speaker((*path, "speaker"), entry.speaker)
        claim = self._shelf.find(("claim",), entry.claim, (*path, "claim"))
        settled = {
            "said": self._dating.when((*path, "said"), entry.said) or self._said(entry),
            "utterance": self._local((*path, "utterance"), "utterance", entry.utterance),
            "via": self._optional((*path, "via"), "source", entry.via),
            "within": self._local((*path, "within"), "attribution", entry.within),
            "to": self._speakers((*path, "to"), entry.to),
            "in_reply_to": self._reply((*path, "in_reply_to"), entry.in_reply_to),
        }
        if anchor is None:
            return None
        self._spans[anchor.span] += 1
        same = (
            "id", "basis", "act", "cue", "hedges", "stance", "certainty", "polarity",
            "quote_mode", "confidence", "note",
        )  # fmt: skip
        return AttributionDef(
            n=self._spans[anchor.span],
            anchor=anchor,
            speaker=speaker,
            mention=self._mention((*path, "mention"), entry, anchor, speaker),
            claim="" if claim is None else claim.id,
            **{field: getattr(entry, field) for field in same},
            **settled,
        )

    def _mention(
        self, path: Path, entry: Attribution, around: Anchor, speaker: str
    ) -> MentionDef | None:
        if entry.mention is None:
            return None
        near = (around.span, paragraphs(self._anchoring.text or "", around.span))
        quoted = entry.mention
        anchor = self._anchoring.find((*path, "quote"), quoted.quote, quoted.occurrence, near)
        if anchor is None:
            return None
        speakers = self._mentions.setdefault(anchor.span, [])
        if speaker not in speakers:
            speakers.append(speaker)
        return MentionDef(anchor=anchor, n=speakers.index(speaker) + 1)

    def _said(self, entry: Attribution) -> When | None:
        """Return the date of the utterance: it is the attribution's too, unless that has one."""
        if entry.said is not None or entry.utterance not in self._utterances:
            return None
        said = self._document.utterances[self._utterances[entry.utterance]].said
        if said is None:
            return None
        return When(named=said) if isinstance(said, str) else When(utterance=entry.utterance)

    def _speaker(self, path: Path, name: str) -> str:
        found = self._shelf.find(("speaker",), name, path)
        return "" if found is None else found.id

    def _speakers(self, path: Path, names: Iterable[str]) -> tuple[str, ...]:
        found = (self._speaker((*path, n), name) for n, name in enumerate(names))
        return tuple(dict.fromkeys(found))

    def _optional(self, path: Path, kind: str, name: str | None) -> str | None:
        found = None if name is None else self._shelf.find((kind,), name, path)
        return None if found is None else found.id

    def _ids(self, field: str, entries: Sequence[Attribution | Utterance]) -> dict[str, int]:
        ids: dict[str, int] = {}
        for n, entry in enumerate(entries):
            if entry.id in ids:
                line = self._faults.line((field, ids[entry.id]))
                self._faults.add(
                    (field, n, "id"),
                    f"`{entry.id}` is declared twice, first in line {line}",
                    "keep one",
                )
            ids.setdefault(entry.id, n)
        return ids

    def _local(self, path: Path, kind: str, name: str | None) -> str | None:
        if name is None:
            return None
        ids = self._attributions if kind == "attribution" else self._utterances
        if name in ids:
            return name
        if self._faults.excuses(kind, name):
            return None
        advice = f"declare it under `{kind}s`; it must be in this record"
        self._faults.add(path, f"there is no {kind} `{name}`", did_you_mean(name, ids, advice))
        return None

    def _reply(self, path: Path, name: str | None) -> str | None:
        if name is None:
            return None
        kind, slash, id_ = name.rpartition("/")
        lists = {"attribution": self._attributions, "utterance": self._utterances}
        hits = [one for one, ids in lists.items() if id_ in ids and kind in ("", one)]
        if len(hits) == 1:
            return f"{hits[0]}/{id_}"
        if hits:
            self._faults.add(
                path, f"`{name}` is both an attribution and an utterance", f"write utterance/{name}"
            )
            return None
        if any(self._faults.excuses(one, id_) for one in lists):
            return None
        known = [*self._attributions, *self._utterances]
        advice = "write the id of an attribution or utterance of this record"
        self._faults.add(
            path,
            f"there is no attribution or utterance `{name}`",
            did_you_mean(id_ if slash else name, known, advice),
        )
        return None
