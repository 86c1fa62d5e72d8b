"""`/ledger`: what is signed, for whoever keeps copies of it elsewhere (`kg witness`).

Without an outside copy nothing protects a collection from whoever holds its key.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, Field

from kg.auditing.testimony import newest_checkpoint, proof_of_consistency, public_keys
from kg.collection.service import Service
from kg.errors import TimeLimitError, UnknownThingError
from kg.keeping.layout import Layout
from kg_api.answers import respond
from kg_api.examples import failures, recorded
from kg_api.negotiation import JSON
from kg_api.parameters import DECLARED_ONLY
from kg_api.service import ChargeDep, ServiceDep

router = APIRouter(prefix="/ledger", tags=["Ledger"], dependencies=DECLARED_ONLY)

PLAIN = "text/plain; charset=utf-8"
SECONDS_TO_READ = 5.0
MOST_EVENTS = 10**15
NAMED = "w3id.org/claim-provenance/ledger/0f1e2d3c4b5a6978"

T = TypeVar("T")


class Consistency(BaseModel):
    """What proves that a ledger began with another (RFC 6962 section 2.1.2)."""

    from_: int = Field(alias="from", description="Events of the earlier checkpoint.")
    to: int = Field(description="Events of the later one.")
    proof: list[str] = Field(description="Hashes in base64, as `kg witness` checks them.")


def _plain(what: str, example: str) -> dict[int | str, dict[str, Any]]:
    return {
        200: {"description": what, "content": {"text/plain": {"example": example}}},
        **failures(404, 422, 504),
    }


@router.get(
    "/checkpoint",
    response_class=Response,
    responses=_plain(
        "The note: name, events, root, the hash of the one before, signature.",
        f"{NAMED}\n14\nN0NKgXyE...=\nprevious pLDbx0ZP...=\n\n— {NAMED} Az3q...\n",
    ),
)
async def checkpoint(request: Request, service: ServiceDep) -> Response:
    """Return the newest signed checkpoint, to be kept elsewhere."""
    note = (await _read(service, newest_checkpoint)).note
    return respond(request, note.encode(), PLAIN, None)


@router.get(
    "/keys",
    response_class=Response,
    responses=_plain(
        "Public keys, one a line, the one in use last.",
        f"{NAMED}+0377eaf2+AVq0...\n",
    ),
)
async def keys(request: Request, service: ServiceDep) -> Response:
    """Return all keys checkpoints were ever signed with; whether they are ours, ask elsewhere."""
    return respond(request, await _read(service, public_keys), PLAIN, None)


@router.get(
    "/consistency",
    response_model=Consistency,
    responses={**recorded("consistency"), **failures(404, 422, 429, 502, 503, 504, 507)},
)
async def consistency(
    request: Request,
    service: ServiceDep,
    charge: ChargeDep,
    first: Annotated[
        int, Query(alias="from", ge=1, le=MOST_EVENTS, description="Events of the earlier one.")
    ],
    second: Annotated[
        int, Query(alias="to", ge=1, le=MOST_EVENTS, description="Events of the later one.")
    ],
) -> Response:
    """Return what proves that the ledger of one checkpoint began with that of another."""
    if service.pool is None:
        raise _none()
    layout, limits = Layout(Path(service.settings.store)), replace(service.limits, charge=charge)
    body = await proof_of_consistency(service.pool, layout, first, second, limits)
    return respond(request, body, JSON, None)


async def _read(service: Service, read: Callable[[Layout], T]) -> T:
    """Read a file of ours in a thread; a disk that hangs holds up nobody else."""
    if service.pool is None:
        raise _none()
    layout = Layout(Path(service.settings.store))
    try:
        async with asyncio.timeout(SECONDS_TO_READ):
            return await asyncio.to_thread(read, layout)
    except TimeoutError as error:
        raise TimeLimitError(f"The disk did not answer within {SECONDS_TO_READ:g} s") from error


def _none() -> UnknownThingError:
    return UnknownThingError("an endpoint is asked here, which keeps no ledger of ours")
