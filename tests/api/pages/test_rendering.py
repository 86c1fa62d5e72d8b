from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from kg.errors import StoreBusyError
from kg.reading.collection import Collection
from kg_api.pages.rendering import POLICY

BROWSER = {"Accept": "text/html"}


@pytest.mark.parametrize("address", ["/", "/claims", "/sparql", "/sparql?query=ASK%7B%7D"])
@pytest.mark.parametrize("held", ["its tag", "*"])
def test_a_page_that_did_not_change_keeps_what_it_may_load(
    client: TestClient, address: str, held: str
) -> None:
    page = client.get(address, headers=BROWSER)
    tag = page.headers["etag"] if held == "its tag" else held
    again = client.get(address, headers=BROWSER | {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["content-security-policy"] == POLICY
    assert page.headers["content-security-policy"] == POLICY


def test_a_page_that_says_what_was_not_looked_at_is_kept_by_nobody(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/claims?q=restraint"  # asked nowhere else: nothing of it is kept

    async def busy(_: Collection) -> object:
        raise StoreBusyError("Every worker is busy")

    with monkeypatch.context() as patched:
        patched.setattr(Collection, "resembling", busy)
        page = client.get(address, headers=BROWSER)
        assert "was not looked at" in page.text
        assert "etag" not in page.headers
    again = client.get(address, headers=BROWSER)
    assert "was not looked at" not in again.text
    assert "etag" in again.headers
