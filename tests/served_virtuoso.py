"""A real Virtuoso, where one is installed (Debian: `virtuoso-opensource-7`)."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

INSTALLED = bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))

_SETTINGS = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 10000
DirsAllowed = {folder}
DisableUnixSocket = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 100000
"""
_LOADING = """\
ld_dir('{folder}', '*.nq', 'http://localhost/nowhere');
rdf_loader_run();
checkpoint;
"""


@contextmanager
def virtuoso(folder: Path, nquads: bytes) -> Iterator[str]:
    """Run Virtuoso over the data for the time of the block, and yield the address to ask at."""
    sql, http = _free_ports()
    (folder / "data.nq").write_bytes(nquads)
    settings = folder / "virtuoso.ini"
    settings.write_text(_SETTINGS.format(folder=folder, sql=sql, http=http), encoding="utf-8")
    address = f"http://127.0.0.1:{http}/sparql"
    process = subprocess.Popen(
        ["virtuoso-t", "-f", "-c", settings],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(address)
        subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba"],
            input=_LOADING.format(folder=folder),
            text=True,
            check=True,
            capture_output=True,
            timeout=60,
        )
        yield address
    finally:
        process.kill()
        process.wait()


def wait_for(address: str) -> None:
    """Return when somebody answers at the address."""
    deadline = time.monotonic() + 60
    while True:
        try:
            httpx2.get(address, params={"query": "ASK {}"}, timeout=5)
        except httpx2.TransportError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]
