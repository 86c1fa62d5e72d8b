"""What lies in a record's own graph: snapshot, passages, dates, utterances, attributions."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from kg.rdf.dates import date_facts
from kg.rdf.ids import Iris
from kg.rdf.reference import COMMENT, LABEL
from kg.rdf.terms import Facts, Node, decimal, given, text, value, whole
from kg.records.resolved import (
    Anchor,
    AttributionDef,
    MentionDef,
    ResolvedRecord,
    UtteranceDef,
    When,
)
from kg.vocab import CP, OA

ISSUED = "issued"


class Saying:
    """Yields the facts of one record's own graph."""

    def __init__(self, record: ResolvedRecord, iris: Iris, graph: NamedNode) -> None:
        """Write about one record; `graph` is its node and its graph."""
        self._record = record
        self._iris = iris
        self._graph = graph
        self._sha16 = record.snapshot.sha16
        self._source = iris.source(record.source)
        self._snapshot = iris.snapshot(self._sha16)
        self._attributions = {one.id: self.attribution(one) for one in record.attributions}
        self._local = {
            **{f"attribution/{id_}": node for id_, node in self._attributions.items()},
            **{f"utterance/{one.id}": self._own_utterance(one.id) for one in record.utterances},
            **{
                f"mention/{one.id}": self.mention(one.mention)
                for one in record.attributions
                if one.mention
            },
        }

    def facts(self) -> Facts:
        """Yield everything, in the order of the record."""
        yield from self._snapshot_facts()
        yield from self._passages()
        yield from self._dates()
        for utterance in self._record.utterances:
            yield from self._utterance(utterance)
        yield from self._mentions()
        for attribution in self._record.attributions:
            yield from self._attribution(attribution)

    def attribution(self, one: AttributionDef) -> NamedNode:
        """Return the IRI of an attribution."""
        return self._iris.attribution(self._sha16, one.anchor.start, one.anchor.end, one.n)

    def mention(self, one: MentionDef) -> NamedNode:
        """Return the IRI of a mention."""
        return self._iris.mention(self._sha16, one.anchor.start, one.anchor.end, one.n)

    def local(self, reference: str) -> NamedNode:
        """Return the IRI of `attribution/a1`, `utterance/u1`, `mention/a1` or of anything shared.

        What is not in this record is named by the end of its IRI.
        """
        return self._local.get(reference) or self._iris.of(reference)

    def _own_utterance(self, id_: str) -> NamedNode:
        return self._iris.utterance(self._sha16, id_)

    def _snapshot_facts(self) -> Facts:
        snapshot = self._record.snapshot
        node = Node(self._snapshot, CP.Snapshot).add(CP.snapshotOf, self._source)
        node.add(CP.sha256, text(snapshot.sha256)).add(CP.charCount, whole(snapshot.characters))
        return node.add(CP.byteCount, whole(snapshot.bytes)).facts()

    def _passages(self) -> Facts:
        for passage in self._record.passages:
            node = self._passage(passage.anchor, CP.Passage, passage.function)
            node.add(COMMENT, given(text, passage.note))
            yield from self._anchored(node, passage.anchor)
        for tag in self._record.source_tags:
            node = self._passage(tag.anchor, CP.SourceTag, "sourceTag")
            node.add(CP.names, *(self._iris.speaker(name) for name in tag.names))
            yield from self._anchored(node, tag.anchor)

    def _passage(self, anchor: Anchor, type_: str, function: str) -> Node:
        node = self._iris.passage(self._sha16, anchor.start, anchor.end)
        return Node(node, type_).add(CP.function, value(function))

    def _dates(self) -> Facts:
        for date in self._record.dates:
            node = self._iris.date(self._sha16, date.name)
            yield from date_facts(node, date, self._counted_from(date.relative_to))
            yield from self._anchored(Node(node), date.anchor)
        yield from self._situations()

    def _situations(self) -> Facts:
        """Tie each claim's date to the words it was read from, where these are in this text."""
        anchored = {f"{self._sha16}-{date.name}" for date in self._record.dates if date.anchor}
        for claim in self._record.claims:
            if claim.situation and claim.situation.date in anchored:
                node = Node(self._iris.part(self._iris.claim(claim.id), "situation"))
                date = self._iris.of(f"date/{claim.situation.date}")
                yield from node.add(CP.anchor, self._iris.part(date, "anchor")).facts()

    def _utterance(self, one: UtteranceDef) -> Facts:
        node = Node(self._iris.utterance(self._sha16, one.id), CP.Utterance)
        node.add(LABEL, text(one.id)).add(CP.recordedIn, self._graph)
        node.add(CP.spokenBy, self._iris.speaker(one.spoken_by))
        node.add(CP.onBehalfOf, given(self._iris.speaker, one.on_behalf_of))
        node.add(CP.addressee, *(self._iris.speaker(name) for name in one.to))
        node.add(CP.venue, given(text, one.venue))
        node.add(CP.inReplyTo, given(self.local, one.in_reply_to))
        node.add(CP.produced, given(self._iris.source, one.produced))
        node.add(COMMENT, given(text, one.note))
        yield from self._said(node, one.said)
        yield from self._anchored(node, one.anchor)

    def _mentions(self) -> Facts:
        written: set[NamedNode] = set()
        for one in self._record.attributions:
            if one.mention is None or self.mention(one.mention) in written:
                continue
            node = Node(self.mention(one.mention), CP.Mention)
            written.add(node.subject)
            node.add(CP.writtenAs, text(one.mention.anchor.exact))
            node.add(CP.resolvesTo, self._iris.speaker(one.speaker))
            yield from self._anchored(node, one.mention.anchor)

    def _attribution(self, one: AttributionDef) -> Facts:
        node = Node(self._attributions[one.id], CP.Attribution)
        node.add(CP.inSource, self._source).add(CP.recordedIn, self._graph)
        node.add(CP.speaker, self._iris.speaker(one.speaker))
        node.add(CP.mention, given(self.mention, one.mention))
        for predicate, name in self._values(one):
            node.add(predicate, value(name))
        node.add(CP.claim, self._iris.claim(one.claim))
        node.add(CP.cue, given(text, one.cue))
        node.add(CP.hedge, *(text(hedge) for hedge in one.hedges))
        node.add(CP.within, self._attributions[one.within] if one.within else None)
        node.add(CP.via, given(self._iris.source, one.via))
        node.add(CP.utterance, given(self._own_utterance, one.utterance))
        node.add(CP.addressee, *(self._iris.speaker(name) for name in one.to))
        node.add(CP.inReplyTo, given(self.local, one.in_reply_to))
        node.add(CP.confidence, given(decimal, one.confidence))
        node.add(COMMENT, given(text, one.note))
        yield from self._said(node, one.said)
        yield from self._anchored(node, one.anchor)

    def _values(self, one: AttributionDef) -> Iterator[tuple[str, str]]:
        yield CP.speakerBasis, one.basis
        yield CP.act, one.act
        yield CP.certainty, one.certainty
        yield CP.polarity, one.polarity
        yield CP.stance, one.stance
        yield CP.quoteMode, one.quote_mode

    def _said(self, node: Node, when: When | None) -> Facts:
        """Add the date of saying to a node, and yield the facts of a date written in place."""
        if when is None:
            return
        if when.named is not None:
            node.add(CP.said, self._iris.date(self._sha16, when.named))
        elif when.utterance is not None:
            owner = self._iris.utterance(self._sha16, when.utterance)
            node.add(CP.said, self._iris.part(owner, "said"))
        elif when.written is not None:
            said = self._iris.part(node.subject, "said")
            node.add(CP.said, said)
            yield from date_facts(said, when.written, self._counted_from(when.written.relative_to))
            yield from self._anchored(Node(said), when.written.anchor)

    def _counted_from(self, name: str | None) -> NamedNode | None:
        if name is None:
            return None
        if name == ISSUED:
            return self._iris.part(self._source, ISSUED)
        return self._iris.date(self._sha16, name)

    def _anchored(self, node: Node, anchor: Anchor | None) -> Facts:
        """Yield a node's facts and, where it has one, those of its anchor and selector."""
        if anchor is None:
            return node.facts()
        place = Node(self._iris.part(node.subject, "anchor"), CP.Anchor)
        selector = Node(
            self._iris.part(node.subject, "selector"),
            OA + "TextPositionSelector",
            OA + "TextQuoteSelector",
        )
        place.add(OA + "hasSource", self._snapshot).add(OA + "hasSelector", selector.subject)
        selector.add(OA + "start", whole(anchor.start)).add(OA + "end", whole(anchor.end))
        selector.add(OA + "exact", text(anchor.exact)).add(OA + "prefix", text(anchor.prefix))
        selector.add(OA + "suffix", text(anchor.suffix))
        node.add(CP.anchor, place.subject)
        return iter([*node.facts(), *place.facts(), *selector.facts()])
