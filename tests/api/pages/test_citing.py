from __future__ import annotations

import json
import re
from html import unescape

from fastapi.testclient import TestClient


def blocks(page: str) -> list[str]:
    """Return what stands in the boxes of code."""
    return [unescape(found) for found in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)]


def test_a_citation_names_the_claim_its_origins_and_the_revision(client: TestClient) -> None:
    told = client.get("/api/v1/claims/forces-near-mount-sarybaba").json()
    bibtex, csl = blocks(client.get("/claims/forces-near-mount-sarybaba/card").text)
    assert bibtex.startswith("@misc{forces-near-mount-sarybaba,\n")
    assert "Ministry of Defence of the Russian Federation" in bibtex
    (item,) = json.loads(csl)
    assert item["URL"] == f"{told['iri']}?asOf={told['revision']}"
    assert item["title"] == told["label"]
    assert item["version"] == f"revision {told['revision']}"


def test_no_year_gets_into_a_citation(client: TestClient) -> None:
    page = client.get("/claims/forces-near-mount-sarybaba/card").text
    assert "“on March 25”, year not stated" in unescape(page)
    assert "issued" not in blocks(page)[1]


def test_what_is_only_urged_is_cited_as_stated_by_nobody(client: TestClient) -> None:
    page = client.get("/claims/parties-exercise-restraint/card").text
    assert "nobody who states it as a fact" in page
