"""`kg serve`: the REST API and the SPARQL endpoint over a collection, a demo or RDF files."""

from __future__ import annotations

import signal
import socket
import tempfile
from contextlib import ExitStack, suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console

from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.collection.demonstrating import fill_with_fixtures
from kg.errors import BadParameterError, PortInUseError, UsageError
from kg.settings import Settings
from kg.store.importing import RdfFiles, import_files


def serve(
    store: StoreOption = None,
    *,
    demo: Annotated[bool, typer.Option("--demo", help="Serve the example records.")] = False,
    rdf: Annotated[
        list[Path] | None,
        typer.Option("--rdf", metavar="FILE", help="Serve RDF files, read-only; may be repeated."),
    ] = None,
    graph: Annotated[
        list[str] | None,
        typer.Option("--graph", metavar="IRI=FILE", help="Serve a file as a named graph."),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.")] = 8000,
    time_limit: TimeLimitOption = None,
) -> None:
    """Serve a collection over HTTP: REST under /api/v1, SPARQL at /sparql."""
    if demo and (rdf or graph):
        raise UsageError("--demo and --rdf exclude each other", hint="give one of them")
    chosen = settings(store, time_limit)
    # Without a handler SIGTERM would end the process before temporary folders are removed, also
    # when uvicorn, having stopped in order, sends itself the signal once more.
    signal.signal(signal.SIGTERM, _stop)
    with suppress(KeyboardInterrupt), ExitStack() as stack:
        listener = stack.enter_context(_listen(host, port))
        if demo:
            directory = store or stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-demo-"))
            chosen = replace(chosen, store=str(directory))
            fill_with_fixtures(Path(directory), chosen)
        elif rdf or graph:
            directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-rdf-"))
            import_files(Path(directory), _files(rdf or [], graph or []))
            chosen = replace(chosen, store=str(directory), rdf=True)
        _run(chosen, listener, demo=demo)


def _files(rdf: list[Path], graph: list[str]) -> RdfFiles:
    named: list[tuple[str, Path]] = []
    for entry in graph:
        iri, separator, path = entry.rpartition("=")
        if not separator or ":" not in iri:
            raise BadParameterError(
                f"“{entry}” is not IRI=FILE", where="--graph", hint="--graph urn:a=data.ttl"
            )
        named.append((iri, Path(path)))
    return RdfFiles(default=tuple(rdf), named=tuple(named))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortInUseError(
            f"cannot listen on {host} port {port}: {error.strerror}",
            where="--port",
            hint=f"stop the other program, or choose another: kg serve --port {port + 1}",
        ) from error
    return listener


def _run(chosen: Settings, listener: socket.socket, *, demo: bool) -> None:
    app = import_module("kg_api.app").create_app(chosen)
    server = uvicorn.Server(
        uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5, server_header=False)
    )
    _announce(chosen, listener, demo=demo)
    server.run(sockets=[listener])


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _announce(chosen: Settings, listener: socket.socket, *, demo: bool) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    log = Console(stderr=True, highlight=False, soft_wrap=True)
    what = "the example records" if demo else "RDF files" if chosen.rdf else chosen.store
    log.print(f"Serving {what} at [bold]{address}[/] (stop with Ctrl-C)")
    log.print(f"  SPARQL     {address}/sparql?query=ASK%20%7B%7D")
    if chosen.rdf:
        return
    log.print(f"  look-up    {address}/api/v1/lookup?text=" + ("Sarybaba" if demo else "WORDS"))
    log.print(f"  REST       {address}/api/v1   description: {address}/openapi.json")
    log.print(f"  questions  {address}/api/v1/queries")
