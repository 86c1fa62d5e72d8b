"""The verbs of the product for readers: the command line and the REST interface both call these.

Search finds, SPARQL explains: filtered lists, facets, counts and look-ups come from the index,
everything about one thing and every chain from the store. Every answer names the catalogue query
that gives the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Unpack

from kg.errors import BadParameterError, UnknownThingError
from kg.model.answers import (
    AttributionAnswer,
    AttributionListing,
    ClaimAnswer,
    ContradictionListing,
    JudgementAnswer,
    Listing,
    SourceAnswer,
    SpeakerAnswer,
    TextAnswer,
    ThingListing,
    TraceAnswer,
)
from kg.model.changes import ChangeView
from kg.model.impact import ImpactAnswer
from kg.model.lookups import CoverageAnswer, LookupAnswer
from kg.model.positions import Comparison, PositionListing
from kg.model.views import ClaimView, JudgementView, Ref, SourceView, SpeakerView
from kg.reading import chains, judging, listing, lookup, questions, texts, things
from kg.reading.changes import ChangeFilters, list_changes
from kg.reading.comparing import compare
from kg.reading.dated import T, dated
from kg.reading.impact import impact_of
from kg.reading.knowledge import Knowledge
from kg.reading.linking import link
from kg.reading.positions import positions_of
from kg.reading.questions import LookedUp
from kg.reading.reconciling import Reconciler
from kg.search.filters import EVERYTHING, FIRST_PAGE, Filters, JudgementFilters, Page, each_of
from kg.search.naming import id_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.catalogue import Catalogue
    from kg.model.past import AsOf
    from kg.search.asking import Search
    from kg.store.base import Store

_ONE: Final = Page(limit=1)


class Collection:
    """A collection of records as its readers see it.

    Every verb raises `StoreError` or `LimitError` when the store or the index does not answer;
    verbs that take an id raise `UnknownThingError`, verbs that take a page `BadParameterError`
    (for a cursor that is not ours or was made with other filters).
    """

    def __init__(
        self,
        store: Store,
        search: Search,
        catalogue: Catalogue,
        base: str,
        as_of: AsOf | None = None,
    ) -> None:
        """Read from `store` and `search`, with the queries of `catalogue`; IRIs begin `base`.

        `as_of` is the moment both show, where it is not the present.
        """
        self._knowledge = Knowledge(store, search, catalogue, base, as_of)

    async def claims(
        self, page: Page = FIRST_PAGE, q: str | None = None
    ) -> ThingListing[ClaimView]:
        """Return a page of claims in the order of their IRIs; `q` is a part of their text."""
        found = await listing.list_things(self._knowledge, "claim", q, page, ClaimView)
        return self._dated(found)

    async def claim(self, claim: str) -> ClaimAnswer:
        """Return one claim by its id."""
        found = await things.thing(self._knowledge, "claim", claim)
        return self._dated(ClaimAnswer.model_validate(found))

    async def claim_attributions(self, claim: str, page: Page = FIRST_PAGE) -> AttributionListing:
        """Return a page of the attributions of a claim."""
        return await self._of("claim", claim, page)

    async def trace(self, claim: str) -> TraceAnswer:
        """Return the chains from each source back to the origins of a claim."""
        return self._dated(await chains.trace_of(self._knowledge, claim))

    async def contradictions(self, claim: str) -> ContradictionListing:
        """Return what is judged to contradict a claim, and who denies it."""
        return self._dated(await chains.contradictions_of(self._knowledge, claim))

    async def attributions(
        self, filters: Filters = EVERYTHING, page: Page = FIRST_PAGE
    ) -> AttributionListing:
        """Return a page of the attributions that pass the filters, with facets on the first."""
        return self._dated(await listing.list_attributions(self._knowledge, filters, page))

    async def attributions_of_known(
        self, filters: Filters = EVERYTHING, page: Page = FIRST_PAGE
    ) -> AttributionListing:
        """Return the same, but refuse filters by somebody who is not here.

        Else nothing found would look like nothing said.

        Raises:
            BadParameterError: there is no such speaker or source.
        """
        found = await self.attributions(filters, page)
        if not found.items and page.cursor is None:
            await self._check_known(filters)
        return found

    async def attribution(self, attribution: str) -> AttributionAnswer:
        """Return one attribution by its id."""
        return self._dated(await things.attribution(self._knowledge, attribution))

    async def speakers(
        self, page: Page = FIRST_PAGE, q: str | None = None
    ) -> ThingListing[SpeakerView]:
        """Return a page of speakers; `q` is a case-insensitive part of any of their names."""
        found = await listing.list_things(self._knowledge, "speaker", q, page, SpeakerView)
        return self._dated(found)

    async def speaker(self, speaker: str) -> SpeakerAnswer:
        """Return one speaker by its id."""
        return self._dated(await things.speaker(self._knowledge, speaker))

    async def speaker_attributions(
        self, speaker: str, page: Page = FIRST_PAGE
    ) -> AttributionListing:
        """Return a page of what is attributed to a speaker."""
        return await self._of("speaker", speaker, page)

    async def sources(
        self, page: Page = FIRST_PAGE, q: str | None = None
    ) -> ThingListing[SourceView]:
        """Return a page of sources, held and cited; `q` is a part of their title or label."""
        found = await listing.list_things(self._knowledge, "source", q, page, SourceView)
        return self._dated(found)

    async def source(self, source: str) -> SourceAnswer:
        """Return one source by its id."""
        found = await things.thing(self._knowledge, "source", source)
        return self._dated(SourceAnswer.model_validate(found))

    async def source_attributions(self, source: str, page: Page = FIRST_PAGE) -> AttributionListing:
        """Return a page of what a source attributes."""
        return await self._of("source", source, page)

    async def source_text(self, source: str, snapshot: str | None = None) -> TextAnswer:
        """Return the text of a source as held, with its marked passages and attributions.

        It is that of a snapshot where one is named, else that which was read last.
        """
        return self._dated(await texts.source_text(self._knowledge, source, snapshot))

    async def judgements(
        self, filters: JudgementFilters, page: Page = FIRST_PAGE
    ) -> Listing[JudgementView]:
        """Return a page of the judgements that pass the filters, those of people first."""
        return self._dated(await judging.list_judgements(self._knowledge, filters, page))

    async def judgement(self, judgement: str) -> JudgementAnswer:
        """Return one judgement by its id."""
        return self._dated(await judging.judgement(self._knowledge, judgement))

    async def lookup(self, *, page: Page = FIRST_PAGE, **given: Unpack[LookedUp]) -> LookupAnswer:
        """Return what is known about words, a quotation, an address or a name; give exactly one."""
        question = questions.question(self._knowledge, *questions.only_one(given))
        return self._dated(await lookup.look_up(self._knowledge, question, page))

    async def changes(self, filters: ChangeFilters, page: Page = FIRST_PAGE) -> Listing[ChangeView]:
        """Return a page of what happened to the collection, the newest first."""
        return await list_changes(self._knowledge, filters, page)

    async def impact(self, record: str) -> ImpactAnswer:
        """Return what would change if a record were taken back; nothing is done."""
        return await impact_of(self._knowledge, record)

    async def positions(
        self, speaker: str, claim: str | None = None, page: Page = FIRST_PAGE
    ) -> PositionListing:
        """Return where a speaker stands on each claim over time; on one, where one is given."""
        return await positions_of(self._knowledge, speaker, claim, page)

    async def compare(
        self, one: Sequence[str], other: Sequence[str], page: Page = FIRST_PAGE
    ) -> Comparison:
        """Return two groups of speakers side by side, claim by claim."""
        return await compare(self._knowledge, one, other, page)

    async def resembling(self) -> Mapping[str, Sequence[Ref]]:
        """Return by their IRIs the speakers who may be taken for others, by look-alike letters.

        What is told of each are those others, by the names that look alike.
        """
        found, _ = await self._knowledge.find("resembling")
        return {
            iri: [Ref(id=id_of(other), iri=other, label=name) for other, name in others]
            for iri, others in found["speakers"].items()
        }

    @property
    def reconciler(self) -> Reconciler:
        """What finds the things here that names from elsewhere may mean."""
        return Reconciler(self._knowledge)

    async def coverage(self) -> CoverageAnswer:
        """Return what the collection holds."""
        found, revision = await self._knowledge.find("coverage")
        held = lookup.coverage(found["coverage"], revision)
        return CoverageAnswer(**held.model_dump(), sparql=link("search/coverage", {}))

    async def _check_known(self, filters: Filters) -> None:
        try:
            for speaker in each_of(filters.speaker):
                await self.speaker_attributions(speaker, _ONE)
            for source in each_of(filters.source):
                await self.source_attributions(source, _ONE)
        except UnknownThingError as error:
            raise BadParameterError(error.detail, where=error.where, hint=error.hint) from error

    async def _of(self, noun: str, given: str, page: Page) -> AttributionListing:
        """Return a page of what belongs to one thing; an empty one only if there is that thing."""
        iri = self._knowledge.iri(noun, given)
        filters = Filters.model_validate({noun: self._knowledge.short(noun, iri)})
        found = await listing.list_attributions(self._knowledge, filters, page)
        if not found.items:
            await things.thing(self._knowledge, noun, given)
        return self._dated(found)

    def _dated(self, answer: T) -> T:
        return dated(answer, self._knowledge.as_of)
