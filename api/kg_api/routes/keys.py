"""`/keys`: which keys there are, and making one useless. Keys are issued by `kg keys issue`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from kg.access import Key, Scope
from kg.ledger import now, write_instant
from kg_api.authority import allowed
from kg_api.examples import failures, recorded
from kg_api.parameters import DECLARED_ONLY, LONGEST_ID
from kg_api.routes.drafts import READING, UNKEPT
from kg_api.service import KeyringDep

router = APIRouter(
    prefix="/keys", tags=["Writing"], dependencies=[*DECLARED_ONLY, allowed(Scope.ADMIN)]
)

KeyId = Annotated[
    str,
    Path(max_length=LONGEST_ID, description="A key's id.", examples=["0123456789ab"]),
]


class KeyShown(BaseModel):
    """A key without its secret, which nobody can read again."""

    id: str
    actor: str = Field(description="Whose it is: who the ledger says wrote.")
    scopes: list[str] = Field(
        description="What it allows: `draft`, `review`, `retract`, `past`, `admin`."
    )
    state: str = Field(description="`usable`, `expired` or `revoked`.")
    issued_at: str = Field(description="UTC.")
    expires_at: str = Field(description="UTC; it no longer works then.")
    revoked_at: str | None = Field(description="UTC; null unless it was revoked.")


class Keys(BaseModel):
    """Every key there ever was, in the order of issuing."""

    items: list[KeyShown]


@router.get("", response_model=Keys, responses={**recorded("keys"), **failures(*READING)})
async def keys(keyring: KeyringDep) -> Response:
    """List the keys, those that no longer work too."""
    found = keyring.keys()
    return JSONResponse({"items": [shown(key) for key in found]}, headers=UNKEPT)


@router.post(
    "/{key}/revoke",
    response_model=KeyShown,
    responses={**recorded("key"), **failures(404, *READING)},
)
async def revoke(keyring: KeyringDep, key: KeyId) -> Response:
    """Make a key useless at once and for good; one revoked before stays as it is."""
    revoked = await run_in_threadpool(keyring.revoke, key, now())
    return JSONResponse(shown(revoked), headers=UNKEPT)


def shown(key: Key) -> dict[str, Any]:
    """Return what may be shown of a key."""
    return {
        "id": key.id,
        "actor": key.actor,
        "scopes": sorted(key.scopes),
        "state": key.state(now()).value,
        "issued_at": write_instant(key.issued_at),
        "expires_at": write_instant(key.expires_at),
        "revoked_at": None if key.revoked_at is None else write_instant(key.revoked_at),
    }
