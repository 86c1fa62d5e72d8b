"""`/healthz` and `/readyz`: for whoever has to know whether the server runs and can answer."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from kg.errors import KgError
from kg.store.base import Limits
from kg_api.examples import recorded
from kg_api.service import ServiceDep

router = APIRouter(tags=["Operation"])

SECONDS_TO_ANSWER = 2.0


class Health(BaseModel):
    """The process runs; nothing is said about the store."""

    status: str


class Readiness(BaseModel):
    """Whether the store answers, from which revision, and what is wrong if not."""

    ready: bool
    store: str
    revision: int | None
    detail: str | None


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
    )
    status = 200 if state.ready else 503
    return JSONResponse(state.model_dump(), status, headers={"Cache-Control": "no-store"})
