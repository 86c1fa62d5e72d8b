from __future__ import annotations

from typing import Any

import pytest

from judging import BOT, fields
from kg.errors import BadParameterError
from kg.judgements import read
from kg.records.values import Relation

CLAIM = "claim/a"
SPEAKER = "speaker/a"
LOCAL = "speaker/paper.those-who-say"
SOURCE = "source/a"
ATTRIBUTION = "attribution/0123456789abcdef-0-10-1"
MENTION = "mention/0123456789abcdef-0-10-1"
UTTERANCE = "utterance/0123456789abcdef-briefing"
EVERY = (CLAIM, SPEAKER, LOCAL, SOURCE, ATTRIBUTION, MENTION, UTTERANCE)
HOLDS = {
    Relation.SAME_CLAIM: ({CLAIM}, {CLAIM}),
    Relation.NARROWER: ({CLAIM}, {CLAIM}),
    Relation.CONTRADICTS: ({CLAIM, ATTRIBUTION}, {CLAIM, ATTRIBUTION}),
    Relation.SUPPORTS: ({CLAIM, ATTRIBUTION}, {CLAIM, ATTRIBUTION}),
    Relation.SAME_SPEAKER: ({SPEAKER, LOCAL}, {SPEAKER, LOCAL}),
    Relation.SAME_UTTERANCE: ({UTTERANCE, ATTRIBUTION}, {UTTERANCE, ATTRIBUTION}),
    Relation.TITLE_CONFLICT: ({MENTION, ATTRIBUTION}, {SPEAKER, LOCAL}),
    Relation.COPY_OF: ({SOURCE}, {SOURCE}),
}


def other(reference: str) -> str:
    """Return a thing of the same kind."""
    kind, _, name = reference.partition("/")
    return f"{kind}/{name.replace('0123', '9876').replace('a', 'b', 1)}"


@pytest.mark.parametrize("relation", Relation)
def test_each_relation_holds_between_the_kinds_it_makes_sense_for_and_no_others(
    relation: Relation,
) -> None:
    first, second = HOLDS[relation]
    taken = set()
    for judges in EVERY:
        for against in map(other, EVERY):
            try:
                read(fields(relation=relation.value, judges=judges, against=against))
                taken.add((judges, against))
            except BadParameterError as error:
                assert "does not hold of" in error.detail  # noqa: PT017
    assert taken == {(one, other(two)) for one in first for two in second}


@pytest.mark.parametrize(
    ("wrong", "where", "detail"),
    [
        ({"relation": "same"}, "relation", "Input should be 'sameClaim'"),
        ({"judges": "claims/claim-hill"}, "judges", "`claims/claim-hill` is no thing to judge"),
        ({"judges": "claim/A"}, "judges", "`claim/A` is no claim"),
        ({"judges": "claim/a/b"}, "judges", "`claim/a/b` is no claim"),
        ({"judges": "claim/" + "a" * 195}, "judges", "is no claim"),
        ({"judges": "attribution/a1"}, "judges", "`attribution/a1` is no attribution"),
        ({"judges": "claim/claim-dam"}, "judgement", "a thing is judged against itself"),
        ({"reason": " "}, "reason", "is empty"),
        ({"reason": "a" * 1001}, "reason", "has 1001 characters"),
        ({"reason": "right\u202eto left"}, "reason", "holds U\\+202E"),
        ({"reason": "a bell\x07"}, "reason", "holds the control character U\\+0007"),
        ({"confidence": 1.1}, "confidence", "less than or equal to 1"),
        ({"confidence": "0.5"}, "confidence", "is not a number"),
        ({"at": "yesterday"}, "at", "`yesterday` is not a day or time"),
        ({"at": "2026-11-21T10:00:00"}, "at", "is not a day or time"),
        ({"by": {"id": "jane"}}, "by.name", "Field required"),
        ({"by": "Jane Doe"}, "by", "`Jane Doe` cannot be an id"),
        ({"by": BOT | {"kind": "robot"}}, "by.kind", "'person' or 'program'"),
        ({"verdict": "false"}, "verdict", "Extra inputs are not permitted"),
    ],
)
def test_what_is_no_judgement_is_refused_at_its_field(
    wrong: dict[str, Any], where: str, detail: str
) -> None:
    with pytest.raises(BadParameterError, match=detail) as caught:
        read(fields(**wrong))
    assert caught.value.where == where


def test_a_time_elsewhere_is_taken_in_utc_and_a_day_as_its_beginning() -> None:
    assert read(fields(at="2026-11-21T12:00:00+02:00")).at == "2026-11-21T10:00:00Z"
    assert read(fields(at="2026-11-21")).at == "2026-11-21T00:00:00Z"


def test_a_reason_of_a_thousand_characters_is_not_too_long() -> None:
    assert len(read(fields(reason="a" * 1000)).reason) == 1000
