"""`/healthz` and `/readyz`: for whoever has to know whether the server runs and can answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from kg.errors import KgError
from kg.store.base import Limits
from kg_api.examples import recorded
from kg_api.service import ServiceDep

router = APIRouter(tags=["Operation"])

SECONDS_TO_ANSWER = 2.0


class Health(BaseModel):
    """The process runs; nothing is said about the store."""

    status: str


class Jail(BaseModel):
    """What the processes that evaluate queries are kept from, on this platform."""

    network: str = Field(description="`none`, or `shared` where the platform refuses isolation.")
    processes: str = Field(description="`none`, or `possible`: whether they can start others.")
    memory_cap: int | None = Field(description="Bytes they may grow by; null where not capped.")
    dies_with_parent: bool = Field(description="The kernel ends them when the server dies.")


class Readiness(BaseModel):
    """Whether the store answers, from which revision, and what is wrong if not."""

    ready: bool
    store: str
    revision: int | None
    detail: str | None
    jail: Jail | None = None


@router.get(
    "/healthz",
    response_model=Health,
    responses=recorded("health"),
)
async def healthz() -> Response:
    """Say that the process runs."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@router.get(
    "/readyz",
    response_model=Readiness,
    responses={
        **recorded("ready"),
        503: {"description": "The store does not answer.", "model": Readiness},
    },
)
async def readyz(service: ServiceDep) -> Response:
    """Say whether a question would be answered now, by asking one."""
    detail = None
    try:
        await service.store.ask("ASK {}", limits=Limits(seconds=SECONDS_TO_ANSWER))
    except KgError as error:
        detail = str(error)
    state = Readiness(
        ready=detail is None,
        store="remote" if service.settings.remote else "embedded",
        revision=service.revision,
        detail=detail,
        jail=_jail(service.jail),
    )
    status = 200 if state.ready else 503
    return JSONResponse(state.model_dump(), status, headers={"Cache-Control": "no-store"})


def _jail(held: Mapping[str, Any] | None) -> Jail | None:
    if held is None:
        return None
    return Jail(
        network=held["network"],
        processes="none" if held["filter"] else "possible",
        memory_cap=held["memory"],
        dies_with_parent=held["dies_with_parent"],
    )
