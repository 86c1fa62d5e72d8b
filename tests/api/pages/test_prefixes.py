from __future__ import annotations

import pytest

from kg_api.pages.prefixes import declared

CP = "PREFIX cp: <https://w3id.org/claim-provenance#>\n"
SKOS = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"


def test_a_prefix_of_ours_that_is_used_and_not_declared_is_written_in() -> None:
    text, added = declared("SELECT * { ?c a cp:Claim ; skos:broader ?d }")
    assert text == CP + SKOS + "SELECT * { ?c a cp:Claim ; skos:broader ?d }"
    assert added == ("cp", "skos")


@pytest.mark.parametrize(
    "query",
    [
        CP + "SELECT * { ?c a cp:Claim }",
        "prefix\n# mine\ncp: <http://a.example/> ASK { ?c a cp:Claim }",
        "ASK { ?c a ex:Claim }",
        "ASK { ?c ?p 'cp:Claim' } # cp:Claim",
        "ASK { ?c a :Claim }",
        "ASK { ?c ?p 'never closed",
    ],
)
def test_what_is_declared_quoted_or_not_ours_stays_as_it_is(query: str) -> None:
    assert declared(query) == (query, ())
