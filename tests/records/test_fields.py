"""Values of fields: what is taken as an id, a language, a web address; and the value lists."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pyoxigraph import Literal, NamedNode

from kg.records import values
from kg.records.fields import Language, Slug, WebAddress
from kg.vocab import VALUES


def accepts(kind: Any, value: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("slug", ["a", "0", "mount-sarybaba", "a-1-b", "a" * 80])
def test_an_id_is_small_letters_digits_and_single_hyphens(slug: str) -> None:
    assert accepts(Slug, slug)


@pytest.mark.parametrize(
    "slug", ["", "A", "a_b", "a--b", "-a", "a-", "a.b", "a b", "é", "a\n", "a" * 81]
)
def test_nothing_else_is_an_id(slug: str) -> None:
    assert not accepts(Slug, slug)


@pytest.mark.parametrize(
    "tag",
    [
        "en",
        "az",
        "EN",
        "en-GB",
        "sr-Latn",
        "zh-Hant-TW",
        "es-419",
        "de-1996",
        "sl-rozaj",
        "en-x-us",
    ],
)
def test_language_tags_of_rfc_5646_are_taken(tag: str) -> None:
    assert accepts(Language, tag)


@pytest.mark.parametrize("tag", ["", "e", "english_", "en_GB", "en-", "e1", "en\n", "x-private"])
def test_what_is_no_language_tag_is_refused(tag: str) -> None:
    assert not accepts(Language, tag)


@given(st.from_regex(r"[A-Za-z]{1,4}(-[A-Za-z0-9]{1,9}){0,4}", fullmatch=True))
def test_every_language_we_take_the_store_takes(tag: str) -> None:
    if accepts(Language, tag):
        assert Literal("x", language=tag).language == tag.lower()


@pytest.mark.parametrize(
    "address",
    [
        "https://hill.example/a?b=c&d=%20#e",
        "http://hill.example:8080/",
        "https://xn--hgel-1ra.example/",
        "https://hügel.example/ä",
    ],
)
def test_web_addresses_are_taken(address: str) -> None:
    assert accepts(WebAddress, address)


@pytest.mark.parametrize(
    "address",
    [
        "hill.example",
        "ftp://hill.example",
        "https://",
        "https:///a",
        "https://a b",
        "https://a/<b>",
        "https://a/%zz",
        "https://[::1",
        "https://a/[b]",
        "https://a:port/",
        "https://a#b#c",
        "https://a\n",
        'https://a/"',
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    assert not accepts(WebAddress, address)


@given(st.text(alphabet="abé:/?#[]@!$&'()*+,;=%20 <>\"{}|\\^`~\u202e\ufdd0\U000e0001"))
def test_every_web_address_we_take_the_store_takes(rest: str) -> None:
    address = f"https://{rest}"
    if accepts(WebAddress, address):
        assert NamedNode(address).value == address


@pytest.mark.parametrize(
    ("ours", "scheme"),
    [
        (values.Act, "Act"),
        (values.Certainty, "Certainty"),
        (values.Polarity, "Polarity"),
        (values.Stance, "Stance"),
        (values.QuoteMode, "QuoteMode"),
        (values.Basis, "SpeakerBasis"),
        (values.SourceKind, "SourceKind"),
        (values.Relation, "Relation"),
    ],
)
def test_value_lists_are_those_of_the_ontology(ours: type[StrEnum], scheme: str) -> None:
    assert {one.value for one in ours} == set(VALUES[scheme])


def test_source_tags_are_the_only_passages_with_a_list_of_their_own() -> None:
    assert {one.value for one in values.Function} | {"sourceTag"} == set(VALUES["Function"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("author-voice", "authorVoice"),
        ("author voice", "authorVoice"),
        ("authorVoice", "authorVoice"),
    ],
)
def test_values_may_be_spelled_with_hyphens_or_spaces(written: str, meant: str) -> None:
    assert values.camel(written) == meant
