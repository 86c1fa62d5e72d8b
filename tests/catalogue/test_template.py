"""Terms go in where parameters stand, and nowhere else; optional lines come and go whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from kg.catalogue.template import Condition, compile_template
from kg.catalogue.terms import read, written
from kg.errors import BadQueryError
from kg.store.lexer import Token, tokens

X = NamedNode("http://example.org/x")


def bound(text: str, **terms: NamedNode | Literal) -> str:
    template = compile_template(text, set(terms))
    return template.render({name: (term,) for name, term in terms.items()}, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ASK { ?s ?p ?_x }", "ASK { ?s ?p <http://example.org/x> }"),
        ("ASK { ?s ?p $_x }", "ASK { ?s ?p <http://example.org/x> }"),
        ("ASK {?_x ?p ?_x}", "ASK {<http://example.org/x> ?p <http://example.org/x>}"),
        ("ASK { ?s?p?_x. }", "ASK { ?s?p <http://example.org/x> . }"),
        ("?_x", "<http://example.org/x>"),
    ],
)
def test_a_parameter_becomes_its_term(text: str, expected: str) -> None:
    assert bound(text, x=X) == expected


def test_a_term_never_grows_together_with_what_stands_beside_it() -> None:
    assert bound("ASK { FILTER(?a=?_x&&?b<?_x ) }", x=X) == (
        "ASK { FILTER(?a= <http://example.org/x> &&?b< <http://example.org/x> ) }"
    )


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p "?_x" }',
        "ASK { ?s ?p ?o } # ?_x",
        "ASK { ?s <http://x/?_x> ?o }",
        "ASK {?x ?p ?x_x}",
    ],
)
def test_what_only_looks_like_a_parameter_is_left_alone(text: str) -> None:
    assert bound(text, x=X) == text


def test_a_limit_is_bare_digits() -> None:
    five = read("integer", "5", base="")
    assert bound("SELECT ?s { ?s ?p 1 } LIMIT ?_n", n=five) == "SELECT ?s { ?s ?p 1 } LIMIT 5"


def test_a_list_fills_a_values_block() -> None:
    template = compile_template("ASK { VALUES ?w { ?_words } }", {"words"})
    filled = template.render({"words": (Literal("a"), Literal("b"))}, {})
    assert filled == 'ASK { VALUES ?w { "a" "b" } }'


OPTIONAL = """\
SELECT ?s {
  ?s ?p ?o .
  FILTER(?o >= ?_since)  #? since
  FILTER(?o <= ?_until)  #? until mode=certain
}
"""


@pytest.mark.parametrize(
    ("given_values", "kept"),
    [
        ({}, ""),
        ({"since": "1"}, "  FILTER(?o >= 1)\n"),
        ({"until": "1"}, ""),
        ({"until": "1", "mode": "possible"}, ""),
        ({"until": "1", "mode": "certain"}, "  FILTER(?o <= 1)\n"),
        (
            {"since": "1", "until": "1", "mode": "certain"},
            "  FILTER(?o >= 1)\n  FILTER(?o <= 1)\n",
        ),
    ],
)
def test_an_optional_line_stays_only_when_all_its_conditions_hold(
    given_values: dict[str, str], kept: str
) -> None:
    template = compile_template(OPTIONAL, {"since", "until"})
    one = (Literal(1),)
    filled = template.render({"since": one, "until": one}, given_values)
    shown = kept.replace("1", '"1"^^<http://www.w3.org/2001/XMLSchema#integer>')
    assert filled == f"SELECT ?s {{\n  ?s ?p ?o .\n{shown}}}\n"


def test_a_template_tells_its_conditions_and_the_parameters_it_needs() -> None:
    template = compile_template(OPTIONAL, {"since", "until"})
    assert template.conditions() == {
        Condition("since", None),
        Condition("until", None),
        Condition("mode", "certain"),
    }
    assert template.slots({"since": "1"}) == {"since"}


def test_a_condition_in_a_string_or_iri_is_no_condition() -> None:
    text = 'ASK { <http://x/#?a> ?p "#? b" }'
    assert compile_template(text, set()).render({}, {}) == text


def test_the_last_line_may_be_optional() -> None:
    template = compile_template("ASK {}\nLIMIT ?_n #? n", {"n"})
    assert template.render({}, {}) == "ASK {}\n"
    assert template.render({"n": (Literal(2),)}, {"n": "2"}) == "ASK {}\nLIMIT 2\n"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?_x { ?s ?p ?o }",
        "SELECT DISTINCT ?s ?_x { ?s ?p ?o }",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) ?_x { ?s ?p ?o }",
        "SELECT (COUNT(DISTINCT ?s) AS ?_x) { ?s ?p ?o }",
        "SELECT ?s { BIND(1 AS ?_x) }",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?_x",
        "SELECT ?s { ?s ?p ?o } GROUP BY ?s ?_x HAVING(?s > 1)",
        "SELECT ?s { VALUES ?_x { 1 } }",
        "SELECT ?s { VALUES (?s ?_x) { (1 2) } }",
        "SELECT ?s { { SELECT ?_x { ?s ?p ?o } } }",
    ],
)
def test_a_parameter_where_a_result_is_named_is_refused(text: str) -> None:
    with pytest.raises(BadQueryError, match="names a result"):
        compile_template(text, {"x"})


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (STRLEN(?_x) AS ?n) { ?s ?p ?o }",
        "SELECT ?s WHERE { ?s ?p ?_x } GROUP BY ?s HAVING (COUNT(DISTINCT ?s) > ?_x)",
        "SELECT ?s { VALUES ?w { ?_x } }",
        "SELECT ?s { BIND(?_x AS ?s) }",
    ],
)
def test_a_parameter_in_an_expression_or_pattern_is_accepted(text: str) -> None:
    assert compile_template(text, {"x"}).slots({}) == {"x"}


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("ASK {\n ?s ?p ?_who }", 2, "no declared parameter"),
        ("ASK {\n ?s ?p 1 . #?\n}", 2, "names no condition"),
        ("ASK {\n ?s ?p 1 . #? not Sure!\n}", 2, "names no condition"),
        ('ASK { ?s ?p """a\nb""" . #? x\n}', 2, "runs across"),
    ],
)
def test_a_fault_is_shown_with_its_line(text: str, line: int, detail: str) -> None:
    with pytest.raises(BadQueryError, match=detail) as caught:
        compile_template(text, {"x"})
    assert caught.value.line == line


PLACES = "SELECT ?s { ?s <urn:p> ?_x ; ?p ?o . FILTER(?o<?_x&&?o!=?_x) VALUES ?v {?_x} } # ?_x"


def _flat(found: list[Token]) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in found]


@given(
    st.one_of(
        st.text(st.sampled_from("\\\"'uU0027{}<>?_#.;\n\r\t@^ a"), min_size=1, max_size=40),
        st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
    )
)
@example('zzz") || true || CONTAINS("a","a')
@example("> . BIND(1 AS ?t) } #")
@example("\\u0022 } #")
@example("'''\n\"\"\"")
@example("}} ; DROP ALL #")
def test_hostile_text_stays_one_term_and_changes_nothing_around_it(value: str) -> None:
    term = read("text", value, base="")
    result = bound(PLACES, x=term)
    inside = _flat(list(tokens(written(term))))
    expected: list[tuple[str, str]] = []
    for kind, text in _flat(list(tokens(PLACES))):
        expected += inside if text == "?_x" else [(kind, text)]
    assert _flat(list(tokens(result))) == expected
    assert len(inside) == 1
    Store().query(result)


@given(st.text(st.sampled_from("a/:.#<>{}\\\"'`^| \n?_-é%"), min_size=1, max_size=30))
@example("http://x/> . ?s ?p ?o } #")
@example("http://x/\\u003E")
def test_hostile_text_is_no_iri_or_stays_one_term(value: str) -> None:
    try:
        term = read("iri", value, base="https://example.org/")
    except ValueError:
        return
    (only,) = tokens(written(term))
    assert (only.kind, only.text) == ("iri", f"<{term.value}>")
    Store().query(bound(PLACES, x=term))


def test_a_list_after_in_has_commas_between_its_terms() -> None:
    template = compile_template("ASK { ?s ?p ?o FILTER(?o IN (?_what)) }", {"what"})
    terms = {"what": (NamedNode("http://e/a"), NamedNode("http://e/b"))}
    assert (
        template.render(terms, {}) == "ASK { ?s ?p ?o FILTER(?o IN (<http://e/a>, <http://e/b>)) }"
    )


def test_the_lines_that_stay_are_told_anew_for_other_parameters() -> None:
    template = compile_template("ASK {\n  ?s ?p ?o .\n  ?s ?q ?_x . #? x\n}", {"x"})
    for _ in range(2):
        assert template.slots({}) == frozenset()
        assert template.slots({"x": ""}) == {"x"}
        assert "?q" not in template.render({}, {})
