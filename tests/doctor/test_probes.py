"""What each probe makes of a server that answers wrongly."""

from __future__ import annotations

import json

import pytest

from faulty_server import Script, answer, hang_up, serving, silent
from kg.doctor import Finding, Verdict
from kg.doctor.asking import Patient
from kg.doctor.datasets import collection, dataset_parameters, from_clause, union_default_graph
from kg.doctor.deadlines import much_work
from kg.doctor.examining import PROBES, Probe
from kg.doctor.literals import forms, partial_dates
from kg.doctor.patterns import from_values, optional_alternatives
from kg.doctor.protocol import ask, graphs, head, update
from kg.doctor.rows import all_rows, deep_pages, text_order
from kg.store.base import Limits
from kg.store.question import Endpoint

SAMPLE = {
    "graph": "http://e/g1",
    "subject": "http://e/one",
    "predicate": "http://e/next",
    "object": "http://e/two",
}
NO, YES = b'{"head":{},"boolean":false}', b'{"head":{},"boolean":true}'
BROKEN = b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"lit'


def seen(probe: Probe, *scripts: Script, seconds: float = 5) -> Finding:
    with serving(*scripts) as server:
        return probe(Patient(Endpoint.parse(server.url), Limits(seconds=seconds), SAMPLE))


def rows(number: int, name: str = "a") -> bytes:
    term = {name: {"type": "literal", "value": "0"}}
    return json.dumps({"head": {"vars": [name]}, "results": {"bindings": [term] * number}}).encode()


def test_rows_cut_without_a_word_are_harmful() -> None:
    found = seen(all_rows, answer(rows(10_000)))
    assert (found.verdict, found.saw) == (
        Verdict.HARMFUL,
        "10,000 of 20,000 rows come with status 200, and nothing says so",
    )


def test_rows_cut_with_a_header_are_refused_and_so_handled() -> None:
    found = seen(all_rows, answer(rows(10_000), headers=("X-SPARQL-MaxRows: 10000",)))
    assert (found.verdict, found.saw) == (
        Verdict.HANDLED,
        "10,000 of 20,000 rows come with status 200",
    )


def test_a_body_that_breaks_off_with_200_is_seen() -> None:
    found = seen(all_rows, answer(BROKEN))
    assert found.saw == "20,000 rows break off with status 200"
    assert found.verdict is Verdict.HANDLED


def test_rows_refused_as_too_many_are_no_short_answer() -> None:
    found = seen(all_rows, answer(b"too many", "text/plain", status="500 No"))
    assert found.verdict is Verdict.HANDLED
    assert found.saw.startswith("20,000 rows are refused: The endpoint answers 500")


def test_a_default_graph_apart_is_harmful() -> None:
    assert seen(union_default_graph, answer(NO)).verdict is Verdict.HARMFUL
    assert seen(union_default_graph, answer(YES)).verdict is Verdict.RIGHT


def test_from_that_finds_what_is_nowhere_is_ignored() -> None:
    assert seen(from_clause, answer(YES), answer(YES)).saw == "FROM is ignored"
    assert seen(from_clause, answer(YES), answer(NO)).verdict is Verdict.RIGHT
    assert seen(from_clause, answer(NO), answer(NO)).saw == "answers no, no"


def test_graphs_named_beside_the_query_and_ignored_are_told() -> None:
    found = seen(dataset_parameters, answer(YES))
    assert found.saw == "answers yes, yes, yes, yes where yes, no, yes, no is right"


def test_a_graph_that_may_have_been_cut_is_harmful() -> None:
    triple = b"<http://e/one> <http://e/next> <http://e/two> .\n"
    assert seen(graphs, answer(triple, "text/turtle")).verdict is Verdict.HARMFUL


def test_anybody_who_may_write_is_something_to_beware_of() -> None:
    found = seen(update, answer(b"", status="204 No Content"))
    assert (found.verdict, found.saw) == (Verdict.BEWARE, "204 for an update without a password")
    assert seen(update, answer(b"no", "text/plain", status="403 No")).saw == "refused with 403"


def test_the_update_that_is_tried_changes_nothing_and_carries_no_password() -> None:
    with serving(answer(b"no", "text/plain", status="403 No")) as server:
        address = server.url.replace("http://", "http://jane:secret@")
        update(Patient(Endpoint.parse(address), Limits(seconds=5), SAMPLE))
    (request,) = server.requests
    assert request.endswith(b"\r\n\r\nupdate=INSERT+DATA+%7B%7D")
    assert b"authorization" not in request.lower()


def test_a_head_that_is_not_answered_is_worked_around() -> None:
    assert seen(head, answer(b"", status="405 No")).saw == "405"
    assert seen(head, hang_up).saw == "no answer"


def test_a_page_that_skips_rows_is_told() -> None:
    found = seen(deep_pages, answer(rows(3)))
    assert (found.verdict, found.saw) == (Verdict.HANDLED, "other rows than the order demands")


def test_an_order_by_the_alphabet_is_told() -> None:
    texts = [{"text": {"type": "literal", "value": each}} for each in "aBZéя"]
    body = json.dumps({"head": {"vars": ["text"]}, "results": {"bindings": texts}}).encode()
    assert seen(text_order, answer(body)).saw == "a, B, Z, é, я"


def test_an_optional_part_left_out_is_told() -> None:
    body = b'{"head":{"vars":["found"]},"results":{"bindings":[{}]}}'
    found = seen(optional_alternatives, answer(body))
    assert found.saw == "the optional part is left out, silently"


def test_a_path_that_finds_what_is_not_there_is_told() -> None:
    assert seen(from_values, answer(rows(1, "y"))).saw == "finds what is not there"


def test_a_year_made_a_day_is_told() -> None:
    day = {
        "type": "literal",
        "value": "2018-01-01",
        "datatype": "http://www.w3.org/2001/XMLSchema#date",
    }
    body = {"head": {"vars": ["year"]}, "results": {"bindings": [{"year": day}]}}
    found = seen(partial_dates, answer(json.dumps(body).encode()))
    assert found.saw == "the year 2018 becomes 2018-01-01"


def test_only_forms_that_changed_are_told() -> None:
    terms = {
        "integer": "1",
        "decimal": "1.50",
        "instant": "2021-03-25T00:00:00+00:00",
        "truth": "true",
    }
    row = {name: {"type": "literal", "value": value} for name, value in terms.items()}
    body = {"head": {"vars": [*row]}, "results": {"bindings": [row]}}
    assert seen(forms, answer(json.dumps(body).encode())).saw == "01 as 1"


def test_an_answer_that_is_no_truth_value_is_harmful() -> None:
    found = seen(ask, answer(b"<html>hello</html>", "text/html"))
    assert (found.verdict, found.saw) == (Verdict.HARMFUL, "the answer cannot be read")


def test_a_collection_elsewhere_is_told() -> None:
    assert seen(collection, answer(NO)).saw == "the default graph holds no attribution"


def test_much_work_that_ends_in_a_broken_200_is_told() -> None:
    assert seen(much_work, answer(BROKEN)).verdict is Verdict.HANDLED
    found = seen(much_work, answer(b"too slow", "text/plain", status="500 Timeout"))
    assert found.verdict is Verdict.RIGHT
    assert found.saw.startswith("stopped after ")


@pytest.mark.server  # of which there are too many for the quick suite
@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize(
    "script",
    [hang_up, answer(b"\x00\xff", "application/sparql-results+json"), answer(b"{}"), silent],
    ids=["hangs-up", "rubbish", "empty", "silent"],
)
def test_no_answer_however_bad_stops_a_probe(probe: Probe, script: Script) -> None:
    assert isinstance(seen(probe, script, seconds=0.3), Finding)
