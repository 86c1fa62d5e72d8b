"""Drafts are for those who write, and for nobody else."""

from __future__ import annotations

from api_asking import problem
from handing_in import Writable, body, saying


def test_drafts_are_listed_with_what_it_takes_to_accept_them(writable: Writable) -> None:
    content = body("yard", saying("the yard was swept"), status="draft")
    document = writable.hand_in("jane", content).json()["document"]
    answer = writable.get("jane", "drafts")
    (shown,) = [each for each in answer.json()["items"] if each["record"] == "yard"]
    assert (shown["version"], shown["actor"], shown["document"]) == (1, "jane", document)
    assert shown["at"].endswith("Z")
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_draft_is_shown_whole(writable: Writable) -> None:
    content = body("loft", saying("the loft was dry"), status="draft")
    writable.hand_in("jane", content)
    answer = writable.get("joe", "drafts/loft")
    shown = answer.json()
    assert shown["text"] == saying("the loft was dry")
    assert shown["content"]["record"] == "loft"
    assert "+ claim claim-loft: the loft was dry." in shown["diff"]
    assert shown["content"]["attributions"][0]["anchor"]["exact"] == saying("the loft was dry")
    assert answer.headers["cache-control"] == "private, no-store"


def test_a_draft_nobody_handed_in_is_not_found(writable: Writable) -> None:
    problem(writable.get("joe", "drafts/nothing"), 404, "unknown-id")


def test_nobody_reads_drafts_without_a_key(writable: Writable) -> None:
    content = body("shed", saying("the shed was locked"), status="draft")
    writable.hand_in("jane", content)
    for address in ("/api/v1/drafts", "/api/v1/drafts/shed", "/api/v1/drafts/nothing"):
        problem(writable.client.get(address), 401, "no-key")
        assert writable.client.head(address).status_code == 401
    problem(writable.get("ann", "drafts"), 403, "not-allowed")


def test_a_draft_is_on_no_public_route(writable: Writable) -> None:
    content = body("coop", saying("the xyzzycanary was fed"), status="draft")
    assert writable.hand_in("jane", content).status_code == 201
    everything = "/sparql?query=SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    lists = ("claims", "attributions", "sources", "speakers", "attributions.csv")
    for address in (everything, *(f"/api/v1/{name}?limit=100" for name in lists)):
        answer = writable.client.get(address)
        assert answer.status_code == 200, address
        assert "xyzzycanary" not in answer.text
        assert "coop" not in answer.text
    for address in ("claims/claim-coop", "sources/paper-coop", "sources/paper-coop/text"):
        assert writable.client.get(f"/api/v1/{address}").status_code == 404
    for asked in ("text=xyzzycanary", "quote=the xyzzycanary was"):
        assert writable.client.get(f"/api/v1/lookup?{asked}").json()["items"] == []
