"""Plain RDF files as a read-only generation: what `kg serve --rdf` looks at.

Files are outside text, so they are parsed in a child process that can be killed, that has no
network and a cap on its memory; the caller never meets the parser.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from kg.errors import DataError, TimeLimitError
from kg.pool.confinement import Jail, cap_memory, confine
from kg.store.scanning import refuse_depth, refuse_excess, refuse_expansion

GENERATION = "files"
SECONDS = 3600.0
"""The longest a parser may work; for small files it is `ALLOWANCE` and a second per `SLOWEST`."""
ALLOWANCE: Final = 30.0
SLOWEST: Final = 100_000
"""Bytes per second: a fiftieth of what parsing takes on a busy machine."""
JAIL: Final = Jail(memory=8 * 2**30, files=1024, writes=True)
"""Loading keeps a few million quads in memory; a document that expands has more to offer."""


@dataclass(frozen=True, slots=True)
class RdfFiles:
    """Files for the default graph, and files under a graph name each.

    Raises:
        DataError: a file is missing or its ending names no RDF format we know.
    """

    default: tuple[Path, ...] = ()
    named: tuple[tuple[str, Path], ...] = ()

    def __post_init__(self) -> None:
        """Refuse early what the parser would refuse late."""
        for path in (*self.default, *(path for _, path in self.named)):
            if not path.is_file():
                raise DataError("there is no such file", where=str(path))
            _format(path)

    @property
    def size(self) -> int:
        """Bytes of all files together."""
        paths = (*self.default, *(path for _, path in self.named))
        return sum(path.stat().st_size for path in paths)


def import_files(directory: Path, files: RdfFiles, *, seconds: float | None = None) -> None:
    """Parse the files and publish them as the only generation of a directory.

    Args:
        directory: new, or empty.
        files: what to parse.
        seconds: how long that may take; unless given, what files of their size could need.

    Raises:
        DataError: a file does not parse; `where` has file and position.
        TimeLimitError: it took longer; the parser was killed.
    """
    if seconds is None:
        seconds = min(SECONDS, ALLOWANCE + files.size / SLOWEST)
    job = {
        "parent": os.getpid(),
        "directory": str(directory),
        "files": [
            *((None, str(path.resolve())) for path in files.default),
            *((iri, str(path.resolve())) for iri, path in files.named),
        ],
    }
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "kg.store.importing"],
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeLimitError(f"parsing took longer than {seconds:g} s") from error
    if done.returncode:
        raise _failure(done.returncode, done.stdout)
    (directory / "current").write_text(GENERATION + "\n", "utf-8")


def _failure(status: int, output: bytes) -> DataError:
    try:
        told = json.loads(output)
    except ValueError:
        why = {
            -signal.SIGSEGV: "they nest too deeply",
            -signal.SIGABRT: "they take too much memory",
        }
        reason = why.get(status, "something in them is too large for it")
        return DataError(
            f"the parser broke down on these files: {reason}", hint="try them one at a time"
        )
    return DataError(told["detail"], where=told["where"], hint="mend the file and start again")


def _format(path: Path) -> RdfFormat:
    known = RdfFormat.from_extension(path.suffix.lstrip("."))
    if known is None:
        raise DataError(
            f"the ending “{path.suffix}” names no RDF format",
            where=str(path),
            hint="known: .ttl .nt .nq .trig .rdf .jsonld .n3",
        )
    return known


def _main() -> int:
    """Do the job named on standard input; report a fault as JSON on standard output."""
    job = json.load(sys.stdin)
    confine(job["parent"], JAIL)
    cap_memory(JAIL)
    target = Path(job["directory"]) / "generations" / GENERATION / "store"
    target.mkdir(parents=True)
    store = Store(str(target))
    for iri, name in job["files"]:
        path = Path(name)
        try:
            _load(store, iri, path)
        except (DataError, SyntaxError, ValueError, OSError, MemoryError) as error:
            json.dump({"where": name, "detail": str(error)}, sys.stdout)
            return 1
    store.flush()
    store.optimize()
    return 0


def _load(store: Store, iri: str | None, path: Path) -> None:
    known = _format(path)
    if known == RdfFormat.RDF_XML:
        refuse_expansion(path)
        refuse_excess(path)
    elif known == RdfFormat.JSON_LD:
        refuse_depth(path)
    whole_dataset = known.supports_datasets and iri is None
    graph = NamedNode(iri) if iri else None if whole_dataset else DefaultGraph()
    if isinstance(graph, NamedNode):
        store.add_graph(graph)
    store.bulk_load(path=str(path), format=known, base_iri=path.as_uri(), to_graph=graph)


if __name__ == "__main__":
    sys.exit(_main())
