"""What the handlers need, opened once for the life of the application and handed to each."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from kg.access import Keyring
from kg.collection.condition import Condition, Conditions
from kg.collection.opening import open_service
from kg.collection.service import Service
from kg.pool.process import Charge
from kg.settings import Settings
from kg.writing.submissions import Submissions
from kg_api.budget import Budget, client_of


def lifespan(
    settings: Settings, ready: Callable[[], Awaitable[None]] | None = None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return the context in which the application lives: the service opens and closes with it."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with open_service(settings, ready) as service:
            app.state.service = service
            if service.past is not None:
                service.past.clear_up()
            app.state.conditions = Conditions(service)
            app.state.budget = Budget(settings.client_cpu)
            app.state.keyring = Keyring(Path(settings.store))
            yield

    return living


def service_of(request: Request) -> Service:
    """Return the open store, collection and catalogue."""
    service: Service = request.app.state.service
    return service


async def _service(request: Request) -> Service:
    return service_of(request)


ServiceDep = Annotated[Service, Depends(_service)]
"""Ask for this in a handler to get the open store, collection and catalogue."""


async def _submissions(request: Request) -> Submissions:
    service: Service = request.app.state.service
    assert service.submissions is not None  # noqa: S101  (else no route that writes is there)
    return service.submissions


SubmissionsDep = Annotated[Submissions, Depends(_submissions)]
"""Ask for this in a handler that writes."""


async def _keyring(request: Request) -> Keyring:
    keyring: Keyring = request.app.state.keyring
    return keyring


KeyringDep = Annotated[Keyring, Depends(_keyring)]
"""Ask for this in a handler that shows or changes keys."""


def charge_of(request: Request) -> Charge:
    """Return the bill of whoever sent a request.

    Raises:
        TooManyRequestsError: the client has used up its share.
    """
    budget: Budget = request.app.state.budget
    client = client_of(request.client.host if request.client else None)
    budget.check(client)
    return partial(budget.charge, client)


async def _charge(request: Request) -> Charge:
    return charge_of(request)


ChargeDep = Annotated[Charge, Depends(_charge)]
"""Ask for this in a handler that evaluates what a client wrote, to put it on the client's bill."""


async def _condition(request: Request) -> Condition:
    conditions: Conditions = request.app.state.conditions
    return conditions.current()


ConditionDep = Annotated[Condition, Depends(_condition)]
"""Ask for this in a handler to get how the service is at this moment."""
