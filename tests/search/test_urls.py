"""Two addresses are the same only where nothing in them tells pages apart."""

from __future__ import annotations

import pytest

from kg.errors import BadParameterError
from kg.search.urls import known_normal, normal


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?id=7",
        "HTTPS://EXAMPLE.org/a?id=7",
        "https://example.org:443/a?id=7",
        "https://example.org/a/?id=7",
        "https://example.org/a?id=7#top",
        "https://example.org./a?id=7",
        "  https://example.org/a?id=7\n",
        "https://example.org/a?utm_source=x&id=7&UTM_medium=y&fbclid=1",
        "https://me:secret@example.org/a?id=7",
        "http://example.org/a?id=7",
        "http://example.org:80/a?id=7",
        "https://www.example.org/a?id=7",
    ],
)
def test_these_are_one_page(url: str) -> None:
    assert normal(url) == "//example.org/a?id=7"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?x=1&y=2", "https://example.org/a?y=2&x=1"),
        ("https://example.org/a", "https://example.org:8443/a"),
        ("https://example.org/a", "https://www2.example.org/a"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/?q=", "https://example.org/"),
    ],
)
def test_these_may_be_two_pages(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_an_address_without_a_path_is_its_root() -> None:
    assert normal("https://example.org") == normal("https://example.org/")


def test_numbers_as_hosts_keep_their_brackets() -> None:
    assert normal("http://[2001:DB8::1]:80/a") == "//[2001:db8::1]/a"


@pytest.mark.parametrize(
    "url", ["", "hill", "example.org/a", "ftp://example.org/a", "https://", "https://a:b:c/",
            "javascript:alert(1)", "https://example.org:99999/", "https://[::1"]
)  # fmt: skip
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(BadParameterError) as caught:
        normal(url)
    assert caught.value.where == "url"


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(BadParameterError) as caught:
        normal("x" * 500)
    assert len(caught.value.detail) < 100


def test_a_recorded_address_that_is_no_web_address_stays_as_it_is() -> None:
    assert known_normal("urn:isbn:1") == "urn:isbn:1"
