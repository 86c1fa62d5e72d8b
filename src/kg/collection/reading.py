"""The verbs of the product for readers: the command line and the REST interface both call these.

Search finds, SPARQL explains: filtered lists, facets and look-ups come from the index, everything
about one thing and every chain from the store. Every answer names the catalogue query that gives
the same rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.answers import (
    AttributionAnswer,
    AttributionListing,
    ClaimAnswer,
    ContradictionListing,
    CoverageAnswer,
    Listing,
    LookupAnswer,
    SourceAnswer,
    SpeakerAnswer,
    TextAnswer,
    TraceAnswer,
)
from kg.model.views import ClaimView, SourceView, SpeakerView
from kg.search.filters import EVERYTHING, FIRST_PAGE, Filters, Page

if TYPE_CHECKING:
    from kg.catalogue import Catalogue
    from kg.search.asking import Search
    from kg.store.base import Store


class Collection:
    """A collection of records as its readers see it.

    Every verb raises `StoreError` or `LimitError` when the store or the index does not answer;
    verbs that take an id raise `UnknownThingError`, verbs that take a page `BadParameterError`
    (for a cursor that is not ours or was made with other filters).
    """

    def __init__(self, store: Store, search: Search, catalogue: Catalogue, base: str) -> None:
        """Read from `store` and `search`, with the queries of `catalogue`; IRIs begin `base`."""
        self._store = store
        self._search = search
        self._catalogue = catalogue
        self._base = base

    async def claims(self, page: Page = FIRST_PAGE, q: str | None = None) -> Listing[ClaimView]:
        """Return a page of claims, in the order of their IRIs."""
        raise NotImplementedError

    async def claim(self, claim: str) -> ClaimAnswer:
        """Return one claim by its id."""
        raise NotImplementedError

    async def claim_attributions(self, claim: str, page: Page = FIRST_PAGE) -> AttributionListing:
        """Return a page of the attributions of a claim."""
        raise NotImplementedError

    async def trace(self, claim: str) -> TraceAnswer:
        """Return the chains from each source back to the origins of a claim."""
        raise NotImplementedError

    async def contradictions(self, claim: str) -> ContradictionListing:
        """Return what is judged to contradict a claim, and who denies it."""
        raise NotImplementedError

    async def attributions(
        self, filters: Filters = EVERYTHING, page: Page = FIRST_PAGE
    ) -> AttributionListing:
        """Return a page of the attributions that pass the filters, with facets."""
        raise NotImplementedError

    async def attribution(self, attribution: str) -> AttributionAnswer:
        """Return one attribution by its id."""
        raise NotImplementedError

    async def speakers(self, page: Page = FIRST_PAGE, q: str | None = None) -> Listing[SpeakerView]:
        """Return a page of speakers; `q` is a case-insensitive part of any of their names."""
        raise NotImplementedError

    async def speaker(self, speaker: str) -> SpeakerAnswer:
        """Return one speaker by its id."""
        raise NotImplementedError

    async def speaker_attributions(
        self, speaker: str, page: Page = FIRST_PAGE
    ) -> AttributionListing:
        """Return a page of what is attributed to a speaker."""
        raise NotImplementedError

    async def sources(self, page: Page = FIRST_PAGE, q: str | None = None) -> Listing[SourceView]:
        """Return a page of sources, held and cited."""
        raise NotImplementedError

    async def source(self, source: str) -> SourceAnswer:
        """Return one source by its id."""
        raise NotImplementedError

    async def source_attributions(self, source: str, page: Page = FIRST_PAGE) -> AttributionListing:
        """Return a page of what a source attributes."""
        raise NotImplementedError

    async def source_text(self, source: str) -> TextAnswer:
        """Return the text of a source as held, with its marked passages and attributions."""
        raise NotImplementedError

    async def lookup(
        self,
        *,
        text: str | None = None,
        quote: str | None = None,
        url: str | None = None,
        page: Page = FIRST_PAGE,
    ) -> LookupAnswer:
        """Return what is known about a claim, a quotation or an address; give exactly one."""
        raise NotImplementedError

    async def coverage(self) -> CoverageAnswer:
        """Return what the collection holds."""
        raise NotImplementedError
