"""`/reports`: where sources cite each other in circles, and where hedges got lost on the way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response

from kg.collection.service import Service
from kg.store.base import Formats, ResultFormat
from kg_api.pages.rendering import begin, page
from kg_api.parameters import DECLARED_ONLY
from kg_api.past import ReadingDep

router = APIRouter(include_in_schema=False, dependencies=DECLARED_ONLY)

CIRCLES = "traces/circular"
LOST = "traces/hedge-lost"
MOST_ROWS = 200


@router.get("/reports")
async def reports(request: Request, service: ReadingDep) -> Response:
    """Show both lists; each row leads to its claim."""
    await begin(request, service)
    circles, lost = await _rows(service, CIRCLES), await _rows(service, LOST)
    context = {
        "circles": circles[:MOST_ROWS],
        "lost": lost[:MOST_ROWS],
        "counts": {"circles": len(circles), "lost": len(lost)},
    }
    return page(request, "reports", context, revision=service.revision)


async def _rows(service: Service, name: str) -> list[Mapping[str, Any]]:
    answer = await service.run(service.catalogue[name], {}, Formats(rows=ResultFormat.JSON))
    rows = json.loads(answer.body)["results"]["bindings"]
    return [{column: _value(column, term["value"]) for column, term in row.items()} for row in rows]


def _value(column: str, value: str) -> str:
    """Return the id of a thing, as its page is called; a text as it is."""
    named = column in {"claim", "source", "otherSource", "hedgedSource", "plainSource", "speaker",
                       "hedged", "plain", "attribution", "otherAttribution"}  # fmt: skip
    return value.rpartition("/")[2] if named else value
