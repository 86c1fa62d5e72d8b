"""A passage whose source was read again later: exact, moved or lost, the same in page and data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

import recaptured
from kg.settings import Settings
from kg_api.app import create_app
from quick_folders import quick_folder
from recaptured import EDITED, EDITED_TO, GONE, LATER_TEXT, MOVED, STAYED


@pytest.fixture(scope="module")
def read_twice() -> Iterator[TestClient]:
    """Yield a client of a collection with an article that was read twice."""
    with quick_folder() as folder:
        recaptured.fill(folder / "data")
        settings = Settings(store=str(folder / "data"), workers=2)
        with TestClient(create_app(settings)) as asking:
            yield asking


def marked(page: str) -> list[str]:
    """Return what is marked on a page as said, the legend left out; who said it is marked apart."""
    inside = page[: page.index("Reading the marks")] if "Reading the marks" in page else page
    runs = re.findall(r"(?:<mark[^>]*>[^<]*</mark>)+", inside)
    return [unescape(re.sub(r"<[^>]+>", "", run)) for run in runs]


def states(client: TestClient) -> dict[str, str]:
    held = client.get("/api/v1/sources/paper/text").json()
    views = [each["attribution"] for each in held["earlier"]]
    return {view["anchor"]["exact"]: view["anchor"]["state"] for view in views}


def test_the_state_on_the_page_is_that_of_the_rest_interface(read_twice: TestClient) -> None:
    assert states(read_twice) == {STAYED: "exact", EDITED: "lost", GONE: "lost", MOVED: "moved"}
    told = {"exact": "<b>Exact match</b>", "moved": "<b>Moved</b>", "lost": '<b class="lost">Lost'}
    for about, words in recaptured.QUOTED.items():
        page = read_twice.get(f"/claims/claim-{about}").text
        for state, shown in told.items():
            assert (shown in page) == (states(read_twice)[words] == state), about


def test_words_that_moved_are_marked_where_they_stand_now(read_twice: TestClient) -> None:
    page = read_twice.get("/claims/claim-hill").text
    assert marked(page) == [MOVED]
    start = LATER_TEXT.index(MOVED)
    assert f"now stand at characters {start} to {start + len(MOVED)}" in page
    assert recaptured.ADDED.strip() in unescape(re.sub(r"<[^>]+>", "", page))


@pytest.mark.parametrize(("about", "words"), [("dam", EDITED), ("road", GONE)])
def test_where_words_are_lost_nothing_is_marked_and_the_older_text_is_quoted(
    read_twice: TestClient, about: str, words: str
) -> None:
    page = read_twice.get(f"/claims/claim-{about}").text
    assert marked(page) == []
    assert "What the older text has:" in page
    assert words in unescape(re.sub(r"</?bdi>", "", page))
    assert "In the whole text" not in page
    assert "In the older text" in page


def test_the_page_of_the_source_marks_nothing_for_what_is_lost(read_twice: TestClient) -> None:
    page = read_twice.get("/sources/paper").text
    inside = page[page.index('class="text whole"') : page.index("Checked")]
    assert sorted(marked(inside)) == sorted([EDITED_TO, recaptured.ALIKE, MOVED, STAYED])
    assert page.count('<span class="chip c">lost</span>') == 2
    assert page.count('<span class="chip h">moved</span>') == 1


def test_the_older_text_is_shown_as_the_older_one_and_leads_to_the_newer(
    read_twice: TestClient,
) -> None:
    address = re.search(
        r'href="(/sources/paper\?snapshot=[0-9a-f]{16})#', read_twice.get("/sources/paper").text
    )
    assert address is not None
    page = read_twice.get(address[1]).text
    assert "This is an older text of it" in page
    assert marked(page[page.index('class="text whole"') : page.index("Checked")]) == [
        STAYED, EDITED, GONE, MOVED,
    ]  # fmt: skip


def test_a_snapshot_that_is_not_there_is_a_plain_page(read_twice: TestClient) -> None:
    answer = read_twice.get(
        "/sources/paper?snapshot=0000000000000000", headers={"Accept": "text/html"}
    )
    assert answer.status_code == 404
    assert "no snapshot" in answer.text
