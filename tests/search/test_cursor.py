"""A cursor fits the list it came from and no other."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import BadParameterError
from kg.search.cursor import read_cursor, write_cursor

OF = {"list": "attributions/list", "act": "assert"}


@given(st.text())
def test_a_cursor_gives_its_key_back(key: str) -> None:
    key = key.encode(errors="replace").decode()
    assert read_cursor(write_cursor(key, OF), OF) == key


def test_a_cursor_can_stand_in_an_address_as_it_is() -> None:
    cursor = write_cursor("https://example.org/attribution/ÿ?>", OF)
    assert cursor.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize("of", [{"list": "claims/list", "act": "assert"}, {**OF, "act": "deny"}])
def test_a_cursor_of_another_list_is_refused(of: dict[str, str]) -> None:
    with pytest.raises(BadParameterError, match="another list") as caught:
        read_cursor(write_cursor("a", of), OF)
    assert caught.value.where == "cursor"


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "!!!", "ÿ", base64.urlsafe_b64encode(b"[1]").decode(), "bnVsbA",
     base64.urlsafe_b64encode(b"\xff\xfe").decode(), base64.urlsafe_b64encode(b"{}").decode()],
)  # fmt: skip
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadParameterError, match="not a cursor"):
        read_cursor(cursor, OF)


def test_a_key_that_is_no_text_is_refused() -> None:
    _, digest = json.loads(base64.urlsafe_b64decode(write_cursor("a", OF) + "=="))
    forged = base64.urlsafe_b64encode(json.dumps([7, digest]).encode()).decode().rstrip("=")
    with pytest.raises(BadParameterError, match="another list"):
        read_cursor(forged, OF)
