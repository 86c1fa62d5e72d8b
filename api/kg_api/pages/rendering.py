"""From a template and what it shows to a page, with what caches and browsers have to know."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request, Response

from kg.collection.service import Service
from kg.errors import KgError
from kg_api.answers import respond
from kg_api.freshness import check_fresh
from kg_api.pages import deeds, words
from kg_api.pages.addresses import page_of
from kg_api.pages.earlier import Earlier, earlier, permalink, staying
from kg_api.pages.sections import code, passing, tried
from kg_api.pages.shipped import address, digest, shipped

if TYPE_CHECKING:
    from jinja2 import Environment

HTML: Final = "text/html"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing inline, nothing from elsewhere."""
_OWN: Final[Mapping[str, str]] = MappingProxyType({"Content-Security-Policy": POLICY})

UNKEPT: Final = {"Cache-Control": "no-store", "Vary": "Accept"}
"""What is not whole is not for caches."""

Context = Mapping[str, Any]


@cache
def environment() -> Environment:
    """Return what renders templates: all is escaped, and nothing missing is passed over."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # no program needs it

    made = Environment(
        loader=PackageLoader("kg_api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "asset": address,
        "first_deed": deeds.first_deed,
        "instead_of_saying": deeds.instead_of_saying,
        "page_of": page_of,
        "alike": None,
    }
    made.filters |= words.FILTERS
    made.tests["passing"] = passing
    return made


@cache
def edition() -> str:
    """Return what tells these templates and files from others: a page changes with them, too."""
    seen = hashlib.sha256()
    for template in sorted(files("kg_api.pages").joinpath("templates").iterdir(), key=str):
        seen.update(template.read_bytes())
    for name in sorted(shipped()):
        seen.update(digest(name).encode())
    return seen.hexdigest()[:20]


def rendered(name: str, context: Context) -> bytes:
    """Return a template filled in."""
    page = environment().get_template(f"{name}.html").render(context)
    shown: Earlier | None = context["earlier"]
    return (staying(page, shown.as_of.revision) if shown else page).encode()


async def begin(request: Request, service: Service) -> None:
    """Stop with 304 where the reader has the current page already; else see whose names mislead.

    Raises:
        NotModifiedError: nothing changed since.
    """
    check_fresh(request, service, _variant(request), _OWN)
    looked = await tried(service.collection.resembling())
    request.state.alike = looked.value
    if looked.fault is not None:
        request.state.edition = None  # without a tag nobody keeps what says that it was not looked


def page(
    request: Request,
    name: str,
    context: Context,
    *,
    revision: int | None,
    status: int = 200,
    fault: KgError | None = None,
) -> Response:
    """Return a page.

    Args:
        request: what asks for it.
        name: of its template, without the ending.
        context: what the template shows.
        revision: the number of the last ledger event it was made from; None where it shows none.
        status: of the answer.
        fault: what kept a section of it from being shown; the page then has its status.
    """
    told = {
        "permalink": permalink(request, revision),
        "earlier": earlier(request),
        "alike": getattr(request.state, "alike", None),
    }
    body = rendered(name, {"request": request, "revision": revision, **told, **context})
    if fault is not None:
        request.state.problem = fault.kind  # for the journal
        return Response(body, code(fault), {**_OWN, **UNKEPT}, media_type=HTML)
    response = respond(request, body, HTML, revision, _OWN, variant=_variant(request))
    response.status_code = status
    return response


def _variant(request: Request) -> str:
    """Return what tells this page from others of its address: an earlier state names the newest."""
    shown = earlier(request)
    return f"{HTML} {edition()} {shown.newest if shown else ''}"
