"""Every query gives the rows a person read out of the fixtures, on every engine.

`expected/<noun>/<question>.yaml` lists cases: `params`, and `rows` worked out by hand from
`fixtures/`. `oracle.py` says how rows are written. With `ordered: true` the rows come in this
order; without, any total order will do, as long as all engines give the same.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.engines import (
    Engine,
    InProcess,
    Rdflib,
    Row,
    fixture_quads,
    oxigraph_server,
    virtuoso_server,
)
from catalogue.oracle import BASE, Oracle
from kg.assets import directory
from kg.catalogue import Catalogue
from kg.catalogue.reading import Reading
from served_virtuoso import INSTALLED

pytestmark = pytest.mark.filterwarnings(  # rdflib calls what it deprecates
    r"ignore:Dataset\..* is deprecated:DeprecationWarning"
)

EXPECTED = Path(__file__).parent / "expected"
CASES = [
    pytest.param(path.relative_to(EXPECTED).with_suffix("").as_posix(), n, id=f"{path.stem}-{n}")
    for path in sorted(EXPECTED.glob("*/*.yaml"))
    for n in range(len(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)))
]


@cache
def catalogue() -> Catalogue:
    return Catalogue.load([directory("queries")], BASE)


@cache
def oracle() -> Oracle:
    return Oracle(directory("fixtures"))


@cache
def cases(name: str) -> list[dict[str, Any]]:
    text = (EXPECTED / f"{name}.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = yaml.load(text, yaml.CSafeLoader)
    return found


def bound(name: str, case: dict[str, Any]) -> str:
    values = {
        key: oracle().iri(value)
        if isinstance(value, str)
        else [str(each) for each in value]
        if isinstance(value, list)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
        for key, value in (case.get("params") or {}).items()
    }
    return catalogue()[name].bind(values)


def expected(name: str, case: dict[str, Any]) -> list[Row]:
    columns = list(catalogue()[name].answers)
    return [list(oracle().row(row, columns).values()) for row in case["rows"]]


def in_any_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: [cell or "" for cell in row])


def test_every_query_has_expected_rows() -> None:
    written = {name.values[0] for name in CASES}
    assert written == set(catalogue())


@pytest.mark.parametrize(("name", "n"), CASES)
def test_the_rows_are_those_read_out_of_the_fixtures(
    name: str, n: int, in_process: InProcess
) -> None:
    case = cases(name)[n]
    found, wanted = in_process.rows(bound(name, case)), expected(name, case)
    if case.get("ordered"):
        assert found == wanted
    else:
        assert in_any_order(found) == in_any_order(wanted)
    assert_key_is_unique(name, found)


def assert_key_is_unique(name: str, rows: list[Row]) -> None:
    places = [list(catalogue()[name].answers).index(column) for column in catalogue()[name].key]
    keys = [tuple(row[place] for place in places) for row in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.server  # starts none, but takes too long for the quick suite
@pytest.mark.parametrize("name", sorted({case.values[0] for case in CASES}))
def test_rdflib_gives_the_same_rows(
    name: str, in_process: InProcess, rdflib_engine: Rdflib
) -> None:
    if reason := catalogue()[name].portable.get("rdflib"):
        pytest.xfail(reason)
    for case in cases(name):
        agree(in_process, rdflib_engine, bound(name, case))


SERVERS = {
    "oxigraph serve": oxigraph_server,
    **({"virtuoso": virtuoso_server} if INSTALLED else {}),
}


@pytest.mark.server
@pytest.mark.timeout(300)
@pytest.mark.parametrize("server", SERVERS)
def test_a_server_gives_the_same_rows(server: str, tmp_path: Path, in_process: InProcess) -> None:
    with SERVERS[server](tmp_path, fixture_quads(), oracle()) as engine:
        for name, query in catalogue().items():
            for case in cases(name) if server not in query.portable else ():
                agree(in_process, engine, bound(name, case))


def agree(one: Engine, other: Engine, text: str) -> None:
    ours, theirs = one.rows(text), other.rows(text)
    if not Reading.of(text).order:
        ours, theirs = in_any_order(ours), in_any_order(theirs)
    assert ours == theirs, text
