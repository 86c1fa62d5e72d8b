from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, addresses, problem
from kg_api.parameters import declared
from kg_api.routes.claims import router

LONG = "a" * 6000
WRONG = [
    ("/api/v1/claims?limit=0", "limit"),
    ("/api/v1/claims?cursor=x", "cursor"),
    (f"/api/v1/claims?q={LONG}", "q"),
    (f"/api/v1/claims/{LONG}", "claim"),
    (f"/api/v1/claims/{LONG}/trace", "claim"),
    (f"/api/v1/claims/{LONG}/contradictions", "claim"),
    (f"/api/v1/claims/{LONG}/attributions", "claim"),
    (f"/api/v1/claims/{CLAIM}/attributions?limit=x", "limit"),
    (f"/api/v1/attributions?q={LONG}", "q"),
    (f"/api/v1/attributions?speaker={LONG}", "speaker"),
    ("/api/v1/attributions?speaker=Not%20A%20Slug", "speaker"),
    ("/api/v1/attributions?speaker=a%00b", "speaker"),
    ("/api/v1/attributions?speaker=https://elsewhere.example/x", "speaker"),
    (f"/api/v1/attributions?source={LONG}", "source"),
    ("/api/v1/attributions?source=%3Cx%3E", "source"),
    (f"/api/v1/attributions?about={LONG}", "about"),
    ("/api/v1/attributions?about=no%20such", "about"),
    ("/api/v1/attributions?act=shout", "act"),
    ("/api/v1/attributions?act=Assert", "act"),
    ("/api/v1/attributions?hedged=perhaps", "hedged"),
    ("/api/v1/attributions?said_from=25%20March", "said_from"),
    ("/api/v1/attributions?said_from=XXXX-03-25", "said_from"),
    ("/api/v1/attributions?said_from=2024-02-30", "said_from"),
    ("/api/v1/attributions?said_to=yesterday", "said_to"),
    ("/api/v1/attributions?said_from=2024-05-02&said_to=2024-05-01", "said_to"),
    ("/api/v1/attributions?date_mode=maybe", "date_mode"),
    ("/api/v1/attributions?basis=rumour", "basis"),
    ("/api/v1/attributions?lang=english%20please", "lang"),
    (f"/api/v1/attributions?lang={LONG}", "lang"),
    ("/api/v1/attributions?limit=1000000", "limit"),
    (f"/api/v1/attributions/{LONG}", "attribution"),
    (f"/api/v1/speakers?q={LONG}", "q"),
    (f"/api/v1/speakers/{LONG}", "speaker"),
    (f"/api/v1/speakers/{LONG}/attributions", "speaker"),
    ("/api/v1/speakers/russian-mod/attributions?cursor=x", "cursor"),
    (f"/api/v1/sources?q={LONG}", "q"),
    (f"/api/v1/sources/{LONG}", "source"),
    (f"/api/v1/sources/{LONG}/attributions", "source"),
    (f"/api/v1/sources/{LONG}/text", "source"),
    ("/api/v1/sources/sarybaba-report-retold/attributions?limit=", "limit"),
    (f"/api/v1/lookup?text={LONG}", "text"),
    ("/api/v1/lookup?url=x", "url"),
    (f"/api/v1/queries/{LONG}/x", "noun"),
    (f"/api/v1/queries/x/{LONG}", "name"),
    (f"/api/v1/queries/x/{LONG}/run", "name"),
    ("/api/v1/queries/attributions/list/run?limit=0", "limit"),
    (f"/problems/{LONG}", "kind"),
    (f"/id/claim/{LONG}", "name"),
    ("/id/unicorn/x", "kind"),
]


@pytest.mark.parametrize(("address", "parameter"), WRONG, ids=lambda each: each[:60])
def test_a_bad_value_is_refused_by_the_parameters_name(
    client: TestClient, address: str, parameter: str
) -> None:
    found = problem(client.get(address, follow_redirects=False), 422, "bad-parameter")
    assert found["parameter"] == found["where"] == parameter
    assert len(found["detail"]) <= 1010


def test_an_act_nearly_right_is_suggested(client: TestClient) -> None:
    found = problem(client.get("/api/v1/attributions?act=asert"), 422, "bad-parameter")
    assert "assert" in found["hint"]


def test_a_parameter_nobody_knows_is_refused_on_every_route(client: TestClient) -> None:
    for name, address in addresses(client).items():
        joined = "&" if "?" in address else "?"
        answer = client.get(f"{address}{joined}speker=russian-mod")
        assert problem(answer, 422, "bad-parameter")["parameter"] == "speker", name
    for address in ("/", "/ns", "/problems/busy", "/id/claim/x"):
        answer = client.get(f"{address}?x=1", follow_redirects=False)
        assert problem(answer, 422, "bad-parameter")["parameter"] == "x", address


def test_a_typo_gets_the_name_that_was_meant(client: TestClient) -> None:
    found = problem(client.get("/api/v1/attributions?speker=x"), 422, "bad-parameter")
    assert found["hint"].startswith("did you mean speaker?")
    assert "said_from" in found["hint"]
    found = problem(client.get("/api/v1/queries?q=x"), 422, "bad-parameter")
    assert found["hint"] == "there are none here"


def test_a_parameter_given_twice_is_refused_rather_than_half_heard(client: TestClient) -> None:
    for address, name in (
        ("/api/v1/attributions?hedged=true&hedged=false", "hedged"),
        ("/api/v1/attributions?q=urge&q=urge", "q"),
        ("/api/v1/lookup?text=a&text=b", "text"),
        ("/api/v1/claims?limit=1&q=x&limit=2", "limit"),
    ):
        assert problem(client.get(address), 422, "bad-parameter")["parameter"] == name


@pytest.mark.parametrize("query", ["q=%FF", "q=a%C3", "%80=1", "q=%ED%A0%80"])
def test_escapes_that_are_no_utf_8_are_refused(client: TestClient, query: str) -> None:
    found = problem(client.get(f"/api/v1/claims?{query}"), 422, "bad-parameter")
    assert found["parameter"] == "query string"


@pytest.mark.parametrize("query", ["q=%", "q=%zz", "q=%u0041", "&&q=a", "q=a;b=c"])
def test_a_percent_sign_that_escapes_nothing_is_itself(client: TestClient, query: str) -> None:
    assert client.get(f"/api/v1/claims?{query}").status_code == 200


def test_a_nul_byte_is_a_character_nothing_has(client: TestClient) -> None:
    for address in (
        "/api/v1/claims?q=%00",
        "/api/v1/attributions?q=a%00b",
        "/api/v1/speakers?q=%00",
    ):
        answer = client.get(address)
        assert answer.status_code in (200, 422)
        assert answer.status_code == 422 or answer.json()["items"] == []


def test_an_endless_query_string_is_refused(client: TestClient) -> None:
    found = problem(client.get("/api/v1/claims?" + "q=a&" * 1001), 422, "bad-parameter")
    assert "1000" in found["detail"]


def test_health_is_asked_with_anything(client: TestClient) -> None:
    assert client.get("/healthz?probe=17").status_code == 200


def test_the_parameters_of_a_route_are_read_from_its_declaration() -> None:
    routes = {route.path: route for route in router.routes}  # type: ignore[attr-defined]
    assert sorted(declared(routes["/claims"])) == ["asOf", "cursor", "limit", "q"]
    assert declared(routes["/claims/{claim}"]) == ["asOf"]


def test_of_several_values_any_will_do_where_several_are_taken(client: TestClient) -> None:
    def total(query: str) -> int:
        return len(client.get(f"/api/v1/attributions?limit=100&{query}").json()["items"])

    # The examples urge nineteen times and demand twice; one is not counted twice.
    assert [total(f"act={act}") for act in ("urge", "demand")] == [19, 2]
    assert total("act=urge&act=demand&act=urge") == 21
    assert total("act=urge&act=demand&speaker=river-institute&speaker=layla-al-norvani") == 2
    wrong = problem(client.get("/api/v1/attributions?act=urge&act=shout"), 422, "bad-parameter")
    assert wrong["parameter"] == "act"
