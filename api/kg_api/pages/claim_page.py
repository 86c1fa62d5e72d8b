"""What the page of a claim shows, put together from the answers the REST interface gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model.answers import ClaimAnswer, ContradictionListing, TextAnswer, TraceAnswer
from kg.model.lookups import FirstKnown
from kg.model.traces import Chain
from kg.model.views import AttributionView, SpeakerRef
from kg.reading.first_known import first_known
from kg_api.pages.drawing.graph import Graph, graph
from kg_api.pages.marking import Piece, excerpts, marks, pieces
from kg_api.pages.words import many

MOST_PASSAGES = 8
"""Passages whose surroundings are shown; the others are one link away."""


@dataclass(frozen=True, slots=True)
class Number:
    """One of the four numbers, with what has to be said beside it."""

    name: str
    value: str
    beside: str
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage with what stands around it; no pieces where the text is not kept here."""

    view: AttributionView
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything the page shows of one claim, at one revision."""

    claim: ClaimAnswer
    trace: TraceAnswer
    views: Sequence[AttributionView]
    more: bool
    contradictions: ContradictionListing
    texts: Mapping[str, TextAnswer]

    @property
    def first(self) -> FirstKnown | None:
        """Who is first known to have said it; only told where every attribution was looked at."""
        return None if self.more else first_known(self.views)

    @property
    def candidates(self) -> Sequence[SpeakerRef]:
        """Who may have been first, each once, where dates cannot tell."""
        named = self.first.candidates if self.first else ()
        return list({each.speaker.iri: each.speaker for each in named}.values())

    @property
    def drawing(self) -> Graph:
        """How it travelled."""
        return graph(self.trace)

    @property
    def chains(self) -> Sequence[Chain]:
        """The ways it reached us, the one of the first known first."""
        named = self.first and self.first.attribution
        return sorted(
            self.trace.chains, key=lambda chain: not (named and chain.attribution.iri == named.iri)
        )

    @property
    def numbers(self) -> Iterator[Number]:
        """Yield the four numbers that sum it up."""
        yield self._origins()
        counts = self.claim.counts
        invented = f"{counts.invented} of {many(counts.attributions, 'attribution')} invented"
        yield Number(
            "Documents that carry it", f"{counts.sources:,}", invented if counts.invented else ""
        )
        yield self._hedged()
        yield self._against()

    @property
    def passages(self) -> Iterator[Passage]:
        """Yield the first passages in the order of their sources."""
        for view in self.views[:MOST_PASSAGES]:
            answer = self.texts.get(view.source.id)
            found = marks(answer) if answer else []
            mine = [each for each in found if each.of in (view.id, None)]
            text = answer.text if answer else None
            shown = pieces(text, mine, excerpts(text, mine)) if text else ()
            yield Passage(view, tuple(shown))

    def _origins(self) -> Number:
        counted = self.trace.independent_origins
        if counted is None:
            return Number("Independent origins", "?", "not computed")
        beside = ""
        if counted.at_least < counted.count:
            beside = f"{counted.at_least} for certain; the others nobody names"
        return Number("Independent origins", f"{counted.count:,}", beside)

    def _hedged(self) -> Number:
        sources = {view.source.iri for view in self.views}
        hedged = {view.source.iri for view in self.views if view.hedged}
        lost = len(self.trace.hedge_loss or ())
        beside = f"a hedge got lost {many(lost, 'time')}" if lost else ""
        # Of the sources on this page only, where there are more.
        of = f"{len(sources)}{'+' if self.more else ''}"
        return Number("Still hedged in", f"{len(hedged)} of {of}", beside, bad=bool(lost))

    def _against(self) -> Number:
        judged, denials = len(self.contradictions.items), len(self.contradictions.denials)
        told = [many(denials, "denial")] if denials else []
        told += [many(judged, "judgement")] if judged else []
        return Number(
            "Contradicted by", str(judged + denials), " and ".join(told), bad=bool(judged + denials)
        )
