"""What people see where something went wrong: the same problem document, written out."""

from __future__ import annotations

import json
from typing import Final

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from kg.errors import NotAcceptableError
from kg_api.negotiation import PROBLEM, choose
from kg_api.pages.earlier import earlier
from kg_api.pages.rendering import HTML, POLICY, rendered

DATA: Final = (
    "/api/", "/sparql", "/reconcile", "/ledger", "/metrics", "/openapi.json", "/id/", "/ns",
    "/problems/",
)  # fmt: skip
"""Where programs ask: they get the document, whatever they say they accept."""

KEPT: Final = frozenset({"cache-control", "vary", "retry-after", "allow"})


def for_people(request: Request) -> bool:
    """Return whether a page is wanted, and not a problem document."""
    try:
        return choose(request.headers.get("accept"), (PROBLEM, HTML)) == HTML
    except NotAcceptableError:
        return False


def problem_page(request: Request, document: JSONResponse) -> Response:
    """Return a problem as a page; the document itself where that is wanted."""
    if request.url.path.startswith(DATA) or not for_people(request):
        return document
    told = {"where": None, "hint": None, **json.loads(bytes(document.body))}
    moment = {"revision": None, "permalink": None, "earlier": earlier(request)}
    body = rendered("problem", {"request": request, "problem": told, **moment})
    page = Response(body, document.status_code, media_type=HTML)
    page.headers["Content-Security-Policy"] = POLICY
    page.headers.update({name: text for name, text in document.headers.items() if name in KEPT})
    return page
