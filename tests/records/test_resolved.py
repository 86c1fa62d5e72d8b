"""A canonical record stands alone, and is true to its text."""

from __future__ import annotations

import copy
import hashlib
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from fixture_records import fixture_collection
from kg.errors import RecordError
from kg.records import ResolvedRecord
from kg.records.anchors import Span, occurrences
from small_record import RECORD, TEXT, edited, read

SHA = hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_canonical_record_is_what_was_worked_out_by_hand() -> None:
    written = "\n".join(RECORD.splitlines()[:9]) + (
        "\nspeakers: [{id: voices, kind: group, name: Those behind it was said}]"
        "\nclaims: [{id: troops-left, text: Troops left, language: en}]"
        "\nattributions: [{id: left, quote: Troops left, speaker: voices, basis: open, act: assert,"
        " quote_mode: indirect, claim: troops-left, hedges: [it was said]}]"
    )
    assert read(written).canonical() == {
        "format": 1,
        "record": "hill",
        "status": "accepted",
        "annotator": "team",
        "invented": True,
        "source": "news",
        "snapshot": {"sha256": SHA, "characters": len(TEXT), "bytes": len(TEXT)},
        "annotators": [{"id": "team", "kind": "person", "name": "The team"}],
        "sources": [
            {
                "id": "news",
                "kind": "article",
                "label": "Hill news",
                "title": "Hill news",
                "language": "en",
                "invented": True,
            }
        ],
        "speakers": [
            {
                "id": "news.voices",
                "kind": "group",
                "name": "Those behind it was said",
                "local_to": "news",
            }
        ],
        "claims": [{"id": "troops-left", "text": "Troops left", "language": "en"}],
        "attributions": [
            {
                "id": "left",
                "n": 1,
                "anchor": {
                    "start": 78,
                    "end": 89,
                    "exact": "Troops left",
                    "prefix": "roops allegedly climbed the hill. "[-32:],
                    "suffix": ", it was said.\nThe ministry deni",
                },
                "speaker": "news.voices",
                "basis": "open",
                "act": "assert",
                "hedges": ["it was said"],
                "stance": "neutral",
                "certainty": "unspecified",
                "polarity": "affirmed",
                "quote_mode": "indirect",
                "claim": "troops-left",
            }
        ],
    }


def test_a_record_is_the_same_read_from_its_canonical_form() -> None:
    for record in fixture_collection().records.values():
        stored = rfc8785.dumps(record.canonical())
        assert ResolvedRecord.from_canonical(record.canonical(), record.text) == record
        assert rfc8785.dumps(read_back(record).canonical()) == stored


def read_back(record: ResolvedRecord) -> ResolvedRecord:
    return ResolvedRecord.from_canonical(record.canonical(), record.text)


def test_the_order_of_fields_and_comments_does_not_change_the_canonical_form() -> None:
    lines = RECORD.splitlines(keepends=True)
    moved = "".join(["# a remark\n", *lines[9:], *lines[:9]])
    assert read(moved).canonical() == read().canonical()


def test_what_is_on_the_same_span_is_numbered_in_the_order_of_the_record() -> None:
    record = read(
        edited(
            ("quote: The ministry denied the loss.", "quote: Troops left"),
            (
                "mention: The ministry\n    basis: named\n    act: deny",
                "mention: {quote: The ministry, occurrence: 1}\n    basis: named\n    act: deny",
            ),
        )
    )
    assert [(a.id, a.n) for a in record.attributions] == [
        ("climbed", 1),
        ("left", 1),
        ("denied", 2),
    ]


def test_a_mention_of_two_speakers_is_two_mentions_and_of_one_speaker_one() -> None:
    record = read(
        edited(
            (
                "speaker: voices\n",
                "speaker: voices\n    mention: {quote: The ministry, occurrence: 1}\n",
            ),
            (
                "mention: The ministry\n    basis: named\n    act: deny",
                "mention: {quote: The ministry, occurrence: 1}\n    basis: named\n    act: deny",
            ),
        )
    )
    mentions = [(a.mention.anchor.start, a.mention.n) for a in record.attributions if a.mention]
    assert mentions == [(11, 1), (11, 2), (11, 1)]


def test_a_mention_is_sought_in_the_quote_then_in_its_paragraph() -> None:
    record = read()
    assert [a.mention.anchor.start for a in record.attributions if a.mention] == [11, 104]


def test_an_attribution_is_dated_like_its_utterance_unless_it_says_otherwise() -> None:
    assert read().attributions[0].said == read().utterances[0].said
    own = read(
        edited(("utterance: briefing", "utterance: briefing\n    said: {verbatim: x, edtf: XXXX}"))
    )
    said = own.attributions[0].said
    assert said is not None
    assert said.written is not None
    in_place = read(edited(("said: may-5}", "said: {verbatim: x, edtf: XXXX}}")))
    inherited = in_place.attributions[0].said
    assert inherited is not None
    assert inherited.utterance == "briefing"


def test_times_of_judgements_are_kept_in_utc() -> None:
    def at(written: str) -> str:
        return read(edited(("at: 2026-11-21", f"at: {written}"))).judgements[0].at

    assert at("2026-11-21") == "2026-11-21T00:00:00Z"
    assert at("2026-11-21T10:00:00+02:00") == "2026-11-21T08:00:00Z"
    assert at("2026-11-21T10:00:00.5Z") == "2026-11-21T10:00:00.500000Z"


def test_anonymous_speakers_carry_their_source() -> None:
    record = read()
    assert record.attributions[1].speaker == "news.voices"
    assert [s.local_to for s in record.speakers] == [None, "news"]


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("attributions", 1, "anchor", "start"), 77, "the words at 77-89 are not the quoted ones"),
        (("attributions", 1, "anchor", "exact"), "Troops lost", "not the quoted ones"),
        (("attributions", 1, "anchor", "end"), 9999, "not the quoted ones"),
        (("attributions", 1, "anchor", "prefix"), "", "the surroundings of 78-89"),
        (("attributions", 0, "mention", "anchor", "suffix"), "", "the surroundings of 11-23"),
        (("dates", 0, "anchor", "prefix"), "", "the surroundings of 29-37"),
        (("passages", 0, "anchor", "suffix"), "", "the surroundings of 0-9"),
        (("snapshot", "characters"), 3, "the snapshot's length is wrong"),
        (("snapshot", "sha256"), "0" * 64, "the text is not the one"),
        (("attributions", 1, "act"), "shout", "not a canonical record"),
        (("attributions", 1, "colour"), "red", "not a canonical record"),
    ],
)
def test_a_damaged_document_is_not_read_back(
    path: tuple[str | int, ...], value: object, message: str
) -> None:
    data: Any = copy.deepcopy(read().canonical())
    inner = data
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value
    with pytest.raises(RecordError, match=message):
        ResolvedRecord.from_canonical(data, TEXT)


def test_every_anchor_is_verified() -> None:
    rich = read(
        edited(
            ("utterance: briefing", "said: {verbatim: x, edtf: XXXX, quote: on 5 May}"),
            (
                "said: may-5}",
                "said: {verbatim: x, edtf: XXXX, quote: 5 May}, quote: ministry said}",
            ),
            ("passages:", "source_tags: [{quote: it was said}]\npassages:"),
        )
    )
    assert [where for where, _ in rich.anchors()] == [
        "dates.may-5",
        "passages[0]",
        "source_tags[0]",
        "utterances.briefing",
        "briefing.said",
        "attributions.climbed",
        "climbed.said",
        "attributions.climbed.mention",
        "attributions.left",
        "attributions.denied",
        "attributions.denied.mention",
    ]


def test_another_text_is_refused_even_if_the_words_stand_there() -> None:
    with pytest.raises(RecordError, match="the text is not the one the record was made from"):
        ResolvedRecord.from_canonical(read().canonical(), TEXT + "\n")


LETTERS = st.text("ab é😀\n", min_size=3, max_size=40).filter(lambda text: text.strip() != "")


@settings(max_examples=50)
@given(st.data(), LETTERS)
def test_any_quote_of_any_text_survives_the_way_to_the_ledger_and_back(
    data: st.DataObject, text: str
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not quote.strip():
        return
    nth = occurrences(text, quote).index(Span(start, start + len(quote))) + 1
    written: dict[str, Any] = {
        "record": "r",
        "annotator": {"id": "t", "name": "T", "kind": "person"},
        "source": {"id": "s", "kind": "post", "title": "S", "language": "en"},
        "speakers": [{"id": "v", "kind": "group", "name": "V"}],
        "claims": [{"id": "c", "text": "C", "language": "en"}],
        "attributions": [
            {
                "id": "a",
                "quote": quote,
                "occurrence": nth,
                "speaker": "v",
                "basis": "open",
                "act": "ask",
                "quote_mode": "direct",
                "claim": "c",
            }
        ],
    }
    record = read(rfc8785.dumps(written), text=text, name="r.json")
    anchor = read_back(record).attributions[0].anchor
    assert text[anchor.start : anchor.end] == quote
    assert anchor.start == start
