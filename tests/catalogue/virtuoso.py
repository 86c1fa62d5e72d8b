"""A real Virtuoso, where one is installed (Debian: `virtuoso-opensource-7-bin`)."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize

from catalogue.engines import OverHttp, wait_for
from catalogue.oracle import Oracle

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
def virtuoso_server(folder: Path, data: list[Quad], oracle: Oracle) -> Iterator[OverHttp]:
    """Run Virtuoso over the data for the time of the block."""
    sql, http = _free_ports()
    (folder / "data.nq").write_bytes(serialize(data, format=RdfFormat.N_QUADS))
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
        with closing(OverHttp(address, oracle)) as engine:
            yield engine
    finally:
        process.kill()
        process.wait()


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]
