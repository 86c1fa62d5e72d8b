"""`/timeline`: who asserted what, and when, with everything that is not known of the dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request, Response

from kg.model.answers import AttributionListing
from kg.model.views import AttributionView, SpeakerRef
from kg.reading.collection import Collection
from kg.search.filters import Filters, Page
from kg_api.pages.addresses import whole_file
from kg_api.pages.drawing.dates import extent, years
from kg_api.pages.drawing.timeline import Timeline, timeline
from kg_api.pages.facets import Offer, offers
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import ReadingDep
from kg_api.routes.attributions import FiltersDep

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

MOST_ROWS: Final = 60
"""Rows drawn; the table and the CSV have the rest."""
MOST_LOOKED_AT: Final = 300
_AT_ONCE: Final = 100
_LATE: Final = "9999"

Sureness = Literal["exact", "part", "none"]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """What the page shows: the first rows of what the filters leave, in the order of their days."""

    views: Sequence[AttributionView]
    more: bool
    first: AttributionListing
    kept: Sequence[AttributionView]
    offers: Sequence[Offer]

    @property
    def drawing(self) -> Timeline:
        """The drawing of the first rows."""
        return timeline(self.kept[:MOST_ROWS], years([extent(view.said) for view in self.views]))

    @property
    def answered(self) -> Mapping[str, tuple[int, SpeakerRef]]:
        """Which line, and who speaks there, each answers that is shown with what it answers."""
        said = {
            iri: line for line in enumerate(self.kept[:MOST_ROWS], 1) for iri in _saying(line[1])
        }
        return {
            view.iri: (line[0], line[1].speaker)
            for view in self.kept[:MOST_ROWS]
            if view.in_reply_to and (line := said.get(view.in_reply_to.iri)) and line[1] is not view
        }

    @property
    def total(self) -> int | None:
        """How many pass the filters, by their acts: each has one; None where some are not told."""
        acts = self.first.facets.act if self.first.facets else None
        return sum(each.count for each in acts.values) if acts and not acts.others else None

    @property
    def every(self) -> str:
        """The address of a file with all that pass the filters, however many are drawn."""
        return whole_file(self.first.sparql)

    @property
    def sureness(self) -> Counter[str]:
        """How many are dated how well."""
        return Counter(extent(view.said).sure for view in self.views)


@router.get("/timeline")
async def timeline_page(
    request: Request,
    service: ReadingDep,
    filters: FiltersDep,
    dated: Annotated[list[Sureness] | None, Query()] = None,
) -> Response:
    """Draw attributions over time."""
    await begin(request, service)
    given = filters.model_dump(exclude_none=True, exclude_defaults=True)
    wanted = Filters.model_validate({name: value for name, value in given.items() if value != ""})
    told = await _told(service.collection, wanted, dated or ())
    pairs = [(name, value) for name, many in given.items() for value in _each(many)]
    context = {"page": told, "given": given, "pairs": pairs, "dated": dated or ()}
    return page(request, "timeline", context, revision=told.first.revision)


async def _told(collection: Collection, filters: Filters, dated: Sequence[str]) -> TimelinePage:
    first = await collection.attributions(filters, Page(limit=_AT_ONCE))
    views, cursor = list(first.items), first.next
    while cursor and len(views) < MOST_LOOKED_AT:
        following = await collection.attributions(filters, Page(limit=_AT_ONCE, cursor=cursor))
        views += following.items
        cursor = following.next
    views.sort(key=_day)
    kept = [view for view in views if not dated or extent(view.said).sure in dated]
    offered = [offer async for offer in offers(collection, filters, first)]
    return TimelinePage(views, cursor is not None, first, kept, offered)


def _each(given: object) -> Sequence[object]:
    return given if isinstance(given, tuple) else (given,)


def _day(view: AttributionView) -> tuple[str, str]:
    said = view.said
    return ((said.earliest or said.latest if said else None) or _LATE, view.iri)


def _saying(view: AttributionView) -> tuple[str, ...]:
    """Return what an answer may name: the attribution, and the utterance it reports."""
    return (view.iri, view.utterance.iri) if view.utterance else (view.iri,)
