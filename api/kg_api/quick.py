"""Routes that are answered without FastAPI working out their parameters for each request."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import cached_property
from inspect import signature
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute
from typing_extensions import override

from kg_api.plans import Plan

_REQUEST: Final = "request"

_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class QuickRoute(APIRoute):
    """A route that leaves FastAPI out of plain requests; what is wrong with others FastAPI tells.

    A handler that asks for the request alone reads it by itself: to it every request is plain.
    """

    @override
    def get_route_handler(self) -> _Handler:
        """Return what answers: the handler itself, where nothing is left to find out."""
        usual: _Handler = super().get_route_handler()
        if self.plan is None and not self.reads_itself:
            return usual

        async def answer(request: Request) -> Response:
            response = await self.quick(request)
            return await usual(request) if response is None else response

        return answer

    @cached_property
    def reads_itself(self) -> bool:
        """Whether its handler asks for the request alone, and nothing is asked before it."""
        return {*signature(self.endpoint).parameters} == {_REQUEST} and not self.dependencies

    @cached_property
    def plan(self) -> Plan | None:
        """How its parameters are read; None where FastAPI has to."""
        if self.methods != {"GET"}:
            return None
        return Plan.of(self.endpoint, tuple(self.param_convertors))

    async def quick(self, request: Request) -> Response | None:
        """Answer a plain request whose path was matched; None to every other."""
        values = await self._values(request)
        if values is None:
            return None
        response: Response = await self.endpoint(**values)
        return response

    async def _values(self, request: Request) -> dict[str, Any] | None:
        if self.reads_itself:
            return {_REQUEST: request}
        return await self.plan.fill(request) if self.plan else None
