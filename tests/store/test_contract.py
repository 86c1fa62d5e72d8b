"""One contract, every adapter: the same question has the same answer, or the same kind of error."""

from __future__ import annotations

import asyncio
import json
import time
from xml.etree import ElementTree as ET

import pyoxigraph
import pytest

from kg.errors import (
    BadQueryError,
    NotAcceptableError,
    SizeLimitError,
    StoreError,
    TimeLimitError,
)
from kg.model.terms import Iri, Literal
from kg.store.base import Dataset, Formats, GraphFormat, Lane, Limits, ResultFormat, Store

pytestmark = pytest.mark.anyio

XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = '\u202eabc\U0001f600 "no"\r\n\tend\\'
NAMES = "SELECT ?name WHERE { <http://e/mod> <http://e/name> ?name } ORDER BY LANG(?name)"
SAID = "SELECT ?text WHERE { <http://e/claim> <http://e/text> ?text }"


async def test_select_returns_terms_as_stored(store: Store) -> None:
    rows = await store.select(
        "SELECT ?s ?on ?count ?text ?none WHERE { ?s <http://e/on> ?on ; <http://e/count> ?count ; "
        "<http://e/text> ?text . OPTIONAL { ?s <http://e/absent> ?none } }"
    )
    assert rows.variables == ("s", "on", "count", "text", "none")
    assert list(rows) == [
        {
            "s": Iri("http://e/claim"),
            "on": Literal("2021-03-25", f"{XSD}date"),
            "count": Literal("2000", f"{XSD}integer"),
            "text": Literal(TEXT),
        }
    ]


async def test_select_keeps_the_order_and_the_languages(store: Store) -> None:
    assert (await store.select(NAMES)).rows == [
        {"name": Literal("وزارة الدفاع", language="ar")},
        {"name": Literal("Ministry", language="en")},
    ]


async def test_no_rows_is_an_answer(store: Store) -> None:
    rows = await store.select("SELECT ?x ?y WHERE { ?x <http://e/absent> ?y }")
    assert (rows.variables, len(rows)) == (("x", "y"), 0)


async def test_no_variables_is_an_answer(store: Store) -> None:
    assert (await store.select("SELECT * WHERE {}")).rows == [{}]


@pytest.mark.parametrize("held", [True, False])
async def test_ask(store: Store, held: bool) -> None:  # noqa: FBT001
    answer = await store.ask(f"ASK {{ ?s <http://e/{'says' if held else 'denies'}> ?o }}")
    assert answer is held


async def test_construct_returns_a_graph_as_n_triples(store: Store) -> None:
    body = await store.construct(
        "CONSTRUCT { ?s <http://e/p> ?text } WHERE { ?s <http://e/text> ?text }"
    )
    assert _graph(body, GraphFormat.NTRIPLES) == {("http://e/claim", "http://e/p", TEXT)}


async def test_an_empty_graph_is_an_answer(store: Store) -> None:
    assert await store.construct("CONSTRUCT WHERE { ?s <http://e/absent> ?o }") == b""


async def test_describe_returns_a_graph(store: Store) -> None:
    body = await store.construct("DESCRIBE <http://e/n1>")
    assert ("http://e/n1", "http://e/next", "http://e/n2") in _graph(body, GraphFormat.NTRIPLES)


async def test_all_graphs_together_are_the_default_graph(store: Store) -> None:
    assert await store.ask("ASK { <http://e/mod> <http://e/says>/<http://e/on> ?date }")


@pytest.mark.parametrize("form", list(GraphFormat))
async def test_a_graph_comes_in_every_graph_format(store: Store, form: GraphFormat) -> None:
    text = "CONSTRUCT { ?s <http://e/p> ?t } WHERE { ?s <http://e/text> ?t }"
    answer = await store.query(text, formats=Formats(graph=form))
    assert (answer.form, answer.media_type) == ("graph", form)
    assert _graph(answer.body, form) == {("http://e/claim", "http://e/p", TEXT)}


async def test_rows_in_json(store: Store) -> None:
    answer = await store.query(SAID, formats=Formats(rows=ResultFormat.JSON))
    assert (answer.form, answer.media_type) == ("select", "application/sparql-results+json")
    assert json.loads(answer.body) == {
        "head": {"vars": ["text"]},
        "results": {"bindings": [{"text": {"type": "literal", "value": TEXT}}]},
    }


async def test_rows_in_xml_keep_their_carriage_returns(store: Store) -> None:
    answer = await store.query(SAID, formats=Formats(rows=ResultFormat.XML))
    literal = ET.fromstring(answer.body).find(".//{*}literal")  # noqa: S314  (our own)
    assert literal is not None
    assert literal.text == TEXT


async def test_rows_in_csv(store: Store) -> None:
    answer = await store.query(
        "SELECT ?s ?none ?text WHERE "
        "{ ?s <http://e/text> ?text OPTIONAL { ?s <http://e/absent> ?none } }",
        formats=Formats(rows=ResultFormat.CSV),
    )
    quoted = TEXT.replace('"', '""')
    assert answer.body.decode() == f's,none,text\r\nhttp://e/claim,,"{quoted}"\r\n'


async def test_rows_in_tsv(store: Store) -> None:
    answer = await store.query(
        "SELECT ?s ?on ?count WHERE { ?s <http://e/on> ?on ; <http://e/count> ?count }",
        formats=Formats(rows=ResultFormat.TSV),
    )
    assert answer.body.decode() == (
        f'?s\t?on\t?count\n<http://e/claim>\t"2021-03-25"^^<{XSD}date>\t2000\n'
    )


@pytest.mark.parametrize("form", list(ResultFormat))
async def test_a_truth_value_comes_in_every_row_format(store: Store, form: ResultFormat) -> None:
    answer = await store.query("ASK { ?s ?p ?o }", formats=Formats(rows=form))
    assert (answer.form, answer.media_type) == ("ask", form)
    assert b"true" in answer.body
    assert b"false" not in answer.body


async def test_a_form_without_a_wanted_format_is_refused_naming_what_exists(store: Store) -> None:
    with pytest.raises(NotAcceptableError) as caught:
        await store.query("ASK {}", formats=Formats(rows=None))
    assert "text/csv" in str(caught.value.hint)
    with pytest.raises(NotAcceptableError) as caught:
        await store.query("DESCRIBE <http://e/mod>", formats=Formats(graph=None))
    assert "text/turtle" in str(caught.value.hint)


async def test_a_verb_refuses_another_form(store: Store) -> None:
    with pytest.raises(BadQueryError):
        await store.select("ASK {}")
    with pytest.raises(BadQueryError):
        await store.ask(NAMES)


@pytest.mark.parametrize(
    ("dataset", "graphs", "found"),
    [
        (Dataset(default_graphs=("http://e/g2",)), "", {"http://e/claim"}),
        (
            Dataset(default_graphs=("http://e/g1", "http://e/g2")),
            "",
            {"http://e/mod", "http://e/claim"},
        ),
        (Dataset(default_graphs=("http://e/none",)), "", set()),
        (Dataset(named_graphs=("http://e/g1",)), "", set()),
        (Dataset(default_graphs=("http://e/g1",)), "FROM <http://e/g2>", {"http://e/mod"}),
    ],
)
async def test_a_dataset_beside_the_query_replaces_that_of_the_query(
    store: Store, dataset: Dataset, graphs: str, found: set[str]
) -> None:
    text = f"SELECT DISTINCT ?s {graphs} WHERE {{ ?s ?p ?o }}"
    rows = json.loads((await store.query(text, dataset=dataset)).body)["results"]["bindings"]
    assert {row["s"]["value"] for row in rows} == found


async def test_named_graphs_beside_the_query_are_all_that_graph_may_name(store: Store) -> None:
    text = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    dataset = Dataset(named_graphs=("http://e/g1", "http://e/g3"))
    rows = json.loads((await store.query(text, dataset=dataset)).body)["results"]["bindings"]
    assert {row["g"]["value"] for row in rows} == {"http://e/g1", "http://e/g3"}


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT * WHERE {\n  ?s ?p }", 2, 9),
        ("SELEC ?s WHERE { ?s ?p ?o }", 1, 1),
        ("ASK { ?s ?p 'open }", 1, 13),
        ("PREFIX e: <http://e/>\nINSERT DATA { e:a e:b e:c }", 2, 1),
        ("SELECT * WHERE { SERVICE <http://other/> { ?s ?p ?o } }", 1, 18),
        ("SELECT * WHERE { SERVICESILENT<http://other/> { ?s ?p ?o } }", 1, 18),
    ],
)
async def test_what_is_no_query_is_refused(store: Store, text: str, line: int, column: int) -> None:
    with pytest.raises(BadQueryError) as caught:
        await store.select(text)
    if caught.value.line is not None:  # an endpoint says it in its own words
        assert (caught.value.line, caught.value.column) == (line, column)


async def test_an_unknown_function_is_refused(store: Store) -> None:
    text = "SELECT ?s WHERE {\n?s ?p ?o FILTER(<http://e/f>(?o)) }"
    with pytest.raises((BadQueryError, StoreError)) as caught:
        await store.select(text)
    if isinstance(caught.value, BadQueryError):  # Oxigraph's own server says 500
        assert (caught.value.line, caught.value.column) == (2, 17)


async def test_an_answer_over_its_bytes_is_refused(store: Store) -> None:
    steps = " . ".join(f"?a{n} <http://e/next> ?b{n}" for n in range(6))
    text = f"SELECT * WHERE {{ {steps} }}"  # 3 x 3 x 3 x 3 x 3 x 3 rows
    with pytest.raises(SizeLimitError):
        await store.select(text, limits=Limits(bytes=100_000))
    assert len(await store.select(text)) == 729


@pytest.mark.parametrize("form", list(ResultFormat))
async def test_an_answer_over_its_rows_is_refused(store: Store, form: ResultFormat) -> None:
    ours = 'GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), "http://e/"))'
    text = f"SELECT ?s ?text WHERE {{ {ours} OPTIONAL {{ ?s <http://e/text> ?text }} }}"
    formats = Formats(rows=form)
    with pytest.raises(SizeLimitError, match="8 rows"):
        await store.query(text, formats=formats, limits=Limits(rows=8))
    await store.query(text, formats=formats, limits=Limits(rows=9))
    await store.query("ASK {}", formats=formats, limits=Limits(rows=0))


async def test_sorting_a_cross_product_is_stopped_at_the_deadline(store: Store) -> None:
    cross = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?q . ?r ?t ?u . ?v ?w ?x"
    text = f"SELECT * WHERE {{ {cross} }} ORDER BY ?a"
    began = time.monotonic()
    with pytest.raises(TimeLimitError):
        await store.select(text, limits=Limits(seconds=0.4))
    assert time.monotonic() - began < 1.4


async def test_a_query_longer_than_64_kib_is_refused(store: Store) -> None:
    with pytest.raises(BadQueryError, match="bytes long"):
        await store.ask("ASK {} #" + "x" * 65_536)


async def test_a_long_query_is_answered(store: Store) -> None:
    values = " ".join(f"<http://e/n{number}>" for number in range(2000))
    rows = await store.select(
        f"SELECT ?o WHERE {{ VALUES ?s {{ {values} }} ?s <http://e/next> ?o }}"
    )
    assert {row["o"] for row in rows} == {Iri(f"http://e/n{number}") for number in (1, 2, 3)}


async def test_many_questions_at_once_each_get_their_own_answer(store: Store) -> None:
    async def ask(number: int) -> int:
        body = (await store.query(f"SELECT ({number} AS ?n) {{}}", lane=Lane.ADHOC)).body
        return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])

    assert await asyncio.gather(*map(ask, range(40))) == list(range(40))


def _graph(body: bytes, form: GraphFormat) -> set[tuple[str, str, str]]:
    known = pyoxigraph.RdfFormat.from_media_type(form)
    assert known is not None
    return {
        (quad.subject.value, quad.predicate.value, quad.object.value)
        for quad in pyoxigraph.parse(body, known)
    }
