"""`/attributions`: the central records, filtered, counted and paged."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from kg.model.answers import AttributionAnswer, AttributionListing
from kg.search.filters import Filters
from kg_api.answers import LISTING, SINGLE, check_fresh, listing, single, split_suffix, wanted
from kg_api.examples import answers
from kg_api.routes.listing import PageDep, SearchWords
from kg_api.service import ServiceDep

router = APIRouter(prefix="/attributions", tags=["Attributions"])

Id = Annotated[str | None, Query(max_length=500)]


def _filters(  # noqa: PLR0913, PLR0917  (each is a parameter of the address)
    q: SearchWords = None,
    speaker: Id = None,
    source: Id = None,
    about: Id = None,
    act: Id = None,
    hedged: Annotated[bool | None, Query(description="Kept at a distance by its source.")] = None,
    said_from: Annotated[str | None, Query(description="First day, YYYY-MM-DD.")] = None,
    said_to: Annotated[str | None, Query(description="Last day, YYYY-MM-DD.")] = None,
    date_mode: Annotated[
        Literal["possible", "certain"],
        Query(description="`possible` keeps what may lie inside, the undated too."),
    ] = "possible",
    basis: Id = None,
    lang: Annotated[str | None, Query(description="Language of the source.", max_length=40)] = None,
) -> Filters:
    return Filters(
        q=q, speaker=speaker, source=source, about=about, act=act, hedged=hedged,
        said_from=said_from, said_to=said_to, date_mode=date_mode, basis=basis, lang=lang,
    )  # fmt: skip


@router.get("", response_model=AttributionListing, responses=answers("attributions"))
async def attributions(
    request: Request,
    service: ServiceDep,
    page: PageDep,
    filters: Annotated[Filters, Depends(_filters)],
) -> Response:
    """List attributions that pass every filter, with counts for narrowing further."""
    media_type = wanted(request, LISTING)
    check_fresh(request, service, media_type)
    return listing(request, await service.collection.attributions(filters, page), media_type)


@router.get("/{attribution}", response_model=AttributionAnswer, responses=answers("attribution"))
async def attribution(request: Request, service: ServiceDep, attribution: str) -> Response:
    """Show one attribution: who, in which words, with which distance, where it stands."""
    name, suffix = split_suffix(attribution)
    media_type = wanted(request, SINGLE, suffix)
    check_fresh(request, service, media_type)
    return await single(request, service, await service.collection.attribution(name), media_type)
