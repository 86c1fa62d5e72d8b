"""What a worker does with one query, without the worker around it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import (
    BadParameterError,
    BadQueryError,
    NotAcceptableError,
    SizeLimitError,
    StoreError,
    StoreUnreachableError,
)
from kg.store import evaluation
from kg.store.evaluation import Evaluator
from small_store import QUADS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module", autouse=True)
def _put_away() -> Iterator[None]:
    """Let the engine's objects end in the thread they began in; a later test may have others."""
    yield
    gc.collect()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "graph.nq"
    path.write_bytes(QUADS)
    return path


def ask(file: Path, query: str, **changed: object) -> tuple[dict[str, Any], bytes]:
    payload = {
        "store": {"kind": "memory", "path": str(file)},
        "query": query,
        "rows": "text/csv",
        "graph": "application/n-triples",
        "union": True,
        "default_graphs": [],
        "named_graphs": [],
        "base": None,
        "max_rows": None,
    }
    emitted: list[bytes] = []
    header = Evaluator().query(payload | changed, emitted.append)
    return header, b"".join(emitted)


def test_form_and_media_type_come_back_with_the_body(file: Path) -> None:
    assert ask(file, "SELECT ?c { ?m <http://e/says> ?c }") == (
        {"form": "select", "media_type": "text/csv"},
        b"c\r\nhttp://e/claim\r\n",
    )
    assert ask(file, "ASK {}") == ({"form": "ask", "media_type": "text/csv"}, b"true")
    assert ask(file, "CONSTRUCT WHERE { ?m <http://e/says> ?c }") == (
        {"form": "graph", "media_type": "application/n-triples"},
        b"<http://e/mod> <http://e/says> <http://e/claim> .\n",
    )


def test_a_named_dataset_replaces_the_union(file: Path) -> None:
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert ask(file, text)[1] == b"n\r\n9\r\n"
    assert ask(file, text, default_graphs=["http://e/g3"])[1] == b"n\r\n3\r\n"
    assert ask(file, text, named_graphs=["http://e/g3"])[1] == b"n\r\n0\r\n"
    assert ask(file, text, union=False)[1] == b"n\r\n0\r\n"


@pytest.mark.parametrize(
    ("query", "changed", "fault"),
    [
        ("ASK {", {}, BadQueryError),
        ("ASK { FILTER(<u:f>(1)) }", {}, BadQueryError),
        ("ASK { FILTER(<u:f>(1)) . ?s <u:p> <u:f> }", {}, BadQueryError),
        ("PREFIX u: <u:> ASK { FILTER(u:f(1)) }", {}, BadQueryError),
        ("ASK {}", {"default_graphs": ["no iri"]}, BadParameterError),
        ("ASK {}", {"rows": None}, NotAcceptableError),
        ("DESCRIBE <u:x>", {"graph": None}, NotAcceptableError),
        ("SELECT * { ?s ?p ?o }", {"max_rows": 8}, SizeLimitError),
        ("ASK {}", {"store": {"kind": "disk", "path": "/no/such/store"}}, StoreUnreachableError),
        (
            'SELECT ("\\u0001" AS ?x) {}',
            {"rows": "application/sparql-results+xml"},
            NotAcceptableError,
        ),
    ],
)
def test_each_failure_has_its_name(
    file: Path, query: str, changed: dict[str, object], fault: type[Exception]
) -> None:
    with pytest.raises(fault) as caught:
        ask(file, query, **changed)
    assert type(caught.value) is fault


@pytest.mark.parametrize("error", [OSError("block checksum mismatch"), RuntimeError("odd")])
def test_damage_found_while_reading_is_an_error_of_the_store(
    file: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(evaluation, "_evaluate", broken)
    with pytest.raises(StoreError, match=str(error)):
        ask(file, "ASK {}")
