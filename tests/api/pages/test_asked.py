from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest

from kg.assets import directory
from kg.catalogue import Catalogue
from kg.errors import BadParameterError, UnknownQueryError
from kg.vocab import DEFAULT_BASE
from kg_api.pages.asked import OWN, Asked

NAME = "attributions/by-speaker"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load([directory("queries")], DEFAULT_BASE)


def test_no_question_has_a_parameter_that_the_page_needs(catalogue: Catalogue) -> None:
    for question in catalogue.values():
        assert not question.parameters.keys() & {*OWN, "query", "format"}


def test_a_question_is_answered_once_it_is_asked(catalogue: Catalogue) -> None:
    opened = Asked.read([("question", NAME)], catalogue)
    assert (opened.question, opened.run) == (catalogue[NAME], False)
    sent = [("question", NAME), ("speaker", "russian-mod"), ("act", ""), ("ask", "1")]
    asked = Asked.read(sent, catalogue)
    assert (asked.run, asked.values) == (True, {"speaker": "russian-mod"})


def test_a_query_is_answered_unless_it_is_only_to_be_laid_out(catalogue: Catalogue) -> None:
    assert Asked.read([("query", "ASK {}")], catalogue).run
    assert not Asked.read([("query", "ASK {}"), ("tidy", "1")], catalogue).run
    assert not Asked.read([("query", "  ")], catalogue).run


@pytest.mark.parametrize(
    "sent",
    [
        [("show", "film")],
        [("view", "film")],
        [("show", "raw"), ("show", "raw")],
        [("query", "ASK {}"), ("speker", "x")],
    ],
)
def test_what_the_page_does_not_know_is_refused(
    sent: list[tuple[str, str]], catalogue: Catalogue
) -> None:
    with pytest.raises(BadParameterError):
        Asked.read(sent, catalogue)


def test_a_question_nobody_documented_is_unknown(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownQueryError):
        Asked.read([("question", "claims/no-such")], catalogue)


@pytest.mark.parametrize(
    "sent",
    [
        [("query", "ASK {}"), ("default-graph-uri", "http://a.example/g"), ("asOf", "3")],
        [("question", NAME), ("speaker", "russian-mod"), ("act", "deny"), ("ask", "1")],
        [("question", NAME), ("speaker", "russian-mod"), ("ask", "1"), ("asOf", "3")],
    ],
)
def test_an_address_asks_the_same_again_in_another_view(
    sent: list[tuple[str, str]], catalogue: Catalogue
) -> None:
    address = Asked.read(sent, catalogue).address("ASK {}", show="raw")
    assert parse_qsl(urlsplit(address).query) == [*sent, ("show", "raw")]
