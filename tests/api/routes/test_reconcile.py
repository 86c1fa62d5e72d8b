from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from fastapi.testclient import TestClient

from api_asking import problem
from kg.settings import Settings
from kg_api.app import create_app
from reconciliation_shapes import (
    EXTENDED,
    FLYOUT,
    MANIFEST,
    PROPOSED,
    RESULTS,
    SUGGESTED,
    check,
)

ELSEWHERE = "http://127.0.0.1:3333"
IDS = ("speaker/russian-mod", "source/sarybaba-report-retold", "place/mount-sarybaba")


def post(client: TestClient, **fields: Any) -> Any:
    return client.post("/reconcile", data={name: json.dumps(v) for name, v in fields.items()})


def test_the_manifest_is_what_the_specification_asks_for(client: TestClient) -> None:
    answer = client.get("/reconcile")
    check(answer.json(), MANIFEST)
    assert answer.headers["cache-control"] == "no-store"  # its host is only the client's word
    assert [each["id"] for each in answer.json()["defaultTypes"]] == [
        "Speaker", "Source", "Claim", "Place",
    ]  # fmt: skip


def test_a_service_with_an_address_of_its_own_names_that_one(demo: Any) -> None:
    settings = Settings(store=str(demo), workers=2, public_url="https://claims.example.org")
    with TestClient(create_app(settings)) as client:
        answer = client.get("/reconcile", headers={"Host": "elsewhere.example"})
    assert "elsewhere.example" not in answer.text
    assert answer.json()["view"]["url"] == "https://claims.example.org/id/{{id}}"


def test_every_address_in_the_manifest_answers(client: TestClient) -> None:
    told = client.get("/reconcile").json()
    thing = quote(IDS[0], safe="")
    viewed = client.get(told["view"]["url"].replace("{{id}}", thing), follow_redirects=False)
    assert viewed.headers["location"] == "/api/v1/speakers/russian-mod"
    assert client.get(told["preview"]["url"].replace("{{id}}", thing)).status_code == 200
    for service in told["suggest"].values():
        address = service["service_url"] + service["service_path"]
        check(client.get(address, params={"prefix": "s"}).json(), SUGGESTED)
    entity = told["suggest"]["entity"]
    flyout = (entity["flyout_service_url"] + entity["flyout_service_path"]).replace("${id}", thing)
    check(client.get(flyout).json(), FLYOUT)
    proposing = told["extend"]["propose_properties"]
    address = proposing["service_url"] + proposing["service_path"]
    for each in told["defaultTypes"]:
        check(client.get(address, params={"type": each["id"]}).json(), PROPOSED)


def test_the_identifier_space_before_an_id_is_the_iri(client: TestClient) -> None:
    told = client.get("/reconcile").json()
    iri = client.get("/api/v1/speakers/russian-mod").json()["iri"]
    assert told["identifierSpace"] + "speaker/russian-mod" == iri
    ontology = client.get("/ns", headers={"accept": "text/turtle"}).text
    assert told["schemaSpace"] in ontology
    for each in told["defaultTypes"]:
        assert re.search(rf"\bcp:{each['id']}\s+a\b", ontology)


def test_a_batch_is_answered_the_same_by_form_and_by_address(client: TestClient) -> None:
    batch = {
        "q0": {"query": "Russian Ministry of Defense", "type": "Speaker", "limit": 3},
        "q1": {"query": "Mount Sarybaba", "type": ["Place"], "type_strict": "should"},
        "q2": {"query": "qqq xxx"},
        "q3": {"query": "Tobin Vesk", "properties": [{"pid": "kind", "v": ["person", True, 5]}]},
    }
    answer = post(client, queries=batch)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    check(found, RESULTS)
    assert list(found) == list(batch)
    assert found["q0"]["result"][0]["id"] == IDS[0]
    assert [found[each]["result"][0]["match"] for each in ("q0", "q1", "q3")] == [
        True, True, False,
    ]  # fmt: skip
    assert (found["q2"]["result"], found["q2"]["found"]) == ([], 0)
    for result in found.values():
        scores = [each["score"] for each in result["result"]]
        assert scores == sorted(scores, reverse=True)
    assert client.get("/reconcile", params={"queries": json.dumps(batch)}).json() == found
    assert post(client, queries={}).json() == {}


def test_values_are_fetched_for_each_thing_and_property(client: TestClient) -> None:
    asked = {"ids": [*IDS, "claim/none"], "properties": [
        {"id": "names"}, {"id": "attributions"}, {"id": "first-known-speaker"}, {"id": "kind"},
    ]}  # fmt: skip
    found = post(client, extend=asked).json()
    check(found, EXTENDED)
    assert list(found["rows"]) == [*IDS, "claim/none"]
    assert all(
        list(row) == [p["id"] for p in asked["properties"]] for row in found["rows"].values()
    )
    assert found["unknown"] == ["claim/none"]
    speaker = client.get("/api/v1/speakers/russian-mod").json()
    assert found["rows"][IDS[0]]["attributions"] == [{"int": speaker["counts"]["attributions"]}]
    assert found["meta"][2]["type"] == {"id": "Speaker", "name": "Speaker"}
    assert client.get("/reconcile", params={"extend": json.dumps(asked)}).json() == found


def test_mentions_are_those_that_the_speakers_own_page_has(client: TestClient) -> None:
    asked = {"ids": [IDS[0]], "properties": [{"id": "mentions"}]}
    cells = post(client, extend=asked).json()["rows"][IDS[0]]["mentions"]
    mentions = client.get("/api/v1/speakers/russian-mod").json()["mentions"]
    assert sorted(cell["str"] for cell in cells) == sorted(mentions)
    assert mentions


BAD = {
    "not JSON": ("{", 422, "queries"),
    "no object": ("[]", 422, "queries"),
    "no query": ('{"q0": 5}', 422, "queries.q0"),
    "an empty query": ('{"q0": {"query": ""}}', 422, "queries.q0.query"),
    "neither words nor properties": ('{"q0": {}}', 422, "queries.q0.query"),
    "a query that is too long": (json.dumps({"q": {"query": "a" * 5001}}), 422, "queries.q.query"),
    "no such type": ('{"q0": {"query": "a", "type": "Robot"}}', 422, "queries.q0.type"),
    "no such member": ('{"q0": {"query": "a", "typ": "Speaker"}}', 422, "queries.q0.typ"),
    "no limit": ('{"q0": {"query": "a", "limit": 0}}', 422, "queries.q0.limit"),
    "a limit that is too high": ('{"q": {"query": "a", "limit": 1e9}}', 422, "queries.q.limit"),
    "an id twice": ('{"q0": {"query": "a"}, "q0": {"query": "b"}}', 422, "queries"),
    "half a character": (r'{"q0": {"query": "\ud800"}}', 422, "queries"),
    "no number": ('{"q0": {"query": "a", "limit": NaN}}', 422, "queries"),
    "a huge number": ('{"q0": {"query": "a", "limit": ' + "1" * 5000 + "}}", 422, "queries"),
    "too deep": ('{"q0": {"query": ' + "[" * 100_000 + "]" * 100_000 + "}}", 422, "queries"),
    "unclosed strings": ('"' + r"\"" * 200_000, 422, "queries"),
    "too many parts": ('{"q": {"query": "a", "type": [' + "1," * 400_000 + "1]}}", 422, "queries"),
    "too long": (json.dumps({"q": {"query": "a" * 1_000_001}}), 422, "queries"),
    "an id without end": (json.dumps({"q" * 1001: {"query": "a"}}), 422, "queries"),
    "too many": (json.dumps({f"q{n}": {"query": "a"} for n in range(101)}), 413, None),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_batch_that_cannot_be_answered_whole_is_refused_whole(
    client: TestClient, what: str
) -> None:
    text, status, where = BAD[what]
    answer = client.post("/reconcile", data={"queries": text})
    found = problem(answer, status, "bad-parameter" if where else None)
    assert found.get("parameter") == where


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"ids": [], "properties": [{"id": "colour"}]}, "properties"),
        ({"ids": "x", "properties": []}, "extend.ids"),
        ({"ids": ["x"] * 101, "properties": []}, "extend.ids"),
        ({"ids": ["x"]}, "extend.properties"),
        ({"ids": [""], "properties": []}, "extend.ids.0"),
    ],
)
def test_an_extension_that_means_nothing_is_refused(
    client: TestClient, query: Any, where: str
) -> None:
    assert problem(post(client, extend=query), 422, "bad-parameter")["parameter"] == where


def test_the_endpoint_takes_one_question_in_one_form(client: TestClient) -> None:
    assert problem(post(client), 415, "media-type")["where"] == "Content-Type"
    form = {"content-type": "application/x-www-form-urlencoded"}
    for body in ("", "queries={}&extend={}", "queries={}&queries={}", "querys={}", "queries=%ff"):
        problem(client.post("/reconcile", content=body, headers=form), 422, "bad-parameter")
    problem(client.post("/reconcile", json={"queries": {}}), 415, "media-type")
    problem(client.get("/reconcile?querys={}"), 422, "bad-parameter")
    problem(client.get("/reconcile?extend={}&queries={}"), 422, "bad-parameter")


def test_suggestions_pass_over_what_other_services_understand(client: TestClient) -> None:
    found = client.get("/reconcile/suggest/entity?prefix=sary&type_strict=any&lang=en").json()
    check(found, SUGGESTED)
    assert {"place/mount-sarybaba"} <= {each["id"] for each in found["result"]}
    kept = client.get("/reconcile/suggest/entity?prefix=sary&type=Place").json()["result"]
    assert [each["id"] for each in kept] == ["place/mount-sarybaba"]
    assert kept[0]["notable"] == [{"id": "Place", "name": "Place"}]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("suggest/entity", "prefix"),
        ("suggest/entity?prefix=%20", "prefix"),
        ("suggest/entity?prefix=a&type=Robot", "type"),
        ("suggest/entity?prefix=a&cursor=-1", "cursor"),
        ("preview", "id"),
        ("flyout", "id"),
        ("properties", "type"),
        ("properties?type=Robot", "type"),
        ("properties?type=Place&limit=0", "limit"),
    ],
)
def test_what_is_missing_or_wrong_is_named(client: TestClient, path: str, where: str) -> None:
    found = problem(client.get(f"/reconcile/{path}"), 422, "bad-parameter")
    assert found["parameter"] == where


def test_what_is_not_there_has_no_preview(client: TestClient) -> None:
    for path in ("preview", "flyout"):
        for thing in ("speaker/nobody", "nothing", "../../etc/passwd", "\x00"):
            found = client.get(f"/reconcile/{path}", params={"id": thing})
            problem(found, 404, "unknown-id")


@pytest.mark.parametrize("thing", [*IDS, "claim/water-let-out"])
def test_a_preview_may_be_framed_and_has_nothing_in_it_that_acts(
    client: TestClient, thing: str
) -> None:
    answer = client.get("/reconcile/preview", params={"id": thing})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; frame-ancestors *; base-uri 'none'; form-action 'none'; sandbox"
    )
    assert set(re.findall(r"<(\w+)", answer.text)) <= {
        "html", "head", "meta", "title", "body", "h1", "p", "dl", "dt", "dd", "br", "strong",
    }  # fmt: skip
    assert "style=" not in answer.text
    flyout = client.get("/reconcile/flyout", params={"id": thing})
    assert flyout.json()["html"] in answer.text
    assert "frame-ancestors 'none'" in flyout.headers["content-security-policy"]


def test_invented_examples_are_marked_in_previews(client: TestClient) -> None:
    told = client.get("/reconcile/preview?id=claim/water-let-out").text
    assert "Invented example" in told
    assert "Invented" not in client.get(f"/reconcile/preview?id={IDS[1]}").text


def test_any_site_may_ask(client: TestClient) -> None:
    origin = {"Origin": ELSEWHERE}
    told = client.get("/reconcile").json()
    addresses = ["/reconcile", urlsplit(told["preview"]["url"]).path + "?id=place/mount-sarybaba"]
    for address in (*addresses, "/reconcile/suggest/type", "/reconcile/properties?type=Place"):
        answer = client.get(address, headers=origin)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == "*"
    sent = client.post("/reconcile", data={"queries": "{}"}, headers=origin)
    assert sent.headers["access-control-allow-origin"] == "*"
    preflight = client.options(
        "/reconcile", headers=origin | {"Access-Control-Request-Method": "POST"}
    )
    assert preflight.status_code == 200
