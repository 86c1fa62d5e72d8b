"""Virtuoso 7, from Debian's packages: filled once, then started on its own database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import urlencode

from kg_bench.comparing import RESULTS, rows
from kg_bench.filling import MEBIBYTE, size_mib
from kg_bench.processes import cpu_seconds, peak_bytes
from kg_bench.servers import HOST, Server, free_port, program, running

Json: TypeAlias = dict[str, Any]

INSTALLED: Final = bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))

_SETTINGS: Final = """\
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
ServerPort = {host}:{sql}
ServerThreads = 40
CheckpointInterval = 0
DisableUnixSocket = 1
DirsAllowed = {data}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxQueryMem = 2G
ThreadsPerQuery = {cores}
AsyncQueueMaxThreads = {threads}
[HTTPServer]
ServerPort = {host}:{http}
ServerRoot = {folder}
ServerThreads = 40
MaxKeepAlives = 40
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 100000
"""
"""What its documentation advises for a machine of 2 GB, a thread for each client; queries have no
limit of time or estimated cost unless one is named."""

_LOADING: Final = """\
ld_dir('{data}', 'quads.nq', 'http://localhost/nowhere');
rdf_loader_run();
checkpoint;
"""
_COUNTING: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def virtuoso(data: Path, port: int, sql: int | None = None) -> tuple[Sequence[str], str, str]:
    """Return how it is started; `sql` is the port of its own protocol."""
    folder = (data / "virtuoso").resolve()
    folder.mkdir(exist_ok=True)
    cores = os.cpu_count() or 1
    settings = folder / "virtuoso.ini"
    settings.write_text(
        _SETTINGS.format(
            host=HOST, http=port, sql=sql or free_port(), folder=folder, data=data.resolve(),
            cores=cores, threads=3 * cores // 2,
        ),
        "utf-8",
    )  # fmt: skip
    command = [program("virtuoso-t"), "-f", "-c", str(settings)]
    return command, "/sparql?query=ASK%20%7B%7D", "/sparql"


def version() -> str | None:
    """Return which Virtuoso is installed; None where there is none."""
    if not INSTALLED:
        return None
    told = subprocess.run([program("virtuoso-t"), "--version"], capture_output=True, check=False)
    found = re.search(rb"Version ([\w.-]+)", told.stdout + told.stderr)
    return found[1].decode() if found else None


def fill_virtuoso(data: Path) -> Json:
    """Load the N-Quads into a new database by its bulk loader.

    Returns:
        What loading and checkpoint took, how many quads of ours it then holds, and in which graphs
        their number is another one.
    """
    shutil.rmtree(data / "virtuoso", ignore_errors=True)
    sql = free_port()
    with running("virtuoso", partial(virtuoso, sql=sql), data) as server:
        begun, cpu = time.perf_counter(), cpu_seconds(server.process.pid)
        _tell(sql, _LOADING.format(data=data.resolve()))
        told = {
            "seconds": time.perf_counter() - begun,
            "cpu": (cpu_seconds(server.process.pid) or 0.0) - (cpu or 0.0),
            "peak_mib": peak_bytes(server.process.pid) / MEBIBYTE,
            **differing(by_graph(data / "quads.nq"), _held(server)),
        }
        _tell(sql, "shutdown;\n")
        server.process.wait()
    return {**told, "disk_mib": size_mib(data / "virtuoso")}


def by_graph(quads: Path) -> Counter[str]:
    """Return how many N-Quads each named graph has."""
    with quads.open("rb") as file:
        names = (line.rsplit(b" ", 2)[1] for line in file)
        return Counter({name[1:-1].decode(): n for name, n in Counter(names).items()})


def differing(ours: Counter[str], held: Counter[str]) -> Json:
    """Return how many quads of our graphs are held, and the graphs that have more or fewer.

    Graphs that only Virtuoso has are its own: they are counted, not compared.
    """
    return {
        "quads": sum(held[name] for name in ours),
        "differing": {name: held[name] - n for name, n in ours.items() if held[name] != n},
        "own_quads": sum(n for name, n in held.items() if name not in ours),
    }


def _held(server: Server) -> Counter[str]:
    answered = server.get(f"{server.sparql}?{urlencode({'query': _COUNTING})}", RESULTS)
    return Counter({row["g"]["value"]: int(row["n"]["value"]) for row in rows(answered.body)})


def _tell(sql: int, statements: str) -> None:
    command = [program("isql-vt"), f"{HOST}:{sql}", "dba", "dba"]
    subprocess.run(command, input=statements.encode(), check=True, capture_output=True)
