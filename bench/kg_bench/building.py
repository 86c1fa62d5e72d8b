"""Making what readers read without ledger and writer, for sizes whose loading takes too long.

This is not the load path: no event is written, the store is filled in bulk, and nothing could be
added to it later. What readers are served is the same, quad by quad, as `check_equal` shows.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from pyoxigraph import NamedNode, RdfFormat, Store

import kg
from kg.keeping.generations import Facts, add_generation, show
from kg.keeping.graph import SHARED_GRAPHS
from kg.keeping.layout import Layout, begin
from kg.keeping.migrating import settle
from kg.keeping.ontology import Ontology
from kg.ledger import GENESIS, write_instant
from kg.rdf.ids import Iris
from kg.rdf.record import quads
from kg.records import ResolvedRecord, load
from kg.search.index import Index
from kg_bench.collection import recorded_at
from kg_bench.filling import in_order, size_mib

Json: TypeAlias = dict[str, Any]


def build_ours(data: Path, base: str) -> Json:
    """Make a generation from the N-Quads and the records, and show it."""
    begun, cpu = time.perf_counter(), time.process_time()
    layout = begin(data / "kg")
    settle(layout, base)
    _publish(layout, data, base)
    return {
        "directly": True,
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "disk_mib": size_mib(data / "kg"),
    }


def _publish(layout: Layout, data: Path, base: str) -> None:
    records = in_order(data / "records")

    def fill(folder: Path) -> None:
        _fill_store(folder / "store", data / "quads.nq", Iris(base))
        _fill_index(folder, records, Iris(base))

    facts = Facts(
        revision=len(records),
        base=base,
        created=write_instant(recorded_at(len(records))),
        head=GENESIS,
        ontology=Ontology().digest,
        program=kg.__version__,
        counts={"records": len(records)},
    )
    show(layout, add_generation(layout, facts, fill))


def _fill_store(path: Path, file: Path, iris: Iris) -> None:
    store = Store(str(path))
    store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
    for name in SHARED_GRAPHS:
        store.add_graph(NamedNode(iris.graph(name).value))
    store.optimize()  # as it is done before anything is published
    store.flush()


def _fill_index(folder: Path, records: list[Path], iris: Iris) -> None:
    working = folder / "index.working"
    with closing(Index.open(working)) as index:
        for number, record in enumerate(_read(records), start=1):
            at = recorded_at(number)
            found = quads(record, iris, version=1, recorded_at=at, event=number)
            index.replace(record.record, found, {record.snapshot.sha256: record.text})
        index.commit(len(records))
        index.copy_to(folder / "index.sqlite")
    for leftover in folder.glob("index.working*"):
        leftover.unlink()


def _read(records: list[Path]) -> Iterator[ResolvedRecord]:
    """Read each record by itself: the generator has every definition in every file."""
    return (load(path) for path in records)
