"""Text from outside becomes exactly the term it means, for every engine."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.catalogue.terms import ParameterType, read, written

BASE = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("kind", "text", "iri"),
    [
        ("speaker", "mod", "speaker/mod"),
        ("speaker", "hill.spokesperson", "speaker/hill.spokesperson"),
        ("speaker", "speaker/mod", "speaker/mod"),
        ("claim", "line-violated", "claim/line-violated"),
        ("source", "desk-1", "source/desk-1"),
        ("attribution", "0123456789abcdef-3-12-1", "attribution/0123456789abcdef-3-12-1"),
        ("utterance", "0123456789abcdef-report", "utterance/0123456789abcdef-report"),
        ("topic", "place/sarybaba", "place/sarybaba"),
        ("iri", "graph/record-hill-v1", "graph/record-hill-v1"),
    ],
)
def test_an_id_becomes_an_iri_under_the_base(kind: ParameterType, text: str, iri: str) -> None:
    assert read(kind, text, base=BASE) == NamedNode(BASE + iri)


@pytest.mark.parametrize("kind", ["iri", "speaker", "claim", "source", "attribution", "topic"])
def test_a_full_iri_is_taken_as_it_is(kind: ParameterType) -> None:
    assert read(kind, "urn:x:é", base=BASE) == NamedNode("urn:x:é")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("speaker", "Ministry of Defence"),
        ("speaker", ""),
        ("speaker", "Mod"),
        ("speaker", "a.b.c"),
        ("speaker", "claim/mod"),
        ("speaker", "http://x/> } #"),
        ("iri", "http://x/ y"),
        ("iri", "http://x/\\u003E"),
        ("iri", "//x/y"),
        ("iri", "http://["),
        ("topic", "sarybaba"),
        ("topic", "claim/line-violated"),
        ("attribution", "0123456789abcdef-3-12"),
        ("text", ""),
        ("text", "x" * 10_001),
        ("text", "\ud800"),
        ("date", "2026-02-30"),
        ("date", "20260225"),
        ("date", "2026"),
        ("instant", "2026-11-21T12:00:00"),
        ("instant", "2026-11-21 12:00Z"),
        ("instant", "2026-11-31"),
        ("instant", "0001-01-01T00:00:00+01:00"),
        ("month-day", "02-30"),
        ("month-day", "25 March"),
        ("integer", "1e3"),
        ("integer", "9" * 19),
        ("integer", "٣"),
        ("boolean", "yes"),
        ("edtf", "25 March"),
    ],
)
def test_what_is_not_of_its_type_is_refused(kind: ParameterType, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (being refused is all that is promised)
        read(kind, text, base=BASE)


@pytest.mark.parametrize(
    ("kind", "text", "lexical", "datatype"),
    [
        ("text", "25", "25", "string"),
        ("date", "2024-02-29", "2024-02-29", "date"),
        ("instant", "2026-11-21", "2026-11-21T00:00:00Z", "dateTime"),
        ("instant", "2026-11-21T12:00:00.5+02:00", "2026-11-21T10:00:00.500000Z", "dateTime"),
        ("month-day", "02-29", "--02-29", "gMonthDay"),
        ("month-day", "--03-25", "--03-25", "gMonthDay"),
        ("edtf", "XXXX-03-25", "XXXX-03-25", "string"),
        ("integer", "+007", "7", "integer"),
        ("boolean", "true", "true", "boolean"),
    ],
)
def test_a_value_becomes_a_literal_of_its_type(
    kind: ParameterType, text: str, lexical: str, datatype: str
) -> None:
    assert read(kind, text, base=BASE) == Literal(lexical, datatype=NamedNode(XSD + datatype))


def test_an_enum_value_becomes_a_term_of_the_vocabulary() -> None:
    assert read("enum", "assert", base=BASE) == NamedNode(
        "https://w3id.org/claim-provenance/vocab#assert"
    )


HOSTILE = st.text(
    st.one_of(st.sampled_from("\\\"'uU0027{}<>?_#\n\r\t@^"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=40,
)


def _as_oxigraph_reads(text: str) -> str:
    answer = Store().query(f"SELECT ({text} AS ?x) {{}}")
    assert isinstance(answer, QuerySolutions)
    (row,) = answer
    assert isinstance(row["x"], Literal)
    return row["x"].value


@given(HOSTILE)
@example("\\u0022 } INSERT")
@example("\\\\U00000022")
@example("\x7fabcd")
@example("\x00")
@example("'''\"\"\"\\")
def test_any_text_is_read_back_as_itself(value: str) -> None:
    assert _as_oxigraph_reads(written(Literal(value))) == value


@pytest.mark.parametrize(
    "value", ["\\u0022 } INSERT", "\\\\U00000022", "\x7fabcd", "\\", "a\\\\u0041", "\\U0010FFFF"]
)
def test_an_engine_that_decodes_escapes_before_parsing_reads_the_same_text(value: str) -> None:
    ((found,),) = rdflib.Graph().query(f"SELECT ({written(Literal(value))} AS ?x) {{}}")
    assert str(found) == value
