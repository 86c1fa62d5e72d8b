from __future__ import annotations

import json
from typing import Any

import pytest

from kg.vocab import XSD
from kg_bench.comparing import listed, mentioned, positioned, rows, same_rows, tallied

BASE = "https://w3id.org/claim-provenance/"


def iri(path: str) -> dict[str, str]:
    return {"type": "uri", "value": BASE + path}


def text(words: str, **more: str) -> dict[str, str]:
    return {"type": "literal", "value": words, **more}


def results(*bindings: dict[str, Any]) -> bytes:
    return json.dumps({"head": {"vars": []}, "results": {"bindings": bindings}}).encode()


def test_rows_are_the_same_in_any_order_but_not_in_another_number() -> None:
    one, other = {"a": text("1")}, {"a": text("2")}

    assert same_rows([one, other], [other, one]) is None
    assert same_rows([one, one], [one]) == "2 rows and 1, 1 of them the same"


def test_a_language_a_datatype_or_a_kind_of_term_makes_a_difference() -> None:
    plain = [{"a": text("x")}]

    assert same_rows(plain, [{"a": text("x", **{"xml:lang": "en"})}])
    assert same_rows(plain, [{"a": text("x", datatype="urn:t")}])
    assert same_rows(plain, [{"a": {"type": "uri", "value": "x"}}])


def test_virtuosos_typed_literals_and_spelled_out_strings_make_none() -> None:
    spelled = {"type": "typed-literal", "value": "x"}
    spelled["datatype"] = "http://www.w3.org/2001/XMLSchema#string"

    assert same_rows([{"a": text("x")}], [{"a": spelled}]) is None


def test_virtuosos_way_of_answering_an_ask_is_the_same_answer() -> None:
    def told(*bindings: dict[str, Any]) -> bytes:
        document = {"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": bindings}}
        return json.dumps(document).encode()

    yes = told({"__ASK_RETVAL": text("1", datatype=XSD + "integer")})

    assert rows(yes) == rows(b'{"head":{},"boolean":true}')
    assert rows(told()) == rows(b'{"head":{},"boolean":false}')
    assert rows(told()) != rows(yes)


def test_one_and_true_are_the_same_boolean_and_no_number() -> None:
    true, one = text("true", datatype=XSD + "boolean"), text("1", datatype=XSD + "boolean")

    assert same_rows([{"a": true}], [{"a": one}]) is None
    assert same_rows([{"a": true}], [{"a": text("0", datatype=XSD + "boolean")}])
    assert same_rows([{"a": true}], [{"a": text("1", datatype=XSD + "integer")}])


def test_an_answer_that_broke_off_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting"):
        rows(results({"a": text("x")})[:-5])


def test_a_page_lists_the_rows_in_their_order() -> None:
    check = listed("attribution")
    page = {"items": [{"iri": BASE + "attribution/a"}, {"iri": BASE + "attribution/b"}]}
    found = [{"attribution": iri("attribution/a")}, {"attribution": iri("attribution/b")}]

    assert check(page, found) is None
    assert check(page, found[::-1]) == "2 and 2 things listed"


def test_a_look_up_lists_the_claims_of_its_hits() -> None:
    check, found = listed("claim"), [{"claim": iri("claim/c")}]

    assert check({"items": [{"claim": {"iri": BASE + "claim/c"}}]}, found) is None
    assert check({"items": [{"iri": BASE + "claim/c"}]}, found) is None


def test_what_rest_says_and_the_rows_do_not_is_named() -> None:
    answer = {"iri": BASE + "claim/c", "said": {"verbatim": "on March 25"}, "label": "free"}
    found = [{"thing": iri("claim/c"), "value": text("on March 25")}]

    assert mentioned(answer, found) is None
    assert mentioned(answer, found[:0]) == f"REST also has {BASE}claim/c, on March 25"


def test_facets_are_compared_value_by_value() -> None:
    def facet(count: int) -> dict[str, Any]:
        return {"facets": {"act": {"values": [{"value": "deny", "count": count}], "others": 0}}}

    found = [{"facet": text("act"), "value": iri("vocab#deny"), "count": text("4")}]

    assert tallied(facet(4), found) is None
    assert tallied(facet(5), found) == "another count in act"
    more = [*found, {"facet": text("act"), "value": iri("vocab#urge"), "count": text("1")}]
    assert tallied(facet(4), more) == "other values in act"


def test_a_timeline_has_the_attributions_of_each_claim_it_lists() -> None:
    def stands(claim: str, *attributions: str, omitted: int = 0) -> dict[str, Any]:
        shown = [{"attribution": {"iri": BASE + "attribution/" + one}} for one in attributions]
        there = {"items": shown, "omitted": omitted}
        return {"claim": {"iri": BASE + "claim/" + claim}, "positions": there}

    def row(claim: str, attribution: str) -> dict[str, Any]:
        return {"claim": iri("claim/" + claim), "attribution": iri("attribution/" + attribution)}

    def told(*items: dict[str, Any], following: str | None = None) -> str | None:
        return positioned({"items": items, "next": following}, found)

    found = [row("hill", "a"), row("hill", "b"), row("bridge", "c")]

    assert told(stands("bridge", "c"), stands("hill", "b", "a")) is None
    assert told(stands("bridge", "c"), stands("hill", "a", omitted=1)) is None
    assert told(stands("hill", "a", "b"), following="more") is None
    assert told(stands("hill", "a", "b")) == "1 and 2 claims"
    fewer = f"another number of attributions of {BASE}claim/hill"
    assert told(stands("hill", "a"), following="more") == fewer
    also = f"REST also has {BASE}attribution/a"
    assert told(stands("bridge", "a"), following="more") == also
