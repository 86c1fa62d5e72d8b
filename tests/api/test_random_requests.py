"""Whatever is sent, the answer is one that was meant: never a 500."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from urllib.parse import quote, urlencode

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MEANT = {200, 303, 304, 307, 400, 404, 405, 406, 413, 415, 422, 507}
PLACES = st.sampled_from([
    "russian-mod", "forces-near-mount-sarybaba", "sarybaba-report-retold", "attributions",
    "by-speaker", "claims", "list", "run", "text", "trace", "claim", "place", "bad-query",
])  # fmt: skip
PATHS = st.sampled_from([
    "/", "/api/v1", "/api/v1/claims", "/api/v1/claims/{}", "/api/v1/claims/{}/attributions",
    "/api/v1/claims/{}/trace", "/api/v1/claims/{}/contradictions", "/api/v1/judgements",
    "/api/v1/judgements/{}", "/api/v1/attributions",
    "/api/v1/attributions/{}", "/api/v1/speakers", "/api/v1/speakers/{}",
    "/api/v1/speakers/{}/attributions", "/api/v1/sources", "/api/v1/sources/{}",
    "/api/v1/sources/{}/attributions", "/api/v1/sources/{}/text", "/api/v1/lookup",
    "/api/v1/queries", "/api/v1/queries/{}/{}", "/api/v1/queries/{}/{}/run", "/ns", "/sparql",
    "/problems/{}", "/id/{}/{}", "/healthz", "/readyz", "/reconcile", "/reconcile/suggest/entity",
    "/reconcile/suggest/property", "/reconcile/suggest/type", "/reconcile/flyout",
    "/reconcile/preview", "/reconcile/properties",
])  # fmt: skip
NAMES = st.sampled_from([
    "q", "speaker", "source", "about", "act", "hedged", "said_from", "said_to", "date_mode",
    "situation_from", "published_to", "recorded_to",
    "basis", "lang", "limit", "cursor", "text", "quote", "url", "query", "format",
    "relation", "by", "by_program", "default-graph-uri", "claim", "thing", "after", "queries",
    "extend", "prefix", "id", "type",
])  # fmt: skip
ODD = st.sampled_from([
    "", " ", "0", "-1", "true", "%", "\x00", "\n", "'", '"', "\\", "{", "}", "<x>", "*", "é", "𐌰",
    "\u202e",
    "1" * 50, "2024-02-30", "XXXX-03-25", "russian-mod", "assert", "possible", "ASK {}", "SELECT",
    "https://a.example/", "https://[", "http://a:99999999/", "WyJhIiwiYiJd", "json", "ttl",
    '{"q0": {"query": "x"}}', '{"ids": ["speaker/russian-mod"], "properties": [{"id": "names"}]}',
    "speaker/russian-mod", "Speaker",
])  # fmt: skip
WORDS = st.one_of(ODD, st.text(max_size=40), PLACES)
ACCEPTS = st.one_of(
    st.sampled_from(["*/*", "text/csv", "text/turtle", "application/json", "image/png", ""]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
)


def test_no_request_is_answered_with_a_fault_of_ours(
    client: TestClient, counted: Callable[[str, int], None]
) -> None:
    told = Counter[int]()
    asking(client, told)
    assert 200 in told
    assert 422 in told
    counted("random requests, none a fault of ours", told.total())


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    path=PATHS,
    places=st.tuples(st.one_of(PLACES, WORDS), st.one_of(PLACES, WORDS)),
    values=st.lists(st.tuples(NAMES, WORDS), max_size=4),
    accept=ACCEPTS,
)
def asking(
    client: TestClient,
    told: Counter[int],
    path: str,
    places: tuple[str, str],
    values: list[tuple[str, str]],
    accept: str,
) -> None:
    address = path.format(*(quote(place, safe="", errors="replace") for place in places))
    query = urlencode(values, errors="replace")
    answer = client.get(
        f"{address}?{query}" if query else address,
        headers={"accept": accept},
        follow_redirects=False,
    )
    told[answer.status_code] += 1
    assert answer.status_code in MEANT, answer.text
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == answer.status_code
