"""Filling the systems with the same collection, and what that takes."""

from __future__ import annotations

import resource
import shutil
import subprocess
import time
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from pyoxigraph import Store

from kg.keeping.generations import current_generation
from kg.keeping.layout import Layout
from kg.records import load
from kg.records.many import Found
from kg.writing.loading import BulkLoad
from kg.writing.writer import Writer
from kg_bench.collection import recorded_at
from kg_bench.servers import program

Json: TypeAlias = dict[str, Any]

MEBIBYTE: Final = 2**20


class UnequalError(Exception):
    """The systems do not hold the same data."""


def fill_ours(data: Path, base: str, *, processes: int = 0) -> Json:
    """Load every record as `kg load --bulk` does, and publish; without processes, one by one."""
    begun, cpu = time.perf_counter(), cpu_of_all()
    with Writer.open(data / "kg", base=base, actor="benchmark", clock=_Clock()) as writer:
        if processes:
            _in_batches(writer, in_order(data / "records"), processes)
        else:
            for path in in_order(data / "records"):
                writer.load(load(path, writer.known))
        loaded = time.perf_counter()
        writer.publish()
    return {
        "seconds": time.perf_counter() - begun,
        "publishing": time.perf_counter() - loaded,
        "cpu": cpu_of_all() - cpu,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk_mib": size_mib(data / "kg"),
    }


def _in_batches(writer: Writer, paths: list[Path], processes: int) -> None:
    found = (Found(str(path), 0, partial(load, path)) for path in paths)
    for told in BulkLoad(writer, processes=processes).load(found):
        if told.refused:
            raise told.refused.error


def cpu_of_all() -> float:
    """Return the processor time of this process and of those it started that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def fill_oxigraph(data: Path) -> Json:
    """Load the N-Quads with `oxigraph load`."""
    location = data / "oxigraph"
    shutil.rmtree(location, ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    files = ["--location", str(location), "--file", str(data / "quads.nq")]
    subprocess.run([program("oxigraph"), "load", *files], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": time.perf_counter() - begun,
        "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peak_mib": after.ru_maxrss / 1024,
        "disk_mib": size_mib(location),
    }


def check_equal(data: Path) -> int:
    """Return how many quads both stores hold, every one of them the same.

    Raises:
        UnequalError: they do not.
    """
    generation = current_generation(Layout(data / "kg"))
    if generation is None:
        raise UnequalError("nothing was published")
    ours = Store.read_only(str(generation.store))
    theirs = Store.read_only(str(data / "oxigraph"))
    count = 0
    for count, quad in enumerate(ours, start=1):  # noqa: B007  (the last number counts)
        if quad not in theirs:
            raise UnequalError(f"only ours has {quad}")
    if count != len(theirs):
        raise UnequalError(f"{count} quads in ours, {len(theirs)} in theirs")
    return count


class _Clock:
    """Gives each record the time it has in the generated quads."""

    def __init__(self) -> None:
        self._number = 0

    def __call__(self) -> datetime:
        self._number += 1
        return recorded_at(self._number)


def in_order(folder: Path) -> list[Path]:
    """Return the record files in the order they were written: each may cite those before it."""
    return sorted(folder.glob("*.json"), key=lambda path: int(path.stem.rpartition("-")[2]))


def size_mib(folder: Path) -> float:
    """Return the size on disk; a file with two names (a hard link) counts once."""
    found = (path.stat() for path in folder.rglob("*") if path.is_file())
    return sum({one.st_ino: one.st_size for one in found}.values()) / MEBIBYTE
