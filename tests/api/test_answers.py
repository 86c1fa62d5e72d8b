from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from fastapi.testclient import TestClient
from rdflib import Dataset

from api_asking import CLAIM, LISTS, SOURCE, addresses, everything, problem
from kg.settings import Settings
from kg.vocab import DEFAULT_BASE
from kg.writing.writer import Writer
from kg_api.app import create_app
from small_records import HILL, small

SINGLE = {
    "claim": f"/api/v1/claims/{CLAIM}",
    "speaker": "/api/v1/speakers/sarybaba-report-retold.reporters",
    "source": f"/api/v1/sources/{SOURCE}",
    "attribution": "/api/v1/attributions/{}",
}
FORMATS = {
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
READERS = {
    "jsonld": ox.RdfFormat.JSON_LD,
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}


@pytest.fixture(params=SINGLE)
def single(request: pytest.FixtureRequest, client: TestClient) -> str:
    """Return the address of one claim, speaker, source or attribution."""
    if request.param != "attribution":
        return SINGLE[request.param]
    return SINGLE["attribution"].format(everything(client, LISTS["speaker-attributions"])[0]["id"])


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_single_thing_is_the_same_by_suffix_and_by_accept(
    client: TestClient, single: str, suffix: str
) -> None:
    by_suffix = client.get(f"{single}.{suffix}")
    by_accept = client.get(single, headers={"accept": FORMATS[suffix]})
    assert by_suffix.status_code == by_accept.status_code == 200
    assert by_suffix.content == by_accept.content
    assert by_suffix.headers["content-type"].split(";")[0] == FORMATS[suffix]


def test_every_rdf_format_of_a_thing_holds_the_same_triples(
    client: TestClient, single: str
) -> None:
    read = {
        suffix: {
            quad.triple
            for quad in ox.parse(client.get(f"{single}.{suffix}").content, format=reader)
        }
        for suffix, reader in READERS.items()
    }
    assert len({frozenset(triples) for triples in read.values()}) == 1
    iri = ox.NamedNode(client.get(single).json()["iri"])
    assert {triple.subject for triple in read["ttl"]} >= {iri}


def test_the_formats_with_graphs_agree_on_them(client: TestClient, single: str) -> None:
    trig = set(ox.parse(client.get(f"{single}.trig").content, format=READERS["trig"]))
    assert trig == set(ox.parse(client.get(f"{single}.nq").content, format=READERS["nq"]))
    assert all(quad.graph_name != ox.DefaultGraph() for quad in trig)


@pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset):DeprecationWarning")
def test_another_library_reads_the_same(client: TestClient, single: str) -> None:
    trig = Dataset().parse(data=client.get(f"{single}.trig").text, format="trig")
    nquads = Dataset().parse(data=client.get(f"{single}.nq").text, format="nquads")
    assert set(trig) == set(nquads)


def test_a_thing_is_one_row_with_the_columns_of_its_kind(client: TestClient, single: str) -> None:
    (row,) = csv.DictReader(io.StringIO(client.get(f"{single}.csv").text))
    told = client.get(single).json()
    assert (row["id"], row["iri"]) == (told["id"], told["iri"])
    assert row["revision"] == str(told["revision"])


@pytest.mark.parametrize("address", LISTS.values(), ids=LISTS)
def test_a_list_is_a_table_too(client: TestClient, address: str) -> None:
    told = client.get(f"{address}?limit=3")
    by_suffix = client.get(f"{address}.csv?limit=3")
    by_accept = client.get(f"{address}?limit=3", headers={"accept": "text/csv"})
    assert by_suffix.content == by_accept.content
    assert by_suffix.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(by_suffix.text)))
    assert [row["id"] for row in rows] == [item["id"] for item in told.json()["items"]]
    if "link" in told.headers:
        assert f"{address}.csv?" in by_suffix.headers["link"]


def test_an_empty_table_still_has_its_columns(client: TestClient) -> None:
    some = client.get("/api/v1/attributions.csv?limit=1").text.splitlines()
    none = client.get("/api/v1/attributions.csv?q=flying+teapots").text.splitlines()
    assert none == some[:1]
    assert "said.edtf" in none[0].split(",")


@pytest.mark.parametrize(
    ("address", "accept", "available"),
    [
        (f"/api/v1/claims/{CLAIM}", "text/html", "text/turtle"),
        ("/api/v1/claims", "text/turtle", "text/csv"),
        (f"/api/v1/claims/{CLAIM}/trace", "text/csv", "application/json"),
        ("/api/v1/lookup?text=a", "text/turtle", "application/json"),
        ("/api/v1/queries", "text/turtle", "text/csv"),
        ("/api/v1/queries/attributions/by-speaker", "text/turtle", "application/json"),
        ("/api/v1", "text/turtle", "application/json"),
        ("/ns", "text/csv", "text/turtle"),
        ("/problems/bad-query", "text/csv", "application/json"),
        ("/sparql", "image/png", "text/turtle"),
        ("/sparql?query=ASK{}", "image/png", "text/csv"),
    ],
)
def test_a_format_that_does_not_exist_is_406_with_those_that_do(
    client: TestClient, address: str, accept: str, available: str
) -> None:
    answer = client.get(address, headers={"accept": accept})
    assert available in problem(answer, 406, "not-acceptable")["hint"]


def test_a_browser_gets_json(client: TestClient) -> None:
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    answer = client.get(f"/api/v1/claims/{CLAIM}", headers={"accept": accept})
    assert answer.headers["content-type"] == "application/json"


def test_every_answer_has_a_tag_that_spares_the_next_one(client: TestClient) -> None:
    for name, address in addresses(client).items():
        answer = client.get(address)
        tag = answer.headers["etag"]
        assert tag.startswith('"14-'), name
        for held in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            again = client.get(address, headers={"if-none-match": held})
            assert again.status_code == 304, name
            assert again.content == b""
            assert again.headers["etag"] == tag
            assert again.headers["vary"] == answer.headers["vary"]
            assert again.headers["cache-control"] == answer.headers["cache-control"]
        other = client.get(address, headers={"if-none-match": '"14-0"'})
        assert other.status_code == 200


def test_each_format_and_each_request_has_a_tag_of_its_own(client: TestClient) -> None:
    thing = f"/api/v1/claims/{CLAIM}"
    tags = [
        client.get(address).headers["etag"]
        for address in (thing, f"{thing}.ttl", f"{thing}.csv", "/api/v1/claims?limit=1",
                        "/api/v1/claims?limit=2")
    ]  # fmt: skip
    tags.append(client.get(thing, headers={"accept": "text/turtle"}).headers["etag"])
    assert len(set(tags)) == len(tags)


def test_nothing_that_does_not_exist_is_unchanged(client: TestClient) -> None:
    answer = client.get("/api/v1/claims/nothing", headers={"if-none-match": "*"})
    assert answer.status_code == 404


def test_head_is_get_without_its_body(client: TestClient) -> None:
    for name, address in {**addresses(client), "ns": "/ns", "sparql": "/sparql"}.items():
        named = {"x-request-id": "asked-twice"}
        got, head = client.get(address, headers=named), client.head(address, headers=named)
        assert head.status_code == 200, name
        assert head.content == b""
        assert dict(head.headers) == dict(got.headers)
    assert client.head("/api/v1/claims/nothing").status_code == 404


def test_answers_depend_on_accept_and_are_to_be_asked_for_again(client: TestClient) -> None:
    for name, address in addresses(client).items():
        headers = client.get(address).headers
        assert "Accept" in headers["vary"], name
        assert headers["cache-control"] == "no-cache"


def test_a_page_of_another_site_may_ask(client: TestClient) -> None:
    origin = {"origin": "https://desk.example"}
    asked = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    allowed = client.options("/api/v1/lookup", headers=origin | asked)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == "*"
    assert "POST" in allowed.headers["access-control-allow-methods"]
    for address in ("/api/v1/claims", "/sparql?query=ASK{}", "/api/v1/claims/nothing"):
        answer = client.get(address, headers=origin)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "ETag" in answer.headers["access-control-expose-headers"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Writer, TestClient]]:
    """Yield the writer of a collection that begins empty, and a client of it."""
    folder = tmp_path_factory.mktemp("growing")
    with Writer.open(folder, base=DEFAULT_BASE, actor="tester") as writer:
        writer.publish()
        with TestClient(create_app(Settings(store=str(folder), workers=2))) as client:
            yield writer, client


@pytest.fixture
def growing(opened: tuple[Writer, TestClient]) -> Iterator[tuple[Writer, TestClient]]:
    """Yield the same, and take back what the test has loaded."""
    yield opened
    writer, client = opened
    if client.get("/api/v1/claims").json()["items"]:
        writer.retract("hill", "tested")
        writer.publish()


def test_an_empty_collection_answers_with_empty_lists(
    growing: tuple[Writer, TestClient],
) -> None:
    _, client = growing
    for address in ("claims", "attributions", "speakers", "sources", "lookup?text=a"):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 200, answer.text
        assert (answer.json()["items"], answer.json()["next"]) == ([], None)
    anything = client.get("/api/v1/queries/search/coverage/run").json()["items"]
    assert [row["attributions"] for row in anything] == [0]


def test_a_new_revision_is_answered_from_at_once_and_changes_every_tag(
    growing: tuple[Writer, TestClient],
) -> None:
    writer, client = growing
    asked = ["/api/v1/claims", "/api/v1/lookup?text=taken", "/sparql?query=ASK{}", "/api/v1"]
    before = {address: client.get(address) for address in asked}
    writer.load(small("hill", HILL, writer.known))
    writer.publish()
    for address, old in before.items():
        new = client.get(address, headers={"if-none-match": old.headers["etag"]})
        assert new.status_code == 200, address
        assert new.headers["etag"] != old.headers["etag"]
    told = client.get("/api/v1/claims").json()
    assert [claim["id"] for claim in told["items"]] == ["claim-hill"]
    assert told["revision"] == before["/api/v1/claims"].json()["revision"] + 1


def test_an_id_that_ends_like_a_format_is_found(growing: tuple[Writer, TestClient]) -> None:
    writer, client = growing
    group = {"id": "csv", "kind": "group", "name": "Those who count"}
    attribution = {
        "id": "a1", "quote": HILL, "speaker": "csv", "basis": "open", "act": "assert",
        "quote_mode": "indirect", "claim": "claim-hill",
    }  # fmt: skip
    writer.load(small("hill", HILL, speakers=[group], attributions=[attribution]))
    writer.publish()
    found = client.get("/api/v1/speakers/paper-hill.csv")
    assert (found.status_code, found.headers["content-type"]) == (200, "application/json")
    assert found.json()["id"] == "paper-hill.csv"
    row = client.get("/api/v1/speakers/paper-hill.csv.csv")
    assert row.headers["content-type"] == "text/csv; charset=utf-8"
    assert client.get("/api/v1/speakers/paper-dam.csv").status_code == 404
