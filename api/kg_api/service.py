"""What the handlers need, opened once for the life of the application and handed to each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from kg.collection.opening import Service, open_service
from kg.settings import Settings


def lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return the context in which the application lives: the service opens and closes with it."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with open_service(settings) as service:
            app.state.service = service
            yield

    return living


async def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(_service)]
"""Ask for this in a handler to get the open store, collection and catalogue."""
