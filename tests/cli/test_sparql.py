from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from cli_running import Kg

ROWS = 'SELECT ?a ?b { VALUES (?a ?b) { (1 "x") (2 UNDEF) } } ORDER BY ?a'


def ask(reading: Kg, folder: Path, query: str, *options: str) -> tuple[int, str, str]:
    (folder / "query.rq").write_text(query, "utf-8")
    ran = reading("sparql", folder / "query.rq", *options)
    return ran.code, ran.out, ran.err


def test_a_query_is_read_from_a_file(reading: Kg, folder: Path) -> None:
    code, out, _ = ask(reading, folder, ROWS, "-f", "json")
    assert (code, json.loads(out)) == (0, [{"a": "1", "b": "x"}, {"a": "2"}])
    assert ask(reading, folder, ROWS, "-f", "csv")[1] == "a,b\n1,x\n2,\n"
    assert ask(reading, folder, ROWS)[1].splitlines() == ["a  b", "────", "1  x", "2"]


def test_a_query_is_read_from_standard_input(reading: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"ASK {}")))
    ran = reading("sparql", "-", "-f", "json")
    assert (ran.code, json.loads(ran.out)) == (0, [{"answer": True}])


def test_a_truth_value_is_lower_case_for_a_person(reading: Kg, folder: Path) -> None:
    assert ask(reading, folder, "ASK { FILTER(false) }")[1].split()[-1] == "false"


def test_a_graph_is_written_as_n_triples_and_never_as_rows(reading: Kg, folder: Path) -> None:
    graph = "CONSTRUCT { <urn:a> <urn:b> 1 } {}"
    code, out, _ = ask(reading, folder, graph)
    assert (code, out) == (
        0,
        '<urn:a> <urn:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    )
    code, out, err = ask(reading, folder, graph, "-f", "csv")
    assert (code, out) == (2, "")
    assert "no rows" in err


def test_a_bad_query_is_told_with_line_and_column(reading: Kg, folder: Path) -> None:
    code, out, err = ask(reading, folder, "SELECT *\nWHERE { ?s ?p ")
    assert (code, out) == (2, "")
    assert "The query is not valid SPARQL" in err
    assert "line 2, column 14" in err


def test_a_file_that_is_not_there_or_no_text_is_told(reading: Kg, folder: Path) -> None:
    ran = reading("sparql", folder / "nothing.rq")
    assert (ran.code, ran.out) == (2, "")
    assert "nothing.rq: No such file" in ran.err
    (folder / "latin.rq").write_bytes(b"ASK { ?s ?p '\xe9' }")
    ran = reading("sparql", folder / "latin.rq")
    assert ran.code == 2
    assert "not UTF-8 at byte 13" in ran.err


def test_words_that_steer_a_terminal_do_not_reach_it(reading: Kg, folder: Path) -> None:
    query = 'SELECT ?a { VALUES ?a { "x\\u001b[31m[bold]y\\u202e" } }'
    _, out, _ = ask(reading, folder, query)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold]y" in out
    assert json.loads(ask(reading, folder, query, "-f", "json")[1]) == [
        {"a": "x\x1b[31m[bold]y\u202e"}
    ]


def test_a_query_that_takes_too_long_is_exit_4(command: Kg, demo: Path, folder: Path) -> None:
    (folder / "query.rq").write_text(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    )
    ran = command("sparql", folder / "query.rq", "--data", demo, "--time-limit", "0.3")
    assert (ran.code, ran.out) == (4, "")
    assert "The time limit was reached" in ran.err
