"""`/attributions`: the central records, filtered, counted and paged."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from kg.model.answers import AttributionAnswer, AttributionListing
from kg.reading.collection import Collection
from kg.search.filters import Filters, any_of
from kg_api.answers import LISTING, SINGLE, listed, one
from kg_api.examples import READ, answers
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID, AttributionId, Several
from kg_api.past import ReadingDep
from kg_api.quick import QuickRoute
from kg_api.routes.listing import PageDep, SearchWords

router = APIRouter(
    prefix="/attributions",
    tags=["Attributions"],
    dependencies=DECLARED_ONLY,
    route_class=QuickRoute,
)


FirstDay = Annotated[
    str | None,
    Query(max_length=100, description="From the first possible day of this EDTF date on."),
]
LastDay = Annotated[
    str | None,
    Query(max_length=100, description="Up to the last possible day of this EDTF date."),
]


async def _filters(  # noqa: PLR0913, PLR0917  (each is a parameter of the address)
    q: SearchWords = None,
    speaker: Annotated[
        Several | None, Query(description="Whom they credit: a speaker's id; of several, any.")
    ] = None,
    source: Annotated[
        Several | None, Query(description="Where they stand: a source's id; of several, any.")
    ] = None,
    about: Annotated[
        str | None,
        Query(
            max_length=LONGEST_ID,
            description="What their claim is about: the id of a speaker, place or thing.",
        ),
    ] = None,
    act: Annotated[
        Several | None, Query(description="The speech act, such as `assert`; of several, any.")
    ] = None,
    hedged: Annotated[
        bool | None, Query(description="Whether the source keeps its distance at this layer.")
    ] = None,
    said_from: FirstDay = None,
    said_to: LastDay = None,
    situation_from: FirstDay = None,
    situation_to: LastDay = None,
    published_from: FirstDay = None,
    published_to: LastDay = None,
    recorded_from: FirstDay = None,
    recorded_to: LastDay = None,
    date_mode: Annotated[
        Literal["possible", "certain"],
        Query(
            description="`possible` keeps what may lie inside, the undated too; `certain` only "
            "what must."
        ),
    ] = "possible",
    basis: Annotated[
        Several | None,
        Query(description="How the speaker is credited, such as `named`; of several, any."),
    ] = None,
    lang: Annotated[
        str | None,
        Query(max_length=40, description="Language of the source; `en` finds `en-GB` too."),
    ] = None,
) -> Filters:
    return Filters(
        q=q, speaker=any_of(speaker), source=any_of(source), about=about, act=any_of(act),
        hedged=hedged,
        said_from=said_from, said_to=said_to, situation_from=situation_from,
        situation_to=situation_to, published_from=published_from, published_to=published_to,
        recorded_from=recorded_from, recorded_to=recorded_to, date_mode=date_mode,
        basis=any_of(basis), lang=lang,
    )  # fmt: skip


FiltersDep = Annotated[Filters, Depends(_filters)]
"""Ask for this in a handler of whatever attributions may be narrowed to."""


@router.get(".csv", include_in_schema=False)
@router.get(
    "", response_model=AttributionListing, responses=answers("attributions", LISTING, more=READ)
)
async def attributions(
    request: Request,
    service: ReadingDep,
    page: PageDep,
    filters: FiltersDep,
) -> Response:
    """List attributions that pass every filter, with counts for narrowing further."""
    return await listed(request, service, Collection.attributions_of_known, filters, page)


@router.get(
    "/{attribution}",
    response_model=AttributionAnswer,
    responses=answers("attribution", SINGLE, more=READ),
)
async def attribution(
    request: Request, service: ReadingDep, attribution: AttributionId
) -> Response:
    """Show one attribution: who, in which words, with which distance, where it stands."""
    return await one(request, service, Collection.attribution, attribution)
