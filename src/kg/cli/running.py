"""A server from start to stop: says when it answers, and why if it cannot."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import uvicorn

from kg.cli.leaving import GRACE, LeavingServer
from kg.errors import KgError
from kg.settings import Settings

LAST = (b"connection", b"close")


def run(
    chosen: Settings,
    listener: socket.socket,
    ready: Callable[[], None],
    announce: Callable[[], None],
) -> None:
    """Serve until somebody stops us.

    Args:
        chosen: what to serve.
        listener: where.
        ready: waits until there is something to serve.
        announce: called once questions are answered.

    Raises:
        KgError: the collection cannot be opened.
    """
    # The one place that knows both: the library must not import the HTTP layer.
    app = import_module("kg_api.app").create_app(chosen)
    app.journal.take_over()
    application = Watched(app)
    ready()
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        server_header=False,
    )
    logging.getLogger("uvicorn.error").addFilter(lambda _: application.failure is None)
    try:
        LeavingServer(config, announce, application.leave).run(sockets=[listener])
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
        if scope["type"] == "lifespan":
            # Traces need it; it loads while the workers start and this process has nothing to do.
            asyncio.get_running_loop().run_in_executor(None, import_module, "networkx")

        async def told(message: dict[str, Any]) -> None:
            if self._leaving and message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], LAST]}
            elif message["type"] == "lifespan.startup.failed":
                reason = sys.exception()
                self.failure = reason if isinstance(reason, KgError) else None
            await send(message)

        await self.app(scope, receive, told)
