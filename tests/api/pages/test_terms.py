from __future__ import annotations

import json

from fastapi.testclient import TestClient

from kg_api.pages.shipped import address


def test_an_editor_is_told_every_prefix_and_term_once_and_for_good(client: TestClient) -> None:
    answer = client.get(address("terms.json"))
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    told = json.loads(answer.content)
    assert told["prefixes"]["cp"] == "https://w3id.org/claim-provenance#"
    terms = {term["name"]: term for term in told["terms"]}
    assert len(terms) == len(told["terms"])
    assert terms["cp:Claim"]["kind"] == "class"
    assert terms["cp:speaker"]["kind"] == "property"
    assert terms["cpv:deny"]["kind"] == "value"
    assert all(term["definition"] for term in terms.values())
