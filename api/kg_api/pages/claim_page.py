"""What the page of a claim shows, put together from the answers the REST interface gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from kg.errors import KgError
from kg.model.answers import (
    AttributionListing,
    ClaimAnswer,
    ContradictionListing,
    TextAnswer,
    TraceAnswer,
)
from kg.model.lookups import FirstKnown
from kg.model.traces import Chain
from kg.model.views import AttributionView, ClaimRef, SpeakerRef
from kg.reading.first_known import first_known
from kg_api.pages.deeds import candidates, instead_of_saying
from kg_api.pages.drawing.graph import Graph, graph
from kg_api.pages.numbers import Number, against, documents, hedged, origins
from kg_api.pages.passages import Passage, passage
from kg_api.pages.sections import Section, first_fault

MOST_PASSAGES = 8
"""Passages whose surroundings are shown; the others are one link away."""


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything the page shows of one claim, at one revision; each section may fail alone."""

    name: ClaimRef
    about: Section[ClaimAnswer]
    chains_shown: Section[TraceAnswer]
    against: Section[ContradictionListing]
    listed: Section[AttributionListing]
    texts: Mapping[str, Section[TextAnswer]]

    @property
    def views(self) -> Sequence[AttributionView]:
        """The first of its attributions."""
        return self.listed.value.items if self.listed.value else ()

    @property
    def more(self) -> bool:
        """Whether there are, or may be, other attributions."""
        return self.listed.value is None or self.listed.value.next is not None

    @property
    def claim(self) -> ClaimAnswer:
        """The claim itself."""
        return self.about.got

    @property
    def trace(self) -> TraceAnswer:
        """Its chains, and what they come to."""
        return self.chains_shown.got

    @property
    def contradictions(self) -> ContradictionListing:
        """What contradicts it."""
        return self.against.got

    @property
    def fault(self) -> KgError | None:
        """Why the first of the sections that failed did."""
        return first_fault(self._sections)

    @property
    def revision(self) -> int | None:
        """The number of the last ledger event it was made from."""
        return next(iter(self.revisions), None)

    @property
    def revisions(self) -> set[int | None]:
        """Those that its sections show: more than one where the collection changed meanwhile."""
        return {section.value.revision for section in self._sections if section.value}

    @property
    def _places(self) -> Mapping[str, str]:
        """Return where on this page the first passage of a source stands, by its own page."""
        shown = enumerate(self.views[:MOST_PASSAGES], 1)
        placed = [(f"/sources/{quote(v.source.id, safe='')}", f"#passage-{n}") for n, v in shown]
        return dict(reversed(placed))

    @property
    def _sections(self) -> Sequence[Section[Any]]:
        return (self.about, self.chains_shown, self.against, self.listed, *self.texts.values())

    @property
    def first(self) -> FirstKnown | None:
        """Who is first known to have said it; only told where every attribution was looked at."""
        return None if self.more else first_known(self.views)

    @property
    def candidates(self) -> Sequence[SpeakerRef]:
        """Who may have been first, each once, where dates cannot tell."""
        return candidates(self.first)

    @property
    def asserted(self) -> bool:
        """Whether anybody states it as a fact; taken to be so where not all was looked at."""
        return self.more or (self.first is not None and instead_of_saying(self.views) is None)

    @property
    def drawing(self) -> Graph:
        """How it travelled; documents whose passage is on this page lead there."""
        found, here = graph(self.trace), self._places
        boxes = (
            replace(box, address=here.get(box.address or "", box.address)) for box in found.boxes
        )
        return replace(found, boxes=tuple(boxes))

    @property
    def chains(self) -> Sequence[Chain]:
        """The ways it reached us, the one of the first known first."""
        named = self.first and self.first.attribution
        return sorted(
            self.trace.chains, key=lambda chain: not (named and chain.attribution.iri == named.iri)
        )

    @property
    def numbers(self) -> Iterator[Number]:
        """Yield the four numbers that sum it up; of what cannot be told now, that it cannot."""
        trace = self.chains_shown.value
        yield origins(trace)
        yield documents(self.about.value)
        yield hedged(self.listed.value, trace)
        yield against(self.against.value)

    @property
    def passages(self) -> Iterator[Passage]:
        """Yield the first passages in the order of their sources."""
        for view in self.views[:MOST_PASSAGES]:
            yield passage(view, self.texts[view.source.id])
