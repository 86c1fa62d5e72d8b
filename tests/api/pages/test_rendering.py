from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

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
