"""A few quads, and the ways to have them in a store: published, or behind Oxigraph's own server."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pyoxigraph

QUADS = """
<http://e/mod> <http://e/name> "Ministry"@en <http://e/g1> .
<http://e/mod> <http://e/name> "وزارة الدفاع"@ar <http://e/g1> .
<http://e/mod> <http://e/says> <http://e/claim> <http://e/g1> .
<http://e/claim> <http://e/text> "\\u202Eabc\\U0001F600 \\"no\\"\\r\\n\\tend\\\\" <http://e/g2> .
<http://e/claim> <http://e/on> "2021-03-25"^^<http://www.w3.org/2001/XMLSchema#date> <http://e/g2> .
<http://e/claim> <http://e/count> "2000"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g2> .
<http://e/n0> <http://e/next> <http://e/n1> <http://e/g3> .
<http://e/n1> <http://e/next> <http://e/n2> <http://e/g3> .
<http://e/n2> <http://e/next> <http://e/n3> <http://e/g3> .
""".encode()


def write_generation(directory: Path, name: str, data: bytes = QUADS) -> None:
    """Put a generation where readers look, and point at it."""
    folder = directory / "generations" / name / "store"
    folder.mkdir(parents=True)
    store = pyoxigraph.Store(folder)
    store.bulk_load(data, pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    pointer = directory / "current.new"
    pointer.write_text(f"{name}\n")
    pointer.rename(directory / "current")


@contextmanager
def oxigraph(store: Path) -> Iterator[str]:
    """Serve a store with Oxigraph's own server, and yield the address of its endpoint."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    bind = ["--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(
        [program, "serve-read-only", "--location", store, *bind],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.kill()


def _wait(address: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            with urlopen(address, timeout=5):  # noqa: S310  (loopback)
                return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
