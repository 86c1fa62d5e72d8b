"""How a handler's parameters are read from a plain request, worked out once for each route.

FastAPI works out for each request what each parameter is declared as: a list of attributions, with
its twenty parameters, costs it more than half of the server's time. A plan reads the usual request
and leaves every other to FastAPI, errors above all, so there is one place that explains them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Annotated, Any, Final, Self, get_args, get_origin, get_type_hints

from fastapi import Request
from fastapi.params import Depends, Query
from pydantic import TypeAdapter

from kg.errors import BadParameterError
from kg_api.parameters import LONGEST_ID, is_several, pairs
from kg_api.past import reading
from kg_api.service import service_of

_ABSENT: Final = Parameter.empty
_REQUEST: Final = "request"


@dataclass(frozen=True, slots=True)
class _Taken:
    """A parameter of the query string."""

    called: str
    adapter: TypeAdapter[Any]
    default: Any
    several: bool

    def read(self, asked: Mapping[str, list[str]]) -> Any:  # noqa: ANN401  (as declared)
        given = asked.get(self.called)
        if given is None:
            if self.default is _ABSENT:
                raise ValueError("it is not given")
            return self.default
        if self.several:
            return self.adapter.validate_python(given)
        (only,) = given
        return self.adapter.validate_python(only)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a handler asks for: parameters, others' answers, ids of the path, the service."""

    taken: Mapping[str, _Taken]
    nested: Mapping[str, tuple[Callable[..., Awaitable[Any]], Plan]]
    ids: frozenset[str]
    asks: frozenset[str]
    known: frozenset[str]
    """All names it takes from the query string."""

    @classmethod
    def of(cls, handler: Callable[..., Any], ids: Collection[str]) -> Self | None:
        """Return the plan of a handler; None where it asks for something else.

        Args:
            handler: a function that FastAPI calls.
            ids: the names of what stands in its path.
        """
        taken, nested, asks = dict[str, Any](), dict[str, Any](), set[str]()
        hints: Mapping[str, Any] = get_type_hints(handler, include_extras=True)
        for name, parameter in signature(handler).parameters.items():
            hint = hints.get(name, Any)
            declared = _declared(hint)
            if name in ids:
                continue
            if hint is Request and name == _REQUEST:
                asks.add(name)
            elif isinstance(declared, Query):
                called, several = declared.alias or name, is_several(hint)
                taken[name] = _Taken(called, TypeAdapter(hint), parameter.default, several)
            elif isinstance(declared, Depends) and declared.dependency is reading:
                asks.add(name)
            elif isinstance(declared, Depends) and (made := _nested(declared)):
                nested[name] = made
            else:
                return None
        found = frozenset(name for name in ids if name in hints)
        known = {each.called for each in taken.values()}
        known |= {each for _, plan in nested.values() for each in plan.known}
        return cls(taken, nested, found, frozenset(asks), frozenset(known))

    async def fill(self, request: Request) -> dict[str, Any] | None:
        """Return the arguments for a request; None where FastAPI has to look at it."""
        ids: Mapping[str, str] = request.scope["path_params"]
        try:
            if any(len(each) > LONGEST_ID for each in ids.values()):
                return None
            given = _given(request.scope["query_string"])
            if not given.keys() <= self.known:
                return None
            values = self.read(given)
        except (BadParameterError, ValueError):
            return None
        return await self.asked(request, values) | {name: ids[name] for name in self.ids}

    def read(self, given: Mapping[str, list[str]]) -> dict[str, Any]:
        """Return what it, and what it asks, takes from the query string.

        Raises:
            ValueError: a value is missing, doubled, or not as declared.
        """
        values = {name: each.read(given) for name, each in self.taken.items()}
        return values | {name: plan.read(given) for name, (_, plan) in self.nested.items()}

    async def asked(self, request: Request, values: dict[str, Any]) -> dict[str, Any]:
        """Return these values with what others answer in the place of what they take."""
        for name in self.asks:
            values[name] = request if name == _REQUEST else service_of(request)
        for name, (ask, plan) in self.nested.items():
            values[name] = await ask(**await plan.asked(request, values[name]))
        return values


def _given(raw: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if raw:
        for name, value in pairs(raw, where="query string"):
            found.setdefault(name, []).append(value)
    return found


def _declared(hint: Any) -> Any:  # noqa: ANN401  (FastAPI's word for it)
    """Return what an annotation says of where a value comes from."""
    found = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((each for each in found if isinstance(each, Query | Depends)), None)


def _nested(declared: Depends) -> tuple[Callable[..., Awaitable[Any]], Plan] | None:
    ask = declared.dependency
    plan = Plan.of(ask, ()) if callable(ask) else None
    return (ask, plan) if ask and plan else None
