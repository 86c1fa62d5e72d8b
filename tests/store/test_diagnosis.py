"""A query that does not parse is answered with where, what stands there, and what was expected."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.errors import BadQueryError
from kg.store.diagnosis import explain


def explained(text: str, base: str | None = None) -> BadQueryError:
    with pytest.raises(SyntaxError):
        pyoxigraph.Store().query(text, base_iri=base)
    try:
        return explain(text, base)
    except BadQueryError as error:
        return error


OBJECT = "a variable, an IRI, a prefixed name, a string, a number, “(”, “+”, “-”, “.” or “[”"


@pytest.mark.parametrize(
    ("text", "place", "detail"),
    [
        ("SELECT * {\n ?s ?p }", (2, 8), f"Expected {OBJECT}; found “}}”"),
        ("SELECT * { ?s ?p # why\n", (1, 23), f"Expected {OBJECT}; the query ends here"),
        (
            "",
            (1, 1),
            "Expected SELECT, ASK, CONSTRUCT, DESCRIBE, PREFIX or BASE; the query ends here",
        ),
        ("SELECT * {} x", (1, 13), "Expected the end of the query; found “x”"),
        ("ASK { FILTER(<u:f>(1)) } x", (1, 26), "Expected the end of the query; found “x”"),
        ("ASK { ?s ?p ?o }}", (1, 17), "Expected the end of the query; found “}”"),
        ("SELECT ?s, ?p {}", (1, 10), "Expected a variable, FROM, WHERE, “(” or “{”; found “,”"),
        ("SELECT ?s {} ORDER ?s", (1, 20), "Expected BY; found “?s”"),
        ("SELECT * {} LIMIT -1", (1, 19), "Expected a number; found “-”"),
        ("ASK { ?s ?p '\U0001f600'^^ }", (1, 19), "Expected an IRI or a prefixed name; found “}”"),
        ("ASK { '''a\nb''' ?p }", (2, 9), f"Expected {OBJECT}; found “}}”"),
        (
            "ASK { ?s e:p ?o }",
            (1, 10),
            "The prefix e: is not declared with PREFIX; found “e:p”",
        ),
        (
            "ASK { <rel> ?p ?o }",
            (1, 7),
            "The IRI is relative, and there is no BASE to resolve it; found “<rel>”",
        ),
        ("ASK { ?s ?p <http://e/a b> }", (1, 26), "IRI parsing failed; found “>”"),
        (
            "SELECT ?s (COUNT(*) AS ?n) {?s ?p ?o}",
            (1, 38),
            "The SELECT contains a variable that is unbound; the query ends here",
        ),
        ("ASK { ?s ?p 'open }", (1, 13), "The string that begins here is not closed"),
        ("# x\nDROP ALL", (2, 1), "DROP is an update, and this endpoint only reads"),
    ],
)
def test_the_place_and_what_was_expected(text: str, place: tuple[int, int], detail: str) -> None:
    error = explained(text)
    assert (error.line, error.column) == place
    assert error.detail == detail


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("SELECT * WHER { ?s ?p ?o }", "did you mean WHERE?"),
        ("SELEC * { ?s ?p ?o }", "did you mean SELECT?"),
        ("ASK { ?s ?p ?o FILTRE(?o > 1) }", "did you mean FILTER?"),
        ("SELECT * {} banana", None),
        ("SELECT * {} }", None),
    ],
)
def test_a_misspelt_keyword_is_put_right(text: str, hint: str | None) -> None:
    assert explained(text).hint == hint


def test_a_base_resolves_what_is_relative() -> None:
    error = explained("ASK { <rel> ?p }", "http://e/")
    assert (error.column, error.detail) == (16, f"Expected {OBJECT}; found “}}”")


def test_a_long_token_is_not_repeated_in_full() -> None:
    assert len(explained("ASK { ?s ?p ?o } ?" + "x" * 1000).detail) < 120


def test_a_long_query_is_explained_without_trying_every_keyword() -> None:
    pattern = "?s ?p ?o . " * 1000
    error = explained(f"ASK {{ {pattern} ?s ?p }}")
    assert error.column == 7 + len(pattern) + 7
    assert "FILTER" not in error.detail


def test_an_engine_that_gives_no_place_still_gets_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terse:
        def query(self, *_: object, **__: object) -> None:
            raise SyntaxError("no")

    monkeypatch.setattr("kg.store.diagnosis.Store", Terse)
    assert explain("ASK {}", None).detail.startswith("Not valid SPARQL")
