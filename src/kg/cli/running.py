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
from typing_extensions import override

from kg.errors import KgError
from kg.settings import Settings

SECONDS_TO_STOP = 5


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
    application = Watched(import_module("kg_api.app").create_app(chosen))
    ready()
    config = uvicorn.Config(
        application,
        log_level="warning",
        timeout_graceful_shutdown=SECONDS_TO_STOP,
        server_header=False,
    )
    logging.getLogger("uvicorn.error").addFilter(lambda _: application.failure is None)
    try:
        _Server(config, announce).run(sockets=[listener])
    except KeyboardInterrupt:
        return
    except SystemExit:
        if application.failure is None:
            raise
    if application.failure is not None:
        raise application.failure


class Watched:
    """An application that keeps the error for which it could not start."""

    def __init__(self, app: Any) -> None:  # noqa: ANN401  (any ASGI application)
        """Wrap an application."""
        self.app = app
        self.failure: KgError | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
        """Pass everything on; a start that failed for a known reason is told without traceback."""
        if scope["type"] != "lifespan":
            await self.app(scope, receive, send)
            return

        # Traces need it; it loads while the workers start and this process has nothing to do.
        asyncio.get_running_loop().run_in_executor(None, import_module, "networkx")

        async def told(message: dict[str, Any]) -> None:
            reason = sys.exception()
            if message["type"] == "lifespan.startup.failed" and isinstance(reason, KgError):
                self.failure = reason
            await send(message)

        await self.app(scope, receive, told)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._announce = announce

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce()
