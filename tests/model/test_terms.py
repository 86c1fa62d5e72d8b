"""Terms are what RDF says they are, and write themselves down without loss."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal as EngineLiteral
from pyoxigraph import RdfFormat, parse

from kg.model.terms import Blank, Iri, Literal


@pytest.mark.parametrize(
    "text", ["a b", "a<b", "a>b", 'a"b', "a{b", "a\\b", "a^b", "a`b", "a\x00b"]
)
def test_what_would_end_an_iri_early_is_no_iri(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be an IRI"):
        Iri(text)


@pytest.mark.parametrize(
    ("term", "written"),
    [
        (Iri("http://e/é#x"), "<http://e/é#x>"),
        (Literal("a"), '"a"'),
        (Literal('say "no"\\\r\n'), r'"say \"no\"\\\r\n"'),
        (Literal("a", language="en-GB"), '"a"@en-GB'),
        (
            Literal("01", "http://www.w3.org/2001/XMLSchema#integer"),
            '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
        ),
        (Blank("b0"), "_:b0"),
    ],
)
def test_a_term_is_written_as_in_n_triples(term: Iri | Literal | Blank, written: str) -> None:
    assert term.ntriples == written


def test_a_literal_with_a_language_is_a_language_string() -> None:
    string = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    assert Literal("a", language="en").datatype == string


def test_any_text_survives_being_written_and_read() -> None:
    text = "".join(map(chr, range(1, 0x250))) + "\u202e\U0001f600"
    line = f"<http://e/s> <http://e/p> {Literal(text).ntriples} ."
    read = next(iter(parse(line, RdfFormat.N_TRIPLES))).object
    assert isinstance(read, EngineLiteral)
    assert read.value == text
