from __future__ import annotations

import re
from html import unescape

from fastapi.testclient import TestClient

from kg.model.answers import SourceAnswer, TextAnswer
from kg_api.pages.sources import context


def shown(page: str) -> str:
    """Return the text of a source as the page has it."""
    (inside,) = re.findall(r'class="text whole"[^>]*>(.*?)</div>', page, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", inside))


def test_the_text_on_the_page_is_the_text_as_held_character_by_character(
    client: TestClient,
) -> None:
    for source in ("osce-statement-retold", "ostrel-diary", "sarybaba-report-retold"):
        held = client.get(f"/api/v1/sources/{source}/text").json()
        assert shown(client.get(f"/sources/{source}").text) == held["text"]


def test_every_passage_has_a_place_on_the_page_that_links_lead_to(client: TestClient) -> None:
    held = client.get("/api/v1/sources/osce-statement-retold/text").json()
    page = client.get("/sources/osce-statement-retold").text
    for view in held["attributions"]:
        assert page.count(f'id="a-{view["id"]}"') == 1
        assert page.count(f'href="#a-{view["id"]}"') == 1


def test_furniture_is_told_apart_with_the_reason(client: TestClient) -> None:
    page = client.get("/sources/osce-statement-retold").text
    reasons = re.findall(r'class="furniture" title="([^"]+)"', page)
    assert any("Later headlines of other articles" in reason for reason in reasons)


def test_a_text_whose_rights_allow_no_more_is_shown_around_its_passages_only(
    client: TestClient,
) -> None:
    told = SourceAnswer.model_validate(client.get("/api/v1/sources/river-institute-report").json())
    text = TextAnswer.model_validate(
        client.get("/api/v1/sources/river-institute-report/text").json()
    )
    real = told.model_copy(update={"invented": False, "rights": "All rights reserved"})
    far = text.model_copy(update={"text": (text.text or "") + "z" * 1000})
    shown = context(real, far)
    assert shown["whole"] is False
    assert shown["pieces"][-1].gap
    # Two hundred and some characters follow the last passage, then three hundred at most are shown.
    assert 0 < sum(piece.text.count("z") for piece in shown["pieces"]) < 300
    free = real.model_copy(update={"rights": "CC BY 4.0"})
    assert context(free, far)["whole"] is True


def test_a_work_nobody_here_has_seen_is_said_to_be_one(client: TestClient) -> None:
    page = client.get("/sources/russian-mod-reports").text
    assert "Nobody here has seen this work" in page
