"""What a fact-checker must get in one step, on the demonstration."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient

from api_asking import CLAIM, MINISTRY, SOURCE
from demonstration import demonstration
from serving import serving

LOOKUP = "/api/v1/lookup?text=Sarybaba"
SPARQL = f"""PREFIX cp: <https://w3id.org/claim-provenance#>
SELECT ?attribution ?edtf ?hedge WHERE {{
  ?attribution cp:claim <https://w3id.org/claim-provenance/claim/{CLAIM}> ;
    cp:speaker <https://w3id.org/claim-provenance/speaker/{MINISTRY}> ;
    cp:said/cp:edtf ?edtf ; cp:hedge ?hedge ; cp:via ?work .
  FILTER NOT EXISTS {{ ?attribution cp:said/cp:earliest ?earliest }}
  FILTER NOT EXISTS {{ ?attribution cp:said/cp:latest ?latest }}
}}"""


def check_hit(found: dict[str, Any]) -> str:
    """Check what a look-up of the mountain says; return the attribution it is about."""
    (hit,) = [item for item in found["items"] if item["claim"]["id"] == CLAIM]
    first = hit["first_known"]
    assert first["speaker"]["label"] == "Ministry of Defence of the Russian Federation"
    assert first["said"]["edtf"] == "XXXX-03-25"
    assert first["said"]["verbatim"] == "on March 25"
    assert (first["said"]["earliest"], first["said"]["latest"]) == (None, None)
    assert first["said"]["assumed"]
    (hedged,) = hit["hedges"]
    assert [(step["layer"], step["who"]["id"], step["hedges"]) for step in hedged["layers"]] == [
        (0, SOURCE, []),
        (1, MINISTRY, ["It was claimed"]),
    ]
    (chain,) = hit["trace"]["chains"]
    assert [step["who"]["id"] for step in chain["steps"]] == [SOURCE, MINISTRY]
    assert chain["steps"][1]["via"]["label"].startswith("Reports of the Russian ministry")
    attribution: str = first["attribution"]["id"]
    return attribution


def test_a_look_up_names_the_first_known_speaker_the_date_the_hedges_and_the_trace(
    client: TestClient,
) -> None:
    assert check_hit(client.get(LOOKUP).json())


def test_a_deeper_layer_is_hedged_twice_on_its_way_to_the_ministry(client: TestClient) -> None:
    found = client.get(LOOKUP).json()
    (hit,) = [item for item in found["items"] if item["claim"]["id"] != CLAIM]
    (hedged,) = hit["hedges"]
    assert [step["hedges"] for step in hedged["layers"]] == [
        [],
        ["It was claimed"],
        ["reportedly"],
    ]
    assert hedged["layers"][1]["who"]["id"] == MINISTRY


def check_same(client: Any) -> None:
    """Check that look-up, documented question and SPARQL name the same attribution."""
    attribution = check_hit(client.get(LOOKUP).json())
    iri = f"https://w3id.org/claim-provenance/attribution/{attribution}"
    asked = f"/api/v1/queries/attributions/by-speaker/run?speaker={MINISTRY}"
    (row,) = [r for r in client.get(asked).json()["items"] if r["claim"].endswith(f"/{CLAIM}")]
    assert (row["attribution"], row["edtf"]) == (iri, "XXXX-03-25")
    found = client.get(f"/sparql?{urlencode({'query': SPARQL})}").json()["results"]["bindings"]
    assert {binding["attribution"]["value"] for binding in found} == {iri}
    assert {binding["hedge"]["value"] for binding in found} == {"It was claimed"}
    page = client.get(f"/api/v1/claims/{CLAIM}/attributions").json()
    assert [item["id"] for item in page["items"]] == [attribution]


def test_the_documented_questions_and_sparql_give_the_same_attribution(client: TestClient) -> None:
    check_same(client)


@pytest.mark.server
def test_the_real_server_answers_alike(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving("--data", demonstration(tmp_path_factory)) as server:
        check_same(server.client)
