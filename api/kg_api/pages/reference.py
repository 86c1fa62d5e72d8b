"""`/api`: the REST interface in words, made of its own description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.service import ServiceDep

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)


@dataclass(frozen=True, slots=True)
class Route:
    """One thing that can be asked: how, with which parameters, and how it may be answered."""

    tag: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Mapping[str, Any], ...]
    statuses: tuple[str, ...]


@router.get("/api")
async def reference(request: Request, service: ServiceDep) -> Response:
    """Show every route, by what it is about."""
    await begin(request, service)
    routes = sorted(_routes(request.app.openapi()), key=lambda route: route.tag)
    groups = [(tag, list(found)) for tag, found in groupby(routes, key=lambda route: route.tag)]
    return page(request, "reference", {"groups": groups}, revision=None)


def _routes(described: Mapping[str, Any]) -> Iterator[Route]:
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            yield Route(
                tag=told.get("tags", ["Other"])[0],
                method=method.upper(),
                path=path,
                summary=told.get("summary", ""),
                description=told.get("description", ""),
                parameters=tuple(told.get("parameters", ())),
                statuses=tuple(told["responses"]),
            )
