"""As of when somebody asks: the service they read, and what its answers say of that moment."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from kg.access import Scope
from kg.collection.service import Service
from kg_api.authority import key_of
from kg_api.service import charge_of

LONGEST = 40
PARAMETER = "asOf"

AsOfParameter = Annotated[
    str | None,
    Query(
        alias=PARAMETER,
        max_length=LONGEST,
        description="Answer as the collection was then: a revision number, a day (its end, UTC) "
        "or an instant, such as `2026-11-21T10:30:00Z`. What was retracted or erased since is "
        "left out and counted in `as_of`; with a key that has the scope `past`, only what was "
        "erased is.",
        examples=["1"],
    ),
]


async def reading(request: Request, as_of: AsOfParameter = None) -> Service:
    """Return the service as of the moment a request names; without one, of the present.

    Raises:
        BadParameterError: it is no moment, or not one of the past.
        UsageError: there is no ledger here.
        UnknownKeyError: the request has a key that does not work.
        TooManyRequestsError: the client has used up its share.
    """
    service: Service = request.app.state.service
    if as_of is None:
        return service
    whole = "authorization" in request.headers and Scope.PAST in key_of(request).scopes
    charge = charge_of(request)
    service = await service.at(as_of, whole=whole, charge=charge)
    request.state.as_of, request.state.whole = service.as_of, whole
    return service


ReadingDep = Annotated[Service, Depends(reading)]
"""Ask for this in a handler that reads, to get the service as of when somebody asks."""


def then(address: str, moment: str | None) -> str:
    """Return an address as of the moment that was asked for; as it is where none was."""
    if moment is None:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode({PARAMETER: moment})}"
