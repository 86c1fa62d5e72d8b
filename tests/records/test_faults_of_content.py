"""What is wrong with a well-formed record: quotes, references, nesting, rules."""

from __future__ import annotations

import pytest

from small_record import TEXT, edited, faults, places, read


@pytest.mark.parametrize(
    ("old", "new", "place", "reason", "hint"),
    [
        (
            "speaker: ministry\n    mention",
            "speaker: ministri\n    mention",
            (32, "attributions[0].speaker"),
            "there is no speaker `ministri`, here or in the collection",
            "did you mean `ministry`?",
        ),
        (
            "speaker: voices",
            "speaker: reuters",
            (44, "attributions[1].speaker"),
            "there is no speaker `reuters`, here or in the collection",
            "declare it under `speakers`",
        ),
        (
            "claim: loss",
            "claim: los",
            (58, "attributions[2].claim"),
            "there is no claim `los`, here or in the collection",
            "did you mean `loss`?",
        ),
        (
            "via: notice",
            "via: notise",
            (41, "attributions[0].via"),
            "there is no source `notise`, here or in the collection",
            "did you mean `notice`?",
        ),
        (
            "via: notice",
            "via: news",
            (41, "attributions[0].via"),
            "`via` is the work the source cites, not the source itself",
            "leave it out, or name the cited work",
        ),
        (
            "utterance: briefing",
            "utterance: breifing",
            (40, "attributions[0].utterance"),
            "there is no utterance `breifing`",
            "did you mean `briefing`?",
        ),
        (
            "within: climbed",
            "within: zebra",
            (49, "attributions[1].within"),
            "there is no attribution `zebra`",
            "declare it under `attributions`; it must be in this record",
        ),
        (
            "about: [hill]",
            "about: [hill, hills]",
            (22, "claims[0].about[1]"),
            "there is no speaker or place or thing `hills`, here or in the collection",
            "did you mean `hill`?",
        ),
        (
            "about: [hill]",
            "content: [{subject: hill, relation: climbs, object: hill}]",
            (22, "claims[0].content[0].relation"),
            "there is no relation `climbs`, here or in the collection",
            "did you mean `climbed`?",
        ),
        (
            "about: [hill]",
            "part_of: lost",
            (22, "claims[0].part_of"),
            "there is no claim `lost`, here or in the collection",
            "did you mean `loss`?",
        ),
        (
            "said: may-5}",
            "said: may-6}",
            (26, "utterances[0].said"),
            "there is no date `may-6`",
            "did you mean `may-5`?",
        ),
        (
            "said: may-5}",
            "produced: news-notice}",
            (26, "utterances[0].produced"),
            "there is no source `news-notice`, here or in the collection",
            "did you mean `notice`?",
        ),
        (
            "edtf: XXXX-05-05,",
            "edtf: XXXX-05-05, relative_to: may-6,",
            (20, "dates.may-5.relative_to"),
            "there is no date `may-6`",
            "did you mean `may-5`?",
        ),
        (
            "edtf: XXXX-05-05,",
            "edtf: XXXX-05-05, relative_to: issued,",
            (20, "dates.may-5.relative_to"),
            "the source has no `issued` date",
            "add `issued:` to the source",
        ),
        (
            "edtf: XXXX-05-05,",
            "edtf: XXXX-05-05, relative_to: may-5,",
            (20, "dates.may-5.relative_to"),
            "these dates count from each other: may-5 -> may-5",
            "one of them must stand on its own",
        ),
        (
            "about: [hill]",
            "situation: {verbatim: on 5 May, edtf: XXXX-05-05, quote: on 5 May}",
            (22, "claims[0].situation.quote"),
            "a claim's date cannot be anchored here: claims are shared by records",
            "give the date a name under `dates` and quote there",
        ),
        (
            "creator: ministry",
            "creator: minstry",
            (11, "works[0].creator"),
            "there is no speaker `minstry`, here or in the collection",
            "did you mean `ministry`?",
        ),
        (
            "name: The ministry}",
            "name: The ministry, roles: [{organization: army, title: Minister}]}",
            (13, "speakers[0].roles[0].organization"),
            "there is no speaker `army`, here or in the collection",
            "declare it under `speakers`",
        ),
        (
            "id: hill, name",
            "id: voices, name: x}\n  - {id: hill, name: The hill}\n  - {id: hill, name",
            (18, "places[2].id"),
            "place `hill` is declared twice, first in line 17",
            "keep one",
        ),
        (
            "id: denied",
            "id: left",
            (50, "attributions[2].id"),
            "`left` is declared twice, first in line 42",
            "keep one",
        ),
        (
            "works:\n",
            "works:\n  - {id: news, kind: report, label: News}\n",
            (11, "works[0].id"),
            "source `news` is declared twice, first in line 4",
            "keep one",
        ),
        (
            "within: climbed",
            "within: left",
            (49, "attributions[1].within"),
            "this stands inside itself: left -> left",
            "take `within` away from the outermost",
        ),
        (
            "about: [hill]",
            "part_of: hill-climbed",
            (22, "claims[0].part_of"),
            "this stands inside itself: hill-climbed -> hill-climbed",
            "take `part_of` away from the outermost",
        ),
        (
            "within: climbed",
            "in_reply_to: left",
            (49, "attributions[1].in_reply_to"),
            "these answer each other: attribution/left -> attribution/left",
            "an answer comes after what it answers",
        ),
        (
            "within: climbed",
            "in_reply_to: lft",
            (49, "attributions[1].in_reply_to"),
            "there is no attribution or utterance `lft`",
            "did you mean `left`?",
        ),
        (
            "within: climbed",
            "in_reply_to: utterance/left",
            (49, "attributions[1].in_reply_to"),
            "there is no attribution or utterance `utterance/left`",
            "did you mean `left`?",
        ),
        (
            "polarity: negated",
            "polarity: affirmed",
            (55, "attributions[2].act"),
            "`deny` needs `polarity: negated`",
            "add `polarity: negated`",
        ),
        (
            "act: deny",
            "act: assert",
            (56, "attributions[2].polarity"),
            "`negated` goes with `act: deny` only, not with `assert`",
            "word the claim so that the speaker affirms it, or write `act: deny`",
        ),
        (
            "speaker: voices",
            "speaker: ministry",
            (44, "attributions[1].speaker"),
            "the basis is `open`, but `ministry` is declared as organization",
            "an open basis credits a group or undisclosed speaker",
        ),
        (
            "cue: said",
            "cue: told",
            (36, "attributions[0].cue"),
            "`told` is not printed in the paragraph of the quote",
            "write the words exactly as printed there, or in the paragraph of an enclosing one",
        ),
        (
            "hedges: [allegedly]",
            "hedges: [allegedly, troops, Reportedly]",
            (37, "attributions[0].hedges[2]"),
            "`Reportedly` is not printed in the paragraph of the quote",
            "write the words exactly as printed there, or in the paragraph of an enclosing one",
        ),
        (
            "attribution/left",
            "attribution/lft",
            (60, "judgements[0].judges"),
            "there is no attribution `lft`",
            "did you mean `left`?",
        ),
        (
            "attribution/left",
            "left",
            (60, "judgements[0].judges"),
            "`left` is not a reference",
            (
                "write kind/id, with a kind of claim, place, source, speaker, thing, attribution,"
                " mention, utterance"
            ),
        ),
        (
            "attribution/left",
            "mention/left",
            (60, "judgements[0].judges"),
            "attribution `left` has no mention",
            "add `mention:` to it",
        ),
        (
            "attribution/left",
            "speaker/elsewhere.voices",
            (60, "judgements[0].judges"),
            "there is no speaker `elsewhere.voices` in the collection",
            None,
        ),
        (
            "attribution/left",
            "utterance/0123456789abcdef-briefing",
            (60, "judgements[0].judges"),
            "there is no utterance `0123456789abcdef-briefing`",
            None,
        ),
        (
            "attribution/left",
            "claim/loss",
            (60, "judgements[0].against"),
            "a thing is judged against itself",
            "name another",
        ),
        (
            "at: 2026-11-21",
            "at: 2026-11-31",
            (60, "judgements[0].at"),
            "`2026-11-31` is not a day or time",
            "write 2026-11-21 or 2026-11-21T10:00:00Z",
        ),
        (
            "at: 2026-11-21",
            "at: yesterday",
            (60, "judgements[0].at"),
            "`yesterday` is not a day or time",
            "write 2026-11-21 or 2026-11-21T10:00:00Z",
        ),
        (
            "at: 2026-11-21",
            "by: teem, at: 2026-11-21",
            (60, "judgements[0].by"),
            "there is no annotator `teem`",
            "did you mean `team`?",
        ),
        (
            "at: 2026-11-21",
            "by: {id: team, name: Others, kind: person}, at: 2026-11-21",
            (60, "judgements[0].by"),
            "annotator `team` is somebody else in this file",
            "choose another id",
        ),
    ],
)
def test_a_fault_of_content_is_told_with_its_line_and_what_to_write(
    old: str, new: str, place: tuple[int, str], reason: str, hint: str | None
) -> None:
    found = faults(edited((old, new)))
    assert places(found) == [place]
    assert (found[0].reason, found[0].hint) == (reason, hint or found[0].hint)


def test_a_hedge_is_the_whole_word_that_is_printed() -> None:
    found = faults(edited(("hedges: [allegedly]", "hedges: [alleged]")))
    assert [(f.field, f.reason) for f in found] == [
        (
            "attributions[0].hedges[0]",
            "`alleged` is only a part of a longer word in the paragraph of the quote",
        )
    ]


def test_a_loop_of_nesting_is_told_once_with_its_members() -> None:
    written = edited(("claim: hill-climbed\n", "claim: hill-climbed\n    within: left\n"))
    found = faults(written)
    assert places(found) == [(40, "attributions[0].within")]
    assert found[0].reason == "this stands inside itself: climbed -> left -> climbed"


def test_an_edtf_typo_is_told_by_the_reader_of_dates() -> None:
    found = faults(edited(("XXXX-05-05", "5 May")))
    assert places(found) == [(20, "dates.may-5.edtf")]
    assert found[0].reason.startswith("'5 May' is not an EDTF date: ")


def test_a_date_whose_interval_runs_backwards_is_refused() -> None:
    assert places(faults(edited(("XXXX-05-05", "2020-05/2019-05")))) == [(20, "dates.may-5.edtf")]


def test_dates_written_in_place_and_issued_dates_are_checked_too() -> None:
    written = edited(
        ("language: en\ntext", "language: en\n  issued: {verbatim: May, edtf: May}\ntext"),
        ("said: may-5}", "said: {verbatim: May, edtf: May}}"),
        ("about: [hill]", "situation: {verbatim: May, edtf: May}"),
    )
    assert [field for _, field in places(faults(written))] == [
        "source.issued.edtf",
        "claims[0].situation.edtf",
        "utterances[0].said.edtf",
    ]


def test_an_id_may_not_be_both_an_attribution_and_an_utterance_where_one_is_answered() -> None:
    both = ("id: briefing", "id: climbed"), ("utterance: briefing", "utterance: climbed")
    found = faults(edited(*both, ("within: climbed", "in_reply_to: climbed")))
    assert [(f.field, f.reason, f.hint) for f in found] == [
        (
            "attributions[1].in_reply_to",
            "`climbed` is both an attribution and an utterance",
            "write utterance/climbed",
        )
    ]
    record = read(edited(*both, ("within: climbed", "in_reply_to: utterance/climbed")))
    assert record.attributions[1].in_reply_to == "utterance/climbed"


def test_an_id_that_names_a_place_and_a_speaker_is_ambiguous() -> None:
    found = faults(edited(("id: hill, name", "id: ministry, name"), ("[hill]", "[ministry]")))
    assert [(f.field, f.reason, f.hint) for f in found] == [
        (
            "claims[0].about[0]",
            "`ministry` is both a speaker and a place",
            "give one of them another id",
        )
    ]


def test_nobody_undisclosed_is_named() -> None:
    written = edited(("kind: group", "kind: undisclosed"), ("basis: open", "basis: named"))
    found = faults(written)
    assert places(found) == [(45, "attributions[1].basis")]
    assert found[0].reason == "the basis is `named`, but `voices` is declared as undisclosed"


@pytest.mark.parametrize("basis", ["described", "context", "authorVoice", "open"])
def test_an_undisclosed_speaker_may_be_credited_on_any_other_basis(basis: str) -> None:
    written = edited(("kind: group", "kind: undisclosed"), ("basis: open", f"basis: {basis}"))
    assert faults(written) == ()


def test_nothing_is_anchored_in_page_furniture() -> None:
    written = edited(
        ("passages:\n", "passages:\n  - {function: boilerplate, quote: More from … visit}\n"),
        ("quote: Troops left", "quote: ten hills"),
        ("mention: The ministry", "mention: More"),
        ("quote: on 5 May}", "quote: hills}"),
        ("said: may-5}", "said: may-5, quote: from us}"),
    )
    assert [field for _, field in places(faults(written))] == [
        "dates.may-5.quote",
        "utterances[0].quote",
        "attributions[0].mention",
        "attributions[1].quote",
    ]


def test_words_that_only_touch_page_furniture_are_anchored_in_it() -> None:
    written = edited(
        ("passages:\n", "passages:\n  - {function: boilerplate, quote: More from … visit}\n"),
        ("quote: The ministry denied the loss.", 'quote: "loss.\\n\\nMore"'),
    )
    assert [field for _, field in places(faults(written))] == ["attributions[2].quote"]


def test_a_source_tag_and_dates_in_place_are_no_evidence_in_page_furniture() -> None:
    written = edited(
        ("passages:\n", "passages:\n  - {function: boilerplate, quote: More from … visit}\n"),
        (
            "attributions:\n",
            "source_tags: [{quote: ten hills, names: [ministry]}]\nattributions:\n",
        ),
        ("utterance: briefing", "said: {verbatim: ten, edtf: XXXX, quote: ten hills}"),
        ("said: may-5}", "said: {verbatim: ten, edtf: XXXX, quote: ten hills}}"),
    )
    assert [field for _, field in places(faults(written))] == [
        "utterances[0].said.quote",
        "source_tags[0].quote",
        "attributions[0].said.quote",
    ]


def test_a_headline_may_be_evidence() -> None:
    assert faults(edited(("quote: Troops left", "quote: Hill news"))) == ()


def test_a_stretch_has_one_function() -> None:
    written = edited(
        ("quote: Hill news}", "quote: Hill news}\n  - {function: body, quote: Hill … news}")
    )
    found = faults(written)
    assert places(found) == [(29, "passages[1]")]
    assert found[0].reason == "the same words have a function already, in line 28"


def test_a_cue_may_stand_in_the_paragraph_of_an_enclosing_quote() -> None:
    inner = ("quote: Troops left\n", "quote: denied the loss\n    cue: allegedly\n")
    assert faults(edited(inner)) == ()
    alone = edited(inner, ("    within: climbed\n", ""))
    assert [field for _, field in places(faults(alone))] == ["attributions[1].cue"]


def test_nesting_is_read_to_two_hundred_and_then_refused() -> None:
    def chain(depth: int) -> str:
        links = "".join(
            f"  - {{id: l{n}, quote: Troops left, speaker: voices, basis: open, act: assert,"
            f" quote_mode: indirect, claim: troops-left, within: {f'l{n - 1}' if n else 'left'}}}\n"
            for n in range(depth)
        )
        return edited(("judgements:\n", links + "judgements:\n"))

    assert faults(chain(199)) == ()  # `left` stands one deep, `l198` two hundred
    found = faults(chain(200))
    assert [f.field for f in found] == ["attributions[202].within"]
    assert found[0].reason == "this stands 201 deep; at most 200 is read"


def test_a_chain_of_thousands_is_refused_without_recursion() -> None:
    links = "".join(
        f"  - {{id: l{n}, quote: Troops left, speaker: voices, basis: open, act: assert,"
        f" quote_mode: indirect, claim: troops-left, within: l{n - 1}}}\n"
        for n in range(1, 3_000)
    ).replace("within: l0", "within: left")
    found = faults(edited(("judgements:\n", links + "judgements:\n")))
    assert [f.reason for f in found] == ["this stands 3000 deep; at most 200 is read"]


def test_dates_count_from_one_another_to_sixteen_deep() -> None:
    def chain(length: int) -> str:
        dates = "".join(
            f"  d{n}: {{verbatim: x, edtf: XXXX, relative_to: d{n - 1}}}\n"
            for n in range(1, length)
        )
        start = "  d0: {verbatim: x, edtf: XXXX}\n"
        return edited(
            ("dates:\n", "dates:\n" + start + dates),
            ("about: [hill]", f"situation: d{length - 1}"),
        )

    assert faults(chain(17)) == ()
    assert [f.reason for f in faults(chain(18))] == [
        "dates count from one another more than 16 deep"
    ]


def test_a_text_that_is_missing_is_a_fault_of_its_own() -> None:
    found = faults(edited(("text: hill.txt\n", "")), text=None)
    assert [(f.field, f.reason) for f in found] == [("text", "the text of the source is missing")]


def test_a_text_that_is_not_utf8_names_the_byte() -> None:
    found = faults(text=TEXT.encode().replace(b"ministry denied", b"minist\xe9re denied"))
    assert [(f.line, f.field) for f in found] == [(9, "text")]
    assert found[0].reason == (
        "`hill.txt` is not UTF-8: byte 114 (0xE9, in line 4): invalid continuation byte"
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\ufeff" + TEXT, "`hill.txt` begins with a byte order mark"),
        ("Hill\x00 news", "`hill.txt` has a NUL character at 4"),
        (" \n", "`hill.txt` is empty"),
    ],
)
def test_what_is_no_text_is_refused(text: str, reason: str) -> None:
    assert [f.reason for f in faults(text=text)] == [reason]


def test_a_text_of_another_hash_is_refused() -> None:
    written = edited(("text: hill.txt", f"text: {{file: hill.txt, sha256: {'0' * 64}}}"))
    found = faults(written)
    assert places(found) == [(9, "text.sha256")]
    assert found[0].hint == "the text is not the one the record was written for; quote it anew"


def test_a_text_may_be_written_inline() -> None:
    indented = TEXT.replace("\n", "\n    ").rstrip()
    written = edited(("text: hill.txt", f"text:\n  inline: |\n    {indented}"))
    assert read(written, text=None) == read()
