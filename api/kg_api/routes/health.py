"""Whether the server runs, whether it can answer, and what exactly answers.

For whoever watches it: `/livez`, `/healthz`, `/readyz` and `/version`.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

import kg
from kg.collection.condition import Condition
from kg.collection.service import Service
from kg.errors import KgError
from kg.store.base import Limits
from kg_api.examples import recorded
from kg_api.service import ConditionDep, ServiceDep

router = APIRouter(tags=["Operation"])

SECONDS_TO_ANSWER = 2.0
UNKEPT = {"Cache-Control": "no-store"}


class Health(BaseModel):
    """The process runs; nothing is said about the store."""

    status: str


class Jail(BaseModel):
    """What the processes that evaluate queries are kept from, on this platform."""

    network: str = Field(description="`none`, or `shared` where the platform refuses isolation.")
    processes: str = Field(description="`none`, or `possible`: whether they can start others.")
    memory_cap: int | None = Field(description="Bytes they may grow by; null where not capped.")
    dies_with_parent: bool = Field(description="The kernel ends them when the server dies.")


class Workers(BaseModel):
    """The processes that evaluate queries."""

    all: int
    idle: int
    waiting: int = Field(description="Jobs that wait for one.")


class Disk(BaseModel):
    """Room on the disk that holds the data."""

    free: int | None = Field(description="Bytes; null where nobody tells.")
    store: int | None = Field(description="Bytes of what is shown now.")


class Readiness(BaseModel):
    """Whether the store answers, from which revision, and what is wrong if not."""

    ready: bool
    store: str
    revision: int | None
    detail: str | None = Field(description="Why it is not ready.")
    age: float | None = Field(description="Seconds since what is shown was published.")
    jail: Jail | None = None
    workers: Workers | None = None
    disk: Disk | None = None
    writer: str | None = Field(description="`ready` or `gone`; null where nothing is written.")
    warnings: list[str] = Field(description="What to look at, though questions are answered.")


class LedgerShown(BaseModel):
    """What was signed when this was published."""

    events: int = Field(description="Lines of the ledger: the size of the signed checkpoint.")
    root: str = Field(description="Root of their Merkle tree (RFC 6962), hexadecimal.")


class Version(BaseModel):
    """What exactly answers here."""

    program: str
    ontology: str | None = Field(description="SHA-256 of the ontology's files.")
    revision: int | None
    ledger: LedgerShown | None = Field(description="null where nothing is signed.")


@router.get("/livez", response_model=Health, responses=recorded("health"))
@router.get("/healthz", response_model=Health, responses=recorded("health"))
async def healthz() -> Response:
    """Say that the process runs."""
    return JSONResponse({"status": "ok"}, headers=UNKEPT)


@router.get("/version", response_model=Version, responses=recorded("version"))
async def version(service: ServiceDep) -> Response:
    """Say which program answers from which revision, and what was signed for it."""
    shown = service.edition
    signed = shown is not None and shown.events > 0
    told = Version(
        program=kg.__version__,
        ontology=(shown.ontology or None) if shown else None,
        revision=service.revision,
        ledger=LedgerShown(events=shown.events, root=shown.root) if shown and signed else None,
    )
    return JSONResponse(told.model_dump(), headers=UNKEPT)


@router.get(
    "/readyz",
    response_model=Readiness,
    responses={
        **recorded("ready"),
        503: {
            "description": "The store does not answer, or the server is stopping.",
            "model": Readiness,
        },
    },
)
async def readyz(request: Request, service: ServiceDep, condition: ConditionDep) -> Response:
    """Say whether a question would be answered now, by asking one."""
    detail = _leaving(request) or await _fault(service) or _leaving(request)
    writer = _writer(service)
    state = Readiness(
        ready=detail is None,
        store="remote" if service.settings.remote else "embedded",
        revision=service.revision,
        detail=detail,
        age=_age(condition),
        jail=_jail(service.jail),
        workers=_workers(condition),
        disk=_disk(condition),
        writer=writer,
        warnings=[
            *condition.warnings(),
            *(["the writer process is gone: writes are refused"] if writer == "gone" else []),
        ],
    )
    return JSONResponse(state.model_dump(), 200 if state.ready else 503, headers=UNKEPT)


def _leaving(request: Request) -> str | None:
    return "the server is stopping" if getattr(request.app.state, "leaving", False) else None


async def _fault(service: Service) -> str | None:
    try:
        await service.store.ask("ASK {}", limits=Limits(seconds=SECONDS_TO_ANSWER))
    except KgError as error:
        return str(error)
    return None


def _writer(service: Service) -> str | None:
    """Return how the writer process is; None where the server does not write."""
    if service.submissions is None:
        return None
    return "ready" if service.submissions.alive else "gone"


def _age(condition: Condition) -> float | None:
    if condition.published is None:
        return None
    return round(max(0.0, time.time() - condition.published), 3)


def _workers(condition: Condition) -> Workers | None:
    if condition.workers is None:
        return None
    return Workers(all=condition.workers, idle=condition.idle or 0, waiting=condition.waiting or 0)


def _disk(condition: Condition) -> Disk | None:
    if condition.workers is None:  # an endpoint: its disk is not ours
        return None
    return Disk(free=condition.disk_free, store=condition.store_size)


def _jail(held: Mapping[str, Any] | None) -> Jail | None:
    if held is None:
        return None
    return Jail(
        network=held["network"],
        processes="none" if held["filter"] else "possible",
        memory_cap=held["memory"],
        dies_with_parent=held["dies_with_parent"],
    )
