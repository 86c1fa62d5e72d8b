"""What is wrong with a record by its form alone: every fault with its line and field."""

from __future__ import annotations

import pytest

from kg.records.faults import MAXIMUM_FAULTS
from small_record import RECORD, edited, faults, places, read


def test_the_small_record_has_no_fault() -> None:
    assert faults() == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "reason", "hint"),
    [
        (
            "act: assert",
            "act: assrt",
            (35, "attributions[0].act"),
            "`assrt` is not one of the values",
            "did you mean `assert`?",
        ),
        (
            "basis: named",
            "basis: heard",
            (34, "attributions[0].basis"),
            "`heard` is not one of the values",
            "write one of named, described, context, open, authorVoice",
        ),
        (
            "act: assert",
            "act: [assert]",
            (35, "attributions[0].act"),
            "one word is expected, a list is given",
            None,
        ),
        (
            "cue: said",
            "cues: said",
            (36, "attributions[0].cues"),
            "there is no field `cues`",
            "did you mean `cue`?",
        ),
        (
            "language: en\ntext",
            "tongue: en\n  language: en\ntext",
            (8, "source.tongue"),
            "there is no field `tongue`",
            (
                "the fields here are creator, id, issued, kind, label, language, publisher, rights,"
                " title, url"
            ),
        ),
        (
            "invented: true",
            "invented: true\nlicence: x",
            (4, "licence"),
            "there is no field `licence`",
            "did you mean `license`?",
        ),
        (
            "edtf: XXXX-05-05,",
            "edft: XXXX-05-05, edtf: XXXX-05-05,",
            (20, "dates.may-5.edft"),
            "there is no field `edft`",
            "did you mean `edtf`?",
        ),
        (
            "about: [hill]",
            "content: [{subject: hill, relation: climbed, object: {txt: x, text: x}}]",
            (22, "claims[0].content[0].object.txt"),
            "there is no field `txt`",
            "did you mean `text`?",
        ),
        (
            "    speaker: ministry\n",
            "",
            (30, "attributions[0].speaker"),
            "`speaker` is missing or has no value",
            "add `speaker:` here",
        ),
        (
            "quote: Troops left\n",
            "quote:\n",
            (43, "attributions[1].quote"),
            "`quote` is missing or has no value",
            "add `quote:` here",
        ),
        (
            "hedges: [allegedly]",
            "hedges: allegedly",
            (37, "attributions[0].hedges"),
            "a list is expected, text is given",
            None,
        ),
        (
            "title: Hill news",
            "title: [Hill news]",
            (7, "source.title"),
            "text is expected, a list is given",
            "write text here",
        ),
        (
            "title: Hill news",
            "title: true",
            (7, "source.title"),
            "text is expected, true or false is given",
            "write text here",
        ),
        (
            "invented: true",
            "invented: yes",
            (3, "invented"),
            "is neither true nor false",
            "write true or false without quotes",
        ),
        (
            "quote: Troops left",
            "quote: Troops left\n    confidence: high",
            (44, "attributions[1].confidence"),
            "is not a number",
            "write a number from 0 to 1 without quotes, as in 0.75",
        ),
        (
            "quote: Troops left",
            "quote: Troops left\n    confidence: 1.5",
            (44, "attributions[1].confidence"),
            "input should be less than or equal to 1",
            None,
        ),
        (
            "quote: Troops left",
            "quote: Troops left\n    occurrence: first",
            (44, "attributions[1].occurrence"),
            "is not a whole number",
            "write 1, 2, 3 ... without quotes",
        ),
        (
            "quote: Troops left",
            "quote: Troops left\n    occurrence: 0",
            (44, "attributions[1].occurrence"),
            "input should be greater than or equal to 1",
            None,
        ),
        (
            "record: hill",
            "record: The Hill",
            (1, "record"),
            "`The Hill` cannot be an id",
            "write small letters a-z, digits and single hyphens, as in `mount-sarybaba`",
        ),
        (
            "record: hill",
            f"record: {'a' * 81}",
            (1, "record"),
            "has 81 characters",
            "an id has at most 80",
        ),
        (
            "language: en\ntext",
            "language: english_\ntext",
            (8, "source.language"),
            "`english_` is not a language tag",
            "write a BCP 47 tag such as `en` or `az`",
        ),
        (
            "language: en\ntext",
            "language: en\n  url: www.hill.example\ntext",
            (9, "source.url"),
            "`www.hill.example` is not a web address",
            "write the whole address, beginning with https:// or http://",
        ),
        (
            "cue: said",
            'cue: " "',
            (36, "attributions[0].cue"),
            "is empty",
            "write the text, or leave the field out",
        ),
        (
            "cue: said",
            'cue: "sa\\x07id"',
            (36, "attributions[0].cue"),
            "holds the control character U+0007",
            "remove it",
        ),
        (
            "dates:\n",
            "dates:\n  issued: {verbatim: x, edtf: XXXX}\n",
            (20, "dates.issued"),
            "`issued` always means the source's date",
            "give this date another name",
        ),
        (
            "text: hill.txt",
            "text: {file: hill.txt, inline: x}",
            (9, "text"),
            "needs exactly one of `file` and `inline`",
            "keep one of the two",
        ),
        (
            "label: A notice",
            "label: A notice, title: Notice",
            (11, "works[0]"),
            "has a title without a language",
            "add `language:`",
        ),
        (
            "said: may-5}",
            "said: may-5, occurrence: 2}",
            (26, "utterances[0]"),
            "`occurrence` counts quotes, and there is none",
            "add `quote:`",
        ),
        (
            "quote: on 5 May}",
            "occurrence: 2}",
            (20, "dates.may-5"),
            "`occurrence` counts quotes, and there is none",
            "add `quote:`",
        ),
    ],
)
def test_a_fault_of_form_is_told_with_its_line_and_what_to_write(
    old: str, new: str, place: tuple[int, str], reason: str, hint: str | None
) -> None:
    found = faults(edited((old, new)))
    assert places(found) == [place]
    assert found[0].reason == reason
    assert hint is None or found[0].hint == hint


def test_a_said_date_needs_its_edtf() -> None:
    found = faults(edited(("said: may-5", "said: {verbatim: once}")))
    assert places(found) == [(26, "utterances[0].said.edtf")]


def test_a_date_is_a_name_or_a_mapping() -> None:
    found = faults(edited(("said: may-5", "said: [may-5]")))
    assert [(f.field, f.reason) for f in found] == [
        ("utterances[0].said", "a mapping is expected, a list is given")
    ]


def test_a_wrong_list_is_one_fault_and_excuses_what_refers_to_it() -> None:
    written = edited(
        ("claims:\n", "claims: none\nunused:\n"),
    )
    assert places(faults(written)) == [(21, "claims"), (22, "unused")]


def test_the_column_is_where_the_value_begins() -> None:
    found = faults(edited(("act: assert", "act: assrt")))
    assert (found[0].line, found[0].column) == (35, 10)
    assert str(found[0]).startswith("hill.yaml:35:10 attributions[0].act: ")


def test_one_fault_does_not_hide_another_of_any_kind() -> None:
    written = edited(
        ("act: assert", "act: assrt"),
        ("utterance: briefing", "utterance: breifing"),
        ("quote: Troops left", "quote: Troops stayed"),
        ("claim: loss", "claim: los"),
        ("XXXX-05-05", "5 May"),
    )
    assert places(faults(written)) == [
        (20, "dates.may-5.edtf"),
        (35, "attributions[0].act"),
        (43, "attributions[1].quote"),
        (58, "attributions[2].claim"),
    ]


def test_a_quote_is_sought_even_where_its_entry_is_not_well_formed() -> None:
    written = edited(
        ("quote: The ministry denied the loss.", "quote: The ministry rejected the loss."),
        ("act: deny", "act: denny"),
    )
    assert places(faults(written)) == [(51, "attributions[2].quote"), (55, "attributions[2].act")]


def test_an_occurrence_counts_in_an_entry_that_is_not_well_formed() -> None:
    written = edited(
        ("quote: Troops left\n", "quote: The ministry\n    occurrence: 2\n"),
        ("basis: open", "basis: opne"),
    )
    assert places(faults(written)) == [(46, "attributions[1].basis")]
    counted_in_words = written.replace("occurrence: 2", "occurrence: two")
    assert places(faults(counted_in_words)) == [
        (44, "attributions[1].occurrence"),
        (46, "attributions[1].basis"),
    ]


def test_what_refers_to_an_entry_with_a_fault_is_not_a_fault_too() -> None:
    written = edited(
        ("kind: organization", "kind: ministry"),
        ("XXXX-05-05,", "XXXX-05-05, year: 2020,"),
        ("  - id: climbed\n", "  - id: climbed\n    colour: red\n"),
        ("id: briefing,", "id: briefing, colour: red,"),
    )
    assert [field for _, field in places(faults(written))] == [
        "speakers[0].kind",
        "dates.may-5.year",
        "utterances[0].colour",
        "attributions[0].colour",
    ]


def test_a_faulty_source_still_lets_quotes_be_sought() -> None:
    written = edited(("kind: article", "kind: artikel"), ("Troops left\n", "Troops stayed\n"))
    assert places(faults(written)) == [(6, "source.kind"), (43, "attributions[1].quote")]


def test_entries_after_a_faulty_one_keep_their_lines() -> None:
    written = edited(
        ("basis: open", "basis: opne"),
        ("act: deny", "act: assert"),
    )
    assert places(faults(written)) == [
        (45, "attributions[1].basis"),
        (56, "attributions[2].polarity"),
    ]


def test_reading_stops_at_two_hundred_faults() -> None:
    claims = "".join(f"  - {{id: c{n}, text: t, language: en, about: [x]}}\n" for n in range(300))
    assert len(faults(edited(("claims:\n", "claims:\n" + claims)))) == MAXIMUM_FAULTS == 200


@pytest.mark.parametrize(("written", "given"), [("- a\n", "a list"), ("hello\n", "text")])
def test_a_record_is_a_mapping(written: str, given: str) -> None:
    found = faults(written)
    assert [(f.line, f.reason) for f in found] == [(1, f"a mapping is expected, {given} is given")]


def test_an_empty_record_says_how_to_begin() -> None:
    assert [(f.reason, f.hint) for f in faults("# nothing yet\n")] == [
        ("the record is empty", "begin with `record:` and an id")
    ]


def test_values_may_be_written_with_hyphens() -> None:
    written = edited(("basis: named", "basis: author-voice"), ("sameUtterance", "same-utterance"))
    record = read(written)
    assert record.attributions[0].basis == "authorVoice"
    assert record.judgements[0].relation == "sameUtterance"


def test_a_number_in_a_text_field_stays_as_written() -> None:
    written = edited(
        ("edtf: XXXX-05-05", "edtf: 2019"),
        ("verbatim: on 5 May", "verbatim: 2019.10"),
    )
    assert (read(written).dates[0].edtf, read(written).dates[0].verbatim) == ("2019", "2019.10")


def test_the_error_counts_its_faults() -> None:
    found = faults(edited(("act: assert", "act: assrt"), ("record: hill", "record: H")))
    assert len(found) == 2
    assert RECORD.startswith("record: hill\n")
