"""SPARQL JSON is read strictly, and written so that every reader takes it."""

from __future__ import annotations

import json

import pytest

from kg.errors import IncompleteAnswerError
from kg.model.terms import Blank, Iri, Literal
from kg.store.base import Rows
from kg.store.results import read_boolean, read_rows, write_boolean, write_json

INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
ROWS = Rows(
    ("x", "y"),
    [
        {"x": Iri("http://e/é"), "y": Literal("a\u202e\U0001f600")},
        {"x": Literal("a", language="en")},
        {"y": Literal("01", INTEGER), "x": Blank("b0")},
        {},
    ],
)


def test_rows_survive_being_written_and_read() -> None:
    assert read_rows(write_json(ROWS)) == ROWS


def test_the_revision_is_passed_on() -> None:
    assert read_rows(write_json(ROWS), 12).revision == 12


def test_equal_blank_nodes_stay_equal_and_others_different() -> None:
    rows = Rows(("x",), [{"x": Blank(label)} for label in ("n://a", "n://b", "n://a")])
    written = json.loads(write_json(rows))["results"]["bindings"]
    assert [row["x"]["value"] for row in written] == ["b0", "b1", "b0"]


@pytest.mark.parametrize("value", [True, False])
def test_truth_values_survive(value: bool) -> None:  # noqa: FBT001
    assert read_boolean(write_boolean(value)) is value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"head":{"vars":["x"]}}',
        b'{"head":{},"results":{"bindings":[]}}',
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":null}]}}',
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"triple","value":{}}}]}}',
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","its:dir":"rtl"}}]}}',
        b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"date","value":"a"}}]}}',
    ],
)
def test_what_is_not_exactly_that_is_no_answer(body: bytes) -> None:
    with pytest.raises(IncompleteAnswerError):
        read_rows(body)
    with pytest.raises(IncompleteAnswerError):
        read_boolean(body)
