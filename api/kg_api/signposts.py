"""Where a request goes is told by the beginning of its path, without trying every route there is.

FastAPI tries its routes one after the other, a hundred of them for a claim. Here those that begin
otherwise are set aside beforehand; what is left is tried in the same order as ever. A plain request
to a quick route with at most one id in its path goes there at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from starlette.types import Receive, Scope, Send

from kg_api.quick import QuickRoute

_VERSIONED: Final = "/api/v1/"
_ANYWHERE: Final = "{"


@dataclass(frozen=True, slots=True)
class Signed:
    """Some routes of a router, and at which places their paths begin; None for anywhere."""

    routes: tuple[Any, ...]
    places: frozenset[str] | None
    around: Mapping[tuple[str, str], Any]
    """The first route by what stands before and after the one id in its path."""
    exact: frozenset[str]
    """Paths with no id in them."""

    @classmethod
    def of(cls, routes: Iterable[Any], templates: Mapping[str, Any]) -> Signed:
        """Return routes with the places at which these templates of paths begin.

        Args:
            routes: what a router tries.
            templates: the same as they were declared, by their paths, in their order.
        """
        places = frozenset(map(place, templates))
        anywhere = any(_ANYWHERE in each for each in places)
        around = {key: route for path, route in templates.items() if (key := _around(path))}
        exact = frozenset(path for path in templates if _ANYWHERE not in path)
        return cls(tuple(routes), None if anywhere else places, around, exact)

    def lead(self, to: str) -> bool:
        """Say whether a path that begins there may be one of these routes."""
        return self.places is None or to in self.places


class Signposts:
    """Hands a request to those routes only that begin as its path does.

    It stands in front of a router, which it asks itself where nothing begins so.
    """

    def __init__(self, router: APIRouter, signed: Iterable[Signed]) -> None:
        """Set aside, for each place, all routes of `router` but those that lead there."""
        signed = tuple(signed)
        places = {each for one in signed for each in one.places or ()}
        self._whole = router.middleware_stack
        self._parts = {each: _part(router, signed, each) for each in places}
        self._exact = frozenset(path for one in signed for path in one.exact)
        first = {key: route for one in reversed(signed) for key, route in one.around.items()}
        self._quick = {
            key: route
            for key, route in first.items()
            if isinstance(route, QuickRoute) and route.plan is not None
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Find the route, and have it answer."""
        part = None
        if scope["type"] == "http" and not scope.get("root_path"):
            if scope["method"] == "GET" and (response := await self._answered(scope, receive)):
                await response(scope, receive, send)
                return
            part = self._parts.get(place(scope["path"]))
        await (self._whole if part is None else part.app)(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive) -> Response | None:
        """Return the answer of a quick route, None where it is no plain request to one."""
        before, given, after = _cut(scope["path"])
        route = self._quick.get((before, after))
        if route is None or (given and scope["path"] in self._exact):
            return None
        scope["route"] = route
        ids = dict.fromkeys(route.param_convertors, given)
        return await route.quick(Request({**scope, "path_params": ids}, receive))


def place(path: str) -> str:
    """Return the beginning of a path that a route has in common with what it answers.

    >>> place("/api/v1/claims.csv"), place("/claims/hill.ttl"), place("/")
    ('/api/v1/claims', '/claims', '/')
    """
    before = _VERSIONED if path.startswith(_VERSIONED) else "/"
    first, _, _ = path[len(before) :].partition("/")
    return before + first.partition(".")[0]


def _cut(path: str) -> tuple[str, str, str]:
    """Cut a path at the id in it: what stands before, the id, what stands after.

    >>> _cut("/api/v1/claims/hill/trace"), _cut("/api/v1/claims")
    (('/api/v1/claims/', 'hill', '/trace'), ('/api/v1/claims', '', ''))
    """
    start = len(_VERSIONED) if path.startswith(_VERSIONED) else 1
    noun, slash, rest = path[start:].partition("/")
    given, further, after = rest.partition("/")
    return path[:start] + noun + slash, given, further + after


def _around(template: str) -> tuple[str, str] | None:
    """Return what stands before and after the id of a template; None where that is not all."""
    before, given, after = _cut(template)
    is_id = given.startswith("{") and given.endswith("}") and ":" not in given
    return (before, after) if (is_id or not given) and _ANYWHERE not in before + after else None


def _part(router: APIRouter, signed: tuple[Signed, ...], to: str) -> APIRouter:
    part = APIRouter(redirect_slashes=router.redirect_slashes, default=router.default)
    part.routes.extend(route for one in signed if one.lead(to) for route in one.routes)
    return part
