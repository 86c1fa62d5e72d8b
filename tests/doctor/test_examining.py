"""Real servers, each with the faults that are known of it."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pyoxigraph
import pytest

from kg.doctor import Verdict, examine
from kg.doctor.asking import Patient
from kg.doctor.datasets import collection, union_default_graph
from kg.errors import StoreUnreachableError
from kg.store.base import Limits
from kg.store.question import Endpoint
from served_virtuoso import INSTALLED, virtuoso, wait_for

pytestmark = [pytest.mark.server, pytest.mark.timeout(240)]

DATA = b"""
<http://e/one> <%s> <%s> <http://e/g1> .
<http://e/two> <http://e/next> <http://e/three> <http://e/g2> .
""" % (
    b"http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    b"https://w3id.org/claim-provenance#Attribution",
)


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[str]:
    """Serve the data with a real `oxigraph serve` that could also write."""
    store = pyoxigraph.Store(folder)
    store.bulk_load(DATA, pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    command = [program, "serve", "--location", folder, "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/query")
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.kill()


def test_oxigraph_with_a_union_ignores_from_answers_no_head_and_is_not_changed(
    tmp_path: Path,
) -> None:
    with oxigraph(tmp_path / "store", "--union-default-graph") as address:
        found = {one.probe: one.verdict for one in examine(address).findings}
    known = {"FROM": Verdict.BEWARE, "HEAD": Verdict.HANDLED, "forms of literals": Verdict.HANDLED}
    assert found == {probe: known.get(probe, Verdict.RIGHT) for probe in found}
    assert len(found) == 17
    store = pyoxigraph.Store.read_only(str(tmp_path / "store"))
    assert sorted(str(quad.subject) for quad in store) == ["<http://e/one>", "<http://e/two>"]


def test_without_a_union_our_queries_would_find_nothing(tmp_path: Path) -> None:
    with oxigraph(tmp_path / "store") as address:
        patient = Patient(Endpoint.parse(address), Limits()).with_sample()
        found = [probe(patient) for probe in (union_default_graph, collection)]
    assert [one.verdict for one in found] == [Verdict.HARMFUL, Verdict.HARMFUL]


def test_an_empty_store_is_told_as_such(tmp_path: Path) -> None:
    with oxigraph(tmp_path / "store", "--union-default-graph") as address:
        update = address.replace("/query", "/update")
        httpx2.post(update, data={"update": "DROP ALL"}).raise_for_status()
        patient = Patient(Endpoint.parse(address), Limits()).with_sample()
        found = [probe(patient) for probe in (union_default_graph, collection)]
    assert found[0].saw == "no named graph holds a statement"
    assert found[1].verdict is Verdict.HARMFUL


@pytest.mark.skipif(not INSTALLED, reason="no Virtuoso is installed")
def test_virtuoso_has_the_faults_that_are_known_and_none_that_harms(tmp_path: Path) -> None:
    with virtuoso(tmp_path, DATA) as address:
        found = examine(address)
    handled = {one.probe for one in found.findings if one.verdict is Verdict.HANDLED}
    assert handled == {
        "ASK",
        "all rows",
        "deep pages",
        "path with both ends free",
        "path from VALUES",
        "OPTIONAL with alternatives",
        "forms of literals",
        "typed literals",
        "partial dates",
    }
    assert {one.verdict for one in found.findings} == {Verdict.HANDLED, Verdict.RIGHT}
    assert found.software is not None
    assert found.software.startswith("Virtuoso/07")


def test_nobody_at_the_address_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(StoreUnreachableError):
        examine(f"http://127.0.0.1:{port}/sparql")
