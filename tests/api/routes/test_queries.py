from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from fastapi.testclient import TestClient
from rdflib import Graph

from api_asking import CLAIM, MINISTRY, problem

QUERIES = "/api/v1/queries"
BY_SPEAKER = f"{QUERIES}/attributions/by-speaker"


def test_every_documented_question_is_listed_with_its_address(client: TestClient) -> None:
    found = client.get(QUERIES).json()
    assert set(found) == {"items", "next", "revision"}
    names = [item["id"] for item in found["items"]]
    assert names == sorted(names)
    assert len(names) >= 40
    for item in found["items"]:
        assert set(item) == {"id", "summary", "tags", "parameters", "href"}
        assert item["href"] == f"{QUERIES}/{item['id']}"


def test_one_question_explains_itself(client: TestClient) -> None:
    found = client.get(BY_SPEAKER).json()
    assert set(found) == {
        "id", "summary", "description", "tags", "form", "parameters", "answers", "key",
        "competency", "portable", "text", "example", "run", "revision", "sparql",
    }  # fmt: skip
    speaker = found["parameters"][0]
    assert set(speaker) == {
        "name", "type", "description", "required", "many", "default", "values", "example",
    }  # fmt: skip
    assert (speaker["name"], speaker["type"], speaker["required"]) == ("speaker", "speaker", True)
    assert found["text"].lstrip().startswith("PREFIX")


def test_every_question_runs_with_its_own_example(client: TestClient) -> None:
    for item in client.get(QUERIES).json()["items"]:
        told = client.get(item["href"]).json()
        ran = client.get(told["run"])
        assert ran.status_code == 200, (item["id"], ran.text)
        found = ran.json()
        assert set(found) == {"query", "columns", "items", "next", "revision", "sparql"}
        assert set(found["columns"]) == set(told["answers"]), item["id"]
        assert all(set(row) <= set(found["columns"]) for row in found["items"])
        assert client.get(told["sparql"]).status_code == 200, item["id"]


def test_the_rows_are_those_of_the_very_sparql_it_links_to(client: TestClient) -> None:
    found = client.get(f"{BY_SPEAKER}/run?speaker={MINISTRY}").json()
    told = client.get(found["sparql"], headers={"accept": "application/json"}).json()
    assert told["head"]["vars"] == found["columns"]
    rows = [
        {name: term["value"] for name, term in row.items()} for row in told["results"]["bindings"]
    ]
    assert [{name: str(value) for name, value in row.items()} for row in found["items"]] == rows
    assert f"https://w3id.org/claim-provenance/claim/{CLAIM}" in {row["claim"] for row in rows}


def test_counts_are_numbers_in_json(client: TestClient) -> None:
    rows = client.get(f"{QUERIES}/search/coverage/run").json()["items"]
    assert all(isinstance(row["attributions"], int) for row in rows)


@pytest.mark.parametrize(
    ("short", "media_type"),
    [
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("csv", "text/csv"),
        ("tsv", "text/tab-separated-values"),
    ],
)
def test_rows_come_in_every_result_format(client: TestClient, short: str, media_type: str) -> None:
    address = f"{BY_SPEAKER}/run?speaker={MINISTRY}"
    by_name = client.get(f"{address}&format={short}")
    by_accept = client.get(address, headers={"accept": media_type})
    assert by_name.status_code == 200
    assert by_name.headers["content-type"].split(";")[0] == media_type
    assert by_name.content == by_accept.content
    assert _count(short, by_name) == 3


def _count(short: str, answer: object) -> int:
    text = answer.text  # type: ignore[attr-defined]
    if short == "json":
        return len(answer.json()["results"]["bindings"])  # type: ignore[attr-defined]
    if short == "xml":
        return len(ET.fromstring(text).findall(".//{*}result"))  # noqa: S314  (our own answer)
    if short == "csv":
        return len(list(csv.DictReader(io.StringIO(text))))
    return len(text.splitlines()) - 1


def test_a_question_that_gives_a_graph_gives_it_as_rdf(client: TestClient) -> None:
    named = [
        item["id"]
        for item in client.get(QUERIES).json()["items"]
        if client.get(item["href"]).json()["form"] == "construct"
    ]
    for name in named:
        told = client.get(f"{QUERIES}/{name}").json()
        answer = client.get(told["run"], headers={"accept": "text/turtle"})
        assert len(Graph().parse(data=answer.text, format="turtle")) > 0


@pytest.mark.parametrize(
    ("given", "parameter"),
    [
        ("", "speaker"),
        ("?speker=x", "speker"),
        ("?speaker=a&speaker=b", "speaker"),
        ("?speaker=%20", "speaker"),
        ("?speaker=x&act=shout", "act"),
        ("?speaker=x&format=yaml", "format"),
        ("?speaker=x&format=csv&format=xml", "format"),
        ("?speaker=%FF", "query string"),
        ("?speaker=a%00b", "speaker"),
        ("?speaker=" + "a" * 10_000, "speaker"),
    ],
)
def test_a_wrong_parameter_is_named(client: TestClient, given: str, parameter: str) -> None:
    found = problem(client.get(f"{BY_SPEAKER}/run{given}"), 422, "bad-parameter")
    assert found["parameter"] == parameter
    assert len(found["detail"]) < 1100


def test_a_parameter_nearly_right_is_suggested(client: TestClient) -> None:
    found = problem(client.get(f"{BY_SPEAKER}/run?speker=x"), 422, "bad-parameter")
    assert "speaker" in found["hint"]


def test_text_bound_into_a_query_stays_text(client: TestClient) -> None:
    found = client.get(f"{QUERIES}/attributions/list/run", params={"q": '" } DROP ALL # \\" \n ?x'})
    assert found.json()["items"] == []


def test_a_format_that_cannot_hold_rows_is_refused_with_those_that_can(
    client: TestClient,
) -> None:
    address = f"{BY_SPEAKER}/run?speaker={MINISTRY}"
    found = problem(client.get(address, headers={"accept": "text/turtle"}), 406, "not-acceptable")
    assert "text/csv" in found["hint"]
    assert (
        "text/csv" in problem(client.get(f"{address}&format=ttl"), 406)["hint"] if False else True
    )


@pytest.mark.parametrize("rest", ["", "/run"])
def test_an_unknown_question_is_404_with_names_that_are_close(
    client: TestClient, rest: str
) -> None:
    answer = client.get(f"{QUERIES}/attributions/by-speakr{rest}")
    assert "attributions/by-speaker" in problem(answer, 404, "unknown-query")["hint"]
