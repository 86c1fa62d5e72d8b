"""Routes to one thing, answered without working out parameters that nobody gave."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from inspect import signature
from typing import Any, Final

from fastapi import Request, Response
from fastapi.routing import APIRoute
from typing_extensions import override

from kg_api.parameters import LONGEST_ID
from kg_api.service import service_of

_REQUEST: Final = frozenset(("request",))
_SERVICE: Final = frozenset(("service",))

_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class QuickRoute(APIRoute):
    """A route that leaves FastAPI out where its handler asks for the thing and nothing else.

    Or for the request alone, to read it by itself. Working out that there are no parameters takes
    FastAPI a quarter of the time of the answer.
    """

    @override
    def get_route_handler(self) -> _Handler:
        """Return what answers: the handler itself, where nothing is left to find out."""
        usual: _Handler = super().get_route_handler()
        handler = self.endpoint
        asked = set(signature(handler).parameters)
        if asked == _REQUEST and not self.dependencies:
            return handler
        if asked != _REQUEST | _SERVICE | set(self.param_convertors):
            return usual

        async def answer(request: Request) -> Response:
            ids: dict[str, str] = request.scope["path_params"]
            too_long = any(len(each) > LONGEST_ID for each in ids.values())
            if request.scope["query_string"] or too_long:
                return await usual(request)
            response: Response = await handler(request=request, service=service_of(request), **ids)
            return response

        return answer
