from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from judging import BOT, JANE, fields
from kg.errors import LedgerError
from kg.judgements import Judgement, decoded, encoded

AT = "2026-11-21T10:00:00Z"


def judgement(**more: Any) -> Judgement:
    return Judgement.model_validate(fields(at=AT, **more))


def test_the_id_is_made_of_the_relation_both_things_and_who_judges() -> None:
    said = b'["contradicts","claim/claim-dam","claim/claim-hill","jane"]'
    assert judgement().id == "j-" + hashlib.sha256(said).hexdigest()[:16]
    same = judgement(reason="another", confidence=0.5)
    assert same.id == judgement().id
    for other in (
        judgement(relation="supports"),
        judgement(against="claim/claim-road"),
        judgement(by=JANE | {"id": "joan"}),
    ):
        assert other.id != judgement().id


@pytest.mark.parametrize(
    ("relation", "kind", "same"),
    [
        ("sameClaim", "claim", True),
        ("contradicts", "claim", True),
        ("sameSpeaker", "speaker", True),
        ("sameUtterance", "utterance", True),
        ("supports", "claim", False),
        ("narrower", "claim", False),
        ("copyOf", "source", False),
    ],
)
def test_which_stands_first_matters_only_where_the_relation_has_a_direction(
    relation: str, kind: str, *, same: bool
) -> None:
    ends = [f"{kind}/0123456789abcdef-a", f"{kind}/0123456789abcdef-b"]
    one = judgement(relation=relation, judges=ends[0], against=ends[1])
    other = judgement(relation=relation, judges=ends[1], against=ends[0])
    assert (one.id == other.id) is same
    assert one.says_the_same(other) is same


def test_a_judgement_is_stored_in_one_spelling_and_read_back() -> None:
    one = judgement(confidence=0.5)
    assert encoded(one) == (
        b'{"against":"claim/claim-dam","at":"2026-11-21T10:00:00Z","by":{"id":"jane",'
        b'"kind":"person","name":"Jane Doe"},"confidence":0.5,"format":1,'
        b'"judges":"claim/claim-hill","reason":"only one of the two can be",'
        b'"relation":"contradicts"}'
    )
    assert decoded(encoded(one), where="here") == one


@pytest.mark.parametrize("wrong", [b"", b"[]", b"\xff", b"{}", b"[" * 100_000])
def test_what_is_no_stored_judgement_is_a_damaged_ledger(wrong: bytes) -> None:
    with pytest.raises(LedgerError, match="A stored judgement cannot be read") as caught:
        decoded(wrong, where="here")
    assert caught.value.where == "here"


def test_a_later_format_is_not_taken_for_this_one() -> None:
    content = json.loads(encoded(judgement())) | {"format": 2}
    with pytest.raises(LedgerError, match="cannot be read"):
        decoded(json.dumps(content).encode(), where="here")


def test_a_program_has_to_say_how_sure_it_is() -> None:
    with pytest.raises(ValueError, match="a program has to say how sure it is"):
        judgement(by=BOT)
    assert judgement(by=BOT, confidence=0).confidence == 0
