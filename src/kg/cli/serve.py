"""`kg serve`: the REST API and the SPARQL endpoint over a collection, a demo or RDF files."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.demo import demonstration, fill
from kg.cli.listening import listen, public
from kg.cli.options import StoreOption, TimeLimitOption, settings
from kg.cli.output import console, shown
from kg.errors import BadParameterError, UsageError
from kg.settings import Settings

if TYPE_CHECKING:
    import socket

    from kg.store.importing import RdfFiles


def serve(  # noqa: PLR0913  (an option is an argument)
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
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = 8000,
    writable: Annotated[
        bool | None,
        typer.Option(
            "--writable/--read-only",
            help="Let holders of a key (see kg keys) write. Default: $KG_WRITABLE or read-only.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="N",
            help="Processes that answer side by side, each with $KG_WORKERS that evaluate queries. "
            "Default: $KG_PROCESSES or 1.",
            show_default=False,
        ),
    ] = None,
    time_limit: TimeLimitOption = None,
) -> None:
    """Serve a collection over HTTP: REST under /api/v1, SPARQL at /sparql."""
    _check(store, demo=demo, rdf=bool(rdf or graph))
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that everything is put away
    chosen = _chosen(settings(store, time_limit), writable=writable, workers=workers)
    if chosen.writable:
        _check_writable(chosen, thrown_away=demo and not store, rdf=bool(rdf or graph))
    with ExitStack() as stack:
        listener = stack.enter_context(listen(host, port))
        if chosen.writable and public(listener):
            _warn()
        ready: Callable[[], None] | None = None
        if demo and store:
            fill(Path(store), chosen)
        elif demo:
            directory, ready = stack.enter_context(demonstration(chosen))
            chosen = replace(chosen, store=directory)
        elif rdf or graph:
            directory = stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-rdf-"))
            chosen = replace(chosen, store=directory, rdf=True)
            _import(Path(directory), rdf or [], graph or [])
        _run(chosen, listener, ready, lambda: _announce(chosen, listener, demo=demo))


def _chosen(given: Settings, *, writable: bool | None, workers: int | None) -> Settings:
    """Return the settings with what the command line says of them."""
    return replace(
        given,
        writable=given.writable if writable is None else writable,
        processes=given.processes if workers is None else workers,
    )


def _run(
    chosen: Settings,
    listener: socket.socket,
    ready: Callable[[], None] | None,
    announce: Callable[[], None],
) -> None:
    """Answer in this process, or in several others."""
    if chosen.processes == 1:
        from kg.cli.running import run

        run(chosen, listener, ready, announce)
        return
    from kg.cli.siblings import Siblings

    if ready is not None:
        ready()
    Siblings(chosen, listener).run(announce)


def _check(store: str | None, *, demo: bool, rdf: bool) -> None:
    if demo and rdf:
        raise UsageError("--demo and --rdf exclude each other", hint="give one of them")
    if store and rdf:
        raise UsageError("--data and --rdf exclude each other", hint="give one of them")


def _check_writable(chosen: Settings, *, thrown_away: bool, rdf: bool) -> None:
    from kg.access import open_keyring
    from kg.ledger import now

    if thrown_away:
        raise UsageError(
            "what is written to a demonstration is gone when it stops",
            where="--writable",
            hint="leave out --writable, or name a directory, such as --data kg-demo",
        )
    open_keyring(replace(chosen, rdf=rdf), now())


def _warn() -> None:
    console(stderr=True).print(
        "[bold yellow]Whoever listens on the way can read the keys:[/] let nobody reach this port "
        "but a proxy that speaks TLS (docs/keys.md)"
    )


def _import(directory: Path, rdf: list[Path], graph: list[str]) -> None:
    from kg.store.importing import import_files

    import_files(directory, _files(rdf, graph))


def _files(rdf: list[Path], graph: list[str]) -> RdfFiles:
    from kg.store.importing import RdfFiles

    named: list[tuple[str, Path]] = []
    for entry in graph:
        iri, separator, path = entry.rpartition("=")
        if not separator or ":" not in iri:
            raise BadParameterError(
                f"“{entry}” is not IRI=FILE", where="--graph", hint="--graph urn:a=data.ttl"
            )
        named.append((iri, Path(path)))
    return RdfFiles(default=tuple(rdf), named=tuple(named))


def _announce(chosen: Settings, listener: socket.socket, *, demo: bool) -> None:
    host, port = listener.getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    log = console(stderr=True)
    what = "the example records" if demo else "RDF files" if chosen.rdf else chosen.store
    log.print(f"Serving {shown(what)} at [bold]{address}[/] (stop with Ctrl-C)")
    log.print(f"  SPARQL     {address}/sparql?query=ASK%20%7B%7D")
    if chosen.rdf or chosen.remote:
        return
    log.print(f"  look-up    {address}/api/v1/lookup?text=" + ("Sarybaba" if demo else "WORDS"))
    log.print(f"  REST       {address}/api/v1   description: {address}/openapi.json")
    log.print(f"  questions  {address}/api/v1/queries")
