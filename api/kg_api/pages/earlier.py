"""A page as of an earlier revision: it says so, and what it leads to is of that revision, too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from kg.model.past import AsOf
from kg_api.parameters import declared
from kg_api.past import PARAMETER

_DATED: Final = re.compile(
    r"/(claims|speakers|sources|judgements|changes|timeline|compare|reports|about)\b"
    r"|/lookup\?|/queries/.|/api/v1/(?!queries(?!.*/run\b)|keys|drafts|records)."
)
"""Addresses that may be asked as of a moment."""
_LINK: Final = re.compile(r'(?<!<a data-newest)( href=")(/[^"#]*)')
_FORM: Final = re.compile(r'<form [^>]*action="(/[^"]*)"[^>]*>')


@dataclass(frozen=True, slots=True)
class Earlier:
    """Which moment a page shows, and which revision is the newest."""

    as_of: AsOf
    newest: int | None
    address: str
    """Where the same page shows the newest."""

    @property
    def stale(self) -> bool:
        """Whether anything happened since."""
        return self.newest is None or self.as_of.revision < self.newest

    @property
    def left_out(self) -> int:
        """How many records of then are not shown, because they were taken back since."""
        return self.as_of.left_out.retracted + self.as_of.left_out.erased


def earlier(request: Request) -> Earlier | None:
    """Return which moment a request asks for; None for the present."""
    as_of: AsOf | None = getattr(request.state, "as_of", None)
    if as_of is None:
        return None
    now = request.url.remove_query_params(PARAMETER)
    address = f"{now.path}?{now.query}" if now.query else now.path
    return Earlier(as_of, request.app.state.service.revision, address)


def permalink(request: Request, revision: int | None) -> str | None:
    """Return the address at which this page stays as it is; None where there is no such."""
    route = request.scope.get("route")
    if revision is None or request.app.state.service.past is None or route is None:
        return None
    if PARAMETER not in declared(route):
        return None
    there = request.url.include_query_params(**{PARAMETER: revision})
    return f"{there.path}?{there.query}"


def staying(page: str, revision: int) -> str:
    """Return a page whose links and forms lead to that revision, as far as they can.

    Only what stands in `<main>` is changed: the navigation around it leads to the newest.
    """
    start, end = page.index("<main"), page.index("</main>")
    inside = _LINK.sub(_dated(revision), page[start:end])
    inside = _FORM.sub(lambda found: _asking(found, revision), inside)
    return page[:start] + inside + page[end:]


def _dated(revision: int) -> Callable[[re.Match[str]], str]:
    def dated(link: re.Match[str]) -> str:
        before, address = link.groups()
        if not _DATED.match(address) or f"{PARAMETER}=" in address:
            return link[0]
        return f"{before}{address}{'&amp;' if '?' in address else '?'}{PARAMETER}={revision}"

    return dated


def _asking(form: re.Match[str], revision: int) -> str:
    if not _DATED.match(form[1] + "?"):
        return form[0]
    return f'{form[0]}<input type="hidden" name="{PARAMETER}" value="{revision}">'
