from __future__ import annotations

import json
import re
from html import unescape
from xml.etree import ElementTree as ET

from fastapi.testclient import TestClient


def blocks(page: str) -> list[str]:
    """Return what stands in the boxes of code."""
    return [unescape(found) for found in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)]


def test_a_citation_names_the_claim_its_origins_and_the_revision(client: TestClient) -> None:
    told = client.get("/api/v1/claims/forces-near-mount-sarybaba").json()
    _, bibtex, csl, _ = blocks(client.get("/claims/forces-near-mount-sarybaba/card").text)
    assert bibtex.startswith("@misc{forces-near-mount-sarybaba,\n")
    assert "Ministry of Defence of the Russian Federation" in bibtex
    (item,) = json.loads(csl)
    assert item["URL"] == f"{told['iri']}?asOf={told['revision']}"
    assert item["title"] == told["label"]
    assert item["version"] == f"revision {told['revision']}"


def test_no_year_gets_into_a_citation(client: TestClient) -> None:
    page = client.get("/claims/forces-near-mount-sarybaba/card").text
    assert "“on March 25”, year not stated" in unescape(page)
    assert not [block for block in blocks(page) if "issued" in block or "datePublished" in block]


def test_what_is_only_urged_is_cited_as_stated_by_nobody(client: TestClient) -> None:
    page = client.get("/claims/parties-exercise-restraint/card").text
    assert "nobody who states it as a fact; it is urged by United States" in page


def test_every_form_carries_the_address_with_the_revision(client: TestClient) -> None:
    told = client.get("/api/v1/claims/water-let-out").json()
    address = f"{told['iri']}?asOf={told['revision']}"
    page = client.get("/claims/water-let-out/card").text
    assert all(address in block for block in blocks(page))
    assert f"<bdi>{address}</bdi>" in page
    picture = client.get("/claims/water-let-out/card.svg").text
    assert address in "".join(re.findall(r">([^<]*)</text>", picture))


def test_the_card_names_who_denies_it_and_the_way_it_came(client: TestClient) -> None:
    page = unescape(client.get("/claims/water-let-out/card").text)
    assert "Ministry of Works of Norvania (invented), who denies it" in page
    chain = page.split("<dt>Chain</dt><dd><bdi>")[1].split("<")[0]
    assert " → " in chain
    assert chain.endswith("other ways)")


def test_schema_org_is_told_where_the_claim_appears_and_nothing_of_a_rating(
    client: TestClient,
) -> None:
    told = json.loads(blocks(client.get("/claims/water-let-out/card").text)[3])
    assert told["@type"] == "Claim"
    assert len(told["appearance"]) == 6
    assert "review" not in json.dumps(told).lower()
    assert "rating" not in json.dumps(told).lower()


def test_a_claim_nobody_made_has_no_card_and_no_picture(client: TestClient) -> None:
    for ending in ("card", "card.svg"):
        assert client.get(f"/claims/no-such-claim/{ending}").status_code == 404


def test_the_picture_is_an_image_that_loads_nothing_and_is_not_sent_twice(
    client: TestClient,
) -> None:
    answer = client.get("/claims/water-let-out/card.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    root = ET.fromstring(answer.content)  # noqa: S314  (we wrote it)
    assert root.attrib["role"] == "img"
    assert "href" not in answer.text
    again = {"If-None-Match": answer.headers["etag"]}
    assert client.get("/claims/water-let-out/card.svg", headers=again).status_code == 304
