"""`/id/{kind}/{name}` in a browser: 303 to the page about a thing, where there is one."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from kg_api.answers import see_other
from kg_api.pages.addresses import page_about
from kg_api.pages.errors import for_people
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import AsOfParameter, then
from kg_api.routes.things import Kind, ThingName, thing
from kg_api.service import ServiceDep

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)


@router.get("/id/{kind}/{name}")
async def page_of_thing(
    request: Request,
    service: ServiceDep,
    kind: Kind,
    name: ThingName,
    as_of: AsOfParameter = None,
) -> Response:
    """Redirect people to a page, programs to data; what has no page leads to data in any case."""
    if (address := page_about(kind, name)) and for_people(request):
        return see_other(then(address, as_of))
    return await thing(service, kind, name, as_of)
