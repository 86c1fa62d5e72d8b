"""No text makes the engine do what it was not asked, whichever way the engine may read it."""

from __future__ import annotations

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import BadQueryError
from kg.store.guard import MAX_DEPTH, admit, check_size

NOWHERE = "http://127.0.0.1:1/"  # the engine refuses port 1 by itself, and says so
PROLOGUE = f"PREFIX ex: <{NOWHERE}> PREFIX : <{NOWHERE}> PREFIX SERVICEex: <{NOWHERE}>\n"

REACHES_OUT = [
    f"SELECT * {{ SERVICE <{NOWHERE}> {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service<{NOWHERE}>{{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE # a comment\n <{NOWHERE}> {{ ?s ?p ?o }} }}",
    "SELECT * { SERVICEex:foo { ?s ?p ?o } }",
    "SELECT * { SERVICE:foo { ?s ?p ?o } }",
    "SELECT * { SERVICEex:foo #\n { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICEex:foo { ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p ?o FILTER(?o<3)SERVICE#>\n<{NOWHERE}> {{ ?s ?p ?o }} }}",
    f'SELECT * {{ ?s ?p ?o FILTER(?o<3#>"""\n) SERVICE <{NOWHERE}> {{ ?s ?p ?o }} #"""\n }}',
    f"SELECT * {{ ?s ?p ?o FILTER(?o<3#>'\n) SERVICE <{NOWHERE}> {{ ?s ?p ?o }} #'\n }}",
]
SILENTLY = [
    f"SELECT * {{ SERVICESILENT<{NOWHERE}> {{ ?s ?p ?o }} }}",
    "SELECT * { SERVICE SILENT ex:foo { ?s ?p ?o } }",
    f"SELECT * {{ ?s ?p trueSERVICE SILENT <{NOWHERE}> {{ ?s ?p ?o }} }}",
    "SELECT * { ?s ?p trueSERVICESILENTex:foo { ?s ?p ?o } }",
]


def evaluate(text: str) -> None:
    store = pyoxigraph.Store()
    graph = pyoxigraph.NamedNode("http://e/s")
    store.add(pyoxigraph.Quad(graph, graph, pyoxigraph.Literal(1)))
    for _ in store.query(text):  # type: ignore[union-attr]  # none of these is an ASK
        pass


@pytest.mark.parametrize("text", REACHES_OUT)
def test_a_query_that_reaches_another_server_is_refused(text: str) -> None:
    with pytest.raises(OSError, match="port 1"):  # the engine would have gone there
        evaluate(PROLOGUE + text)
    with pytest.raises((BadQueryError, SyntaxError)):
        evaluate(admit(PROLOGUE + text).text)


@pytest.mark.parametrize("text", SILENTLY)
def test_a_query_that_reaches_out_silently_is_refused_too(text: str) -> None:
    evaluate(PROLOGUE + text)  # no error, and no telling
    with pytest.raises(BadQueryError, match="SERVICE"):
        admit(PROLOGUE + text)


_WORDS = "SERVICE SILENT SERVICEex:a ex:a GRAPH true 1 ?s ?o< <?o FILTER( ) { } . : > # #>"
_QUOTES = ['"""', "'''", '"', "'", "\n", f"<{NOWHERE}>", "{?s ?p ?o}"]
_PIECES = st.sampled_from([*_WORDS.split(" "), *_QUOTES])


@settings(max_examples=100)
@given(st.lists(_PIECES, max_size=8), st.sampled_from(["", " "]))
def test_whatever_is_admitted_stays_here(pieces: list[str], between: str) -> None:
    text = f"{PROLOGUE}SELECT * {{ ?s ?p ?o {between.join(pieces)} }}"
    try:
        admitted = admit(text).text
    except BadQueryError:
        return
    try:
        evaluate(admitted)
    except SyntaxError:
        return


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s <http://e/service> 'SERVICE {' } # SERVICE {",
        "SELECT ?service { ?service ?p ?o }",
        "PREFIX service: <http://e/> SELECT * { ?s a service:Web . GRAPH service:g { ?s ?p ?o } }",
    ],
)
def test_the_word_itself_does_no_harm(text: str) -> None:
    assert admit(text).text == text


def test_an_iri_keeps_its_meaning() -> None:
    text = "PREFIX e: <http://e/#> SELECT ?x FROM <http://e/o'> { VALUES ?x { <http://e/#a> e:b } }"
    admitted = admit(text)
    assert "#" not in admitted.text
    rows = pyoxigraph.Store().query(admitted.text)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    assert [row["x"].value for row in rows] == ["http://e/#a", "http://e/#b"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SELECT * FROM <http://e/g> { ?s ?p ?o }", True),
        ("SELECT*from named<http://e/g>{ ?s ?p ?o }", True),
        ("CONSTRUCT { ?s ?p ?o } FROM <http://e/g> WHERE { ?s ?p ?o }", True),
        ("SELECT * { ?from ?p 'FROM <http://e/g>' } # FROM", False),
        ("PREFIX from: <http://e/> SELECT * { ?s a from:x }", False),
        ("SELECT (STR('FROM') AS ?x) {}", False),
        ("ASK {}", False),
    ],
)
def test_whether_a_query_names_its_dataset_is_known(text: str, names: bool) -> None:  # noqa: FBT001
    assert admit(text).names_dataset is names


@pytest.mark.parametrize(
    "text", ["SELECT(1 AS ?x)FROMNAMED<http://e/g>{}", "PREFIX e: <u:> SELECT * FROMe:g {}"]
)
def test_what_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(BadQueryError, match="two ways"):
        admit(text)


@pytest.mark.parametrize(
    ("opening", "closing"), [("{", "}"), ("(", ")"), ("[", "]"), ("<<", ">>"), ("!", ""), ("-", "")]
)
def test_nesting_has_a_limit(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return f"ASK {{ {opening * depth} ?x {closing * depth} }}"

    admit(nested(MAX_DEPTH - 1))
    with pytest.raises(BadQueryError, match="nested") as caught:
        admit(nested(MAX_DEPTH + 1))
    assert caught.value.line == 1


def test_many_brackets_beside_each_other_are_no_nesting() -> None:
    admit("ASK {" + "(1)!" * 1000 + "}")


def test_a_query_of_64_kib_is_the_longest() -> None:
    check_size("é" * 32_768)
    with pytest.raises(BadQueryError, match="65,538 bytes"):
        check_size("é" * 32_769)


def test_half_a_character_is_no_text() -> None:
    with pytest.raises(BadQueryError, match="Unicode") as caught:
        check_size("ASK {\n'\ud800' }")
    assert (caught.value.line, caught.value.column) == (2, 2)
