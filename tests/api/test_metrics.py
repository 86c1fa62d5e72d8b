from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from kg.settings import Settings
from kg_api.app import create_app
from kg_api.journal import Seen
from kg_api.metrics import Metrics, resident


@pytest.fixture(scope="module")
def counting(demo: Path) -> Iterator[TestClient]:
    """Yield a client of a server that counts."""
    settings = Settings(store=str(demo), workers=2, metrics=True, time_limit=0.5)
    with TestClient(create_app(settings)) as client:
        yield client


def figures(client: TestClient) -> dict[tuple[str, ...], float]:
    """Return every figure by its name and the values of its labels."""
    answer = client.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    return read(answer.text)


def read(text: str) -> dict[tuple[str, ...], float]:
    """Return what a text in the format of Prometheus says."""
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_there_are_no_figures_unless_they_are_asked_for(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 404


def test_requests_are_counted_by_template_method_and_status(counting: TestClient) -> None:
    before = figures(counting)
    for claim in ("water-let-out", "forces-near-mount-sarybaba"):
        counting.get(f"/api/v1/claims/{claim}")
    counting.get("/api/v1/claims/nothing-of-the-kind")
    for path in ("/wp-login.php", "/.env", "/%00"):
        counting.get(path)
    after = figures(counting)
    grown = {key: value - before.get(key, 0) for key, value in after.items()}
    assert grown["kg_requests_total", "GET", "/api/v1/claims/{claim}", "200"] == 2
    assert grown["kg_requests_total", "GET", "/api/v1/claims/{claim}", "404"] == 1
    assert grown["kg_requests_total", "GET", "none", "404"] == 3
    assert grown["kg_request_seconds_count", "/api/v1/claims/{claim}"] == 3
    assert not any("wp-login" in part or "water" in part for key in after for part in key)


def test_questions_are_counted_by_what_came_of_them(counting: TestClient) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    for query in ("ASK {}", "ASK {", "ASK { SERVICE <urn:x> {} }", endless):
        counting.get("/sparql", params={"query": query})
    told = figures(counting)
    assert told["kg_questions_total", "answered"] == 1
    assert told["kg_questions_total", "bad-query"] == 2
    assert told["kg_questions_total", "time-limit"] == 1
    assert told["kg_workers_lost_total", "time-limit"] == 1


def test_the_condition_of_the_service_is_told(counting: TestClient) -> None:
    told = figures(counting)
    assert told["kg_generation_revision",] == 14
    assert told["kg_generation_age_seconds",] > 0
    assert told["kg_disk_free_bytes",] > 0
    assert told["kg_store_bytes",] > 100_000
    assert told["kg_jobs_waiting",] == 0
    assert 1 <= told["kg_workers",] <= 2
    assert 20 * 2**20 < told["kg_resident_bytes",] < 2**31
    assert resident() is not None


def seen(method: str, route: str | None, status: int, problem: str | None = None) -> Seen:
    return Seen("r", None, method, route, None, status, 0.1, 0, problem=problem)


def test_writes_are_counted_by_kind_and_outcome_and_odd_methods_are_one() -> None:
    metrics = Metrics(lambda: None)
    for request in (
        seen("POST", "/api/v1/records", 201),
        seen("POST", "/api/v1/records", 422, "bad-record"),
        seen("POST", "/api/v1/records/{record}/accept", 409, "conflict"),
        seen("POST", "/api/v1/records/{record}/retract", 200),
        seen("GET", "/api/v1/records", 405),
        seen("BREW", None, 404),
        seen("MAKE", None, 404),
    ):
        metrics.count(request)
    told = read(metrics.written().decode())
    assert told["kg_writes_total", "record", "answered"] == 1
    assert told["kg_writes_total", "record", "bad-record"] == 1
    assert told["kg_writes_total", "accept", "conflict"] == 1
    assert told["kg_writes_total", "retract", "answered"] == 1
    assert sum(name == "kg_writes_total" for name, *_ in told) == 4
    assert told["kg_requests_total", "other", "none", "404"] == 2
