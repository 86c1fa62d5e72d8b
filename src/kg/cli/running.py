"""A server from start to stop: says when it answers, and why if it cannot."""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

import uvicorn

from kg.cli.leaving import GRACE, LeavingServer
from kg.errors import KgError
from kg.settings import Settings

LAST = (b"connection", b"close")
SECONDS_TO_SETTLE = 1.0
"""How long after its start a server loads what only some answers need."""


def run(
    chosen: Settings,
    listener: socket.socket,
    ready: Callable[[], None] | None,
    announce: Callable[[], None],
    *,
    shared: bool = False,
) -> None:
    """Serve until somebody stops us.

    Args:
        chosen: what to serve.
        listener: where.
        ready: waits until there is something to serve, where it is being made meanwhile.
        announce: called once questions are answered.
        shared: whether other processes accept on `listener`, too.

    Raises:
        KgError: the collection cannot be opened.
    """
    gc.disable()  # nothing that is made on the way to a server is garbage soon
    # The one place that knows both: the library must not import the HTTP layer.
    app = import_module("kg_api.app").create_app(
        chosen, ready and partial(asyncio.to_thread, ready)
    )
    app.journal.take_over()
    gc.freeze()
    gc.enable()
    application = Watched(app)
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        server_header=False,
    )
    logging.getLogger("uvicorn.error").addFilter(lambda _: application.failure is None)
    try:
        server = LeavingServer(config, announce, application.leave, shared=shared)
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        return
    except SystemExit:
        if application.failure is None:
            raise
    if application.failure is not None:
        raise application.failure


class Watched:
    """An application that keeps the error for which it could not start, and is told to end."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401  (any ASGI application)
        """Wrap an application."""
        self.app = app
        self.failure: KgError | None = None
        self._leaving = False

    def leave(self) -> None:
        """Have every answer from now on say that it is the last on its connection."""
        self._leaving = self.app.state.leaving = True

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        """Pass everything on; a start that failed for a known reason is told without traceback."""

        async def told(message: dict[str, Any]) -> None:
            if self._leaving and message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], LAST]}
            elif message["type"] == "lifespan.startup.complete":
                # Traces need it; the first answers do not, and the workers have ended their start.
                loop = asyncio.get_running_loop()
                loop.call_later(
                    SECONDS_TO_SETTLE,
                    lambda: loop.run_in_executor(None, import_module, "networkx"),
                )
            elif message["type"] == "lifespan.startup.failed":
                reason = sys.exception()
                self.failure = reason if isinstance(reason, KgError) else None
            await send(message)

        await self.app(scope, receive, told)
