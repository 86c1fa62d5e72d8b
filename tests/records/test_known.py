"""The same id means the same thing in every record of a collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.records.definitions import MODELS
from small_record import TEXT, edited, faults, places, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.records import ResolvedRecord

OTHER = """\
record: other
annotator: {id: team, name: The team, kind: person}
source: {id: other-news, kind: article, title: Other news, language: en}
claims: [{id: own, text: The hill is high, language: en}]
speakers: [{id: own-voices, kind: group, name: Some}]
attributions:
  - {id: a, quote: high, speaker: SPEAKER, basis: open, act: note, quote_mode: direct, claim: CLAIM}
"""


class Holding:
    """A collection of some records."""

    def __init__(self, *records: ResolvedRecord) -> None:
        self._records = records

    def definition(self, kind: str, id: str) -> Mapping[str, Any] | None:  # noqa: A002
        holders = [r for r in self._records if self._entry(r, kind, id) is not None]
        if not holders:
            return None
        entry: dict[str, Any] = self._entry(holders[-1], kind, id) or {}
        return {**entry, "held_by": [r.record for r in holders]}

    def _entry(self, record: ResolvedRecord, kind: str, name: str) -> dict[str, Any] | None:
        if kind not in MODELS:
            ids = {
                "utterance": {f"{record.snapshot.sha16}-{one.id}" for one in record.utterances},
                "judgement": {one.id for one in record.judgements},
            }
            return {} if name in ids.get(kind, ()) else None
        entries = record.canonical().get(f"{kind}s", [])
        return next((entry for entry in entries if entry["id"] == name), None)

    def snapshot_owner(self, sha256: str) -> str | None:
        return next((r.record for r in self._records if r.snapshot.sha256 == sha256), None)


def other(
    *edits: tuple[str, str], speaker: str = "own-voices", claim: str = "own", known: Holding
) -> ResolvedRecord:
    written = OTHER.replace("SPEAKER", speaker).replace("CLAIM", claim)
    for old, new in edits:
        assert old in written
        written = written.replace(old, new, 1)
    return read(written, text="The hill is high", known=known, name="other.yaml")


def test_what_the_collection_defines_needs_no_declaration_and_is_copied_whole() -> None:
    known = Holding(read())
    record = other(claim="hill-climbed", known=known)
    assert [one.id for one in record.claims] == ["own", "hill-climbed"]
    assert [one.id for one in record.places] == ["hill"]
    assert record.claims[1] == read().claims[0]


def test_copies_bring_everything_they_refer_to() -> None:
    rich = read(
        edited(
            (
                "about: [hill]",
                (
                    "about: [hill], part_of: loss,"
                    " situation: {verbatim: then, edtf: XXXX, relative_to: issued},"
                    " content: [{subject: voices, relation: climbed, object: hill}]"
                ),
            ),
            (
                "language: en\ntext",
                "language: en\n  creator: ann\n  issued: {verbatim: May, edtf: XXXX-05}\ntext",
            ),
            (
                "speakers:\n",
                (
                    "speakers:\n"
                    "  - {id: paper, kind: organization, name: The paper}\n"
                    "  - id: ann\n    kind: person\n    name: Ann\n"
                    "    roles: [{organization: paper, title: Editor}]\n"
                ),
            ),
        )
    )
    record = other(claim="hill-climbed", known=Holding(rich))
    assert [one.id for one in record.claims] == ["own", "hill-climbed", "loss"]
    assert [one.id for one in record.sources] == ["other-news", "news"]
    assert [one.id for one in record.speakers] == [
        "other-news.own-voices",
        "ann",
        "news.voices",
        "paper",
    ]
    assert [one.id for one in record.relations] == ["climbed"]
    assert record.sources[1].invented


def test_what_nobody_defines_is_a_fault() -> None:
    written = OTHER.replace("SPEAKER", "own-voices").replace("CLAIM", "hill-climbed")
    found = faults(written, text="The hill is high", name="other.yaml")
    assert places(found) == [(7, "attributions[0].claim")]


def test_the_same_definition_may_be_written_again() -> None:
    assert (
        faults(edited(("record: hill", "record: again")), text=TEXT + "!", known=Holding(read()))
        == ()
    )


def test_the_same_id_with_another_meaning_names_the_record_that_has_it() -> None:
    written = edited(
        ("record: hill\n", "record: again\n"),
        ("name: The ministry}", "name: The other ministry}"),
        ("name: The hill}", "name: The mountain}"),
        ("text: Troops left,", "text: Troops stayed,"),
        ("kind: article", "kind: post"),
        ("kind: person", "kind: program"),
        ("name: climbed}", "name: climbs}"),
    )
    found = faults(written, text=TEXT + "!", known=Holding(read()))
    assert places(found) == [
        (2, "annotator.kind"),
        (6, "source.kind"),
        (13, "speakers[0].name"),
        (16, "places[0].name"),
        (18, "relations[0].name"),
        (23, "claims[1].text"),
    ]
    assert (found[5].reason, found[5].hint) == (
        "claim `troops-left` has another `text` in the collection: `Troops left` (record hill)",
        "write the same `text`, or choose another id",
    )


def test_a_person_is_not_an_organization_elsewhere() -> None:
    written = edited(("record: hill", "record: again"), ("kind: organization", "kind: person"))
    found = faults(written, text=TEXT + "!", known=Holding(read()))
    assert [f.reason for f in found] == [
        "speaker `ministry` has another `kind` in the collection: `organization` (record hill)"
    ]


def test_another_date_for_the_same_claim_is_another_meaning() -> None:
    def dated(edtf: str) -> str:
        return edited(("about: [hill]", f"situation: {{verbatim: then, edtf: {edtf}}}"))

    known = Holding(read(dated("2019")))
    again = ("record: hill", "record: again")
    text = TEXT + "!"
    assert faults(dated("2019").replace(*again), text=text, known=known) == ()
    found = faults(dated("2020").replace(*again), text=text, known=known)
    assert [(f.field, f.reason) for f in found] == [
        (
            "claims[0].situation",
            "claim `hill-climbed` has another `situation` in the collection: `2019` (record hill)",
        )
    ]


def test_a_named_date_of_another_text_with_the_same_value_is_the_same() -> None:
    dated = edited(("about: [hill]", "situation: may-5"))
    again = dated.replace("record: hill", "record: again")
    assert faults(again, text=TEXT + "!", known=Holding(read(dated))) == ()


def test_a_record_may_add_to_what_is_known_and_leave_out_what_is() -> None:
    first = read(
        edited(
            (
                "name: The ministry}",
                "name: The ministry, note: Of war, names: [{text: Das Amt, lang: de}]}",
            )
        )
    )
    second = read(
        edited(
            ("record: hill", "record: again"),
            ("name: The ministry}", "name: The ministry, names: [{text: Le bureau, lang: fr}]}"),
        ),
        text=TEXT + "!",
        known=Holding(first),
    )
    ministry = second.speakers[0]
    assert ministry.note == "Of war"
    assert [name.text for name in ministry.names] == ["Das Amt", "Le bureau"]


def test_a_record_may_change_what_only_it_holds() -> None:
    changed = edited(("name: The ministry}", "name: The ministry of war}"))
    assert faults(changed, known=Holding(read())) == ()


def test_a_record_may_not_change_what_another_holds_too() -> None:
    first = read()
    both = Holding(first, other(claim="hill-climbed", known=Holding(first)))
    found = faults(edited(("text: Troops climbed the hill,", "text: Troops fell,")), known=both)
    assert [f.reason for f in found] == [
        (
            "claim `hill-climbed` has another `text` in the collection: `Troops climbed the hill`"
            " (record other)"
        )
    ]


def test_what_only_the_former_version_of_a_record_declared_is_not_known() -> None:
    line = "  - {id: loss, text: There was a loss, language: en}\n"
    assert [f.field for f in faults(edited((line, "")), known=Holding(read()))] == [
        "attributions[2].claim",
        "judgements[0].against",
    ]


def test_one_text_has_one_record() -> None:
    found = faults(edited(("record: hill", "record: again")), known=Holding(read()))
    assert places(found) == [(9, "text")]
    assert (found[0].reason, found[0].hint) == (
        "this very text is already read by record `hill`",
        "add to that record, or write `record: hill` to make a new version of it",
    )
    assert faults(known=Holding(read())) == ()


def test_a_group_of_another_source_is_not_credited_even_under_the_same_name() -> None:
    written = OTHER.replace("SPEAKER", "voices").replace("CLAIM", "own")
    found = faults(written, text="The hill is high", known=Holding(read()))
    assert [f.reason for f in found] == ["there is no speaker `voices`, here or in the collection"]


def test_a_group_known_from_the_same_source_may_be_credited() -> None:
    record = read(
        OTHER.replace("SPEAKER", "voices")
        .replace("CLAIM", "own")
        .replace(
            "id: other-news, kind: article, title: Other", "id: news, kind: article, title: Hill"
        ),
        text="The hill is high",
        known=Holding(read(edited(("invented: true\n", "")))),
    )
    assert record.attributions[0].speaker == "news.voices"


def test_an_open_basis_is_checked_against_the_known_kind_of_speaker() -> None:
    written = OTHER.replace("SPEAKER", "ministry").replace("CLAIM", "own")
    found = faults(written, text="The hill is high", known=Holding(read()))
    assert [f.reason for f in found] == [
        "the basis is `open`, but `ministry` is declared as organization"
    ]


def test_a_judgement_may_reach_into_other_records() -> None:
    first = read()
    lines = (
        "judgements:\n"
        f"  - {{relation: sameUtterance, judges: utterance/{first.snapshot.sha16}-briefing,"
        " against: attribution/a, at: 2026-11-21}\n"
        "  - {relation: sameSpeaker, judges: speaker/news.voices, against: speaker/own-voices,"
        " at: 2026-11-21}\n"
    )
    record = other(("attributions:\n", lines + "attributions:\n"), known=Holding(first))
    assert [(j.judges, j.against) for j in record.judgements] == [
        (f"utterance/{first.snapshot.sha16}-briefing", "attribution/a"),
        ("speaker/news.voices", "speaker/other-news.own-voices"),
    ]
    assert [one.id for one in record.sources] == ["other-news", "news"]


def test_a_known_annotator_may_judge() -> None:
    first = read(
        edited(("at: 2026-11-21", "by: {id: ann, name: Ann, kind: person}, at: 2026-11-21"))
    )
    line = (
        "judgements: [{relation: supports, judges: claim/own, against: claim/loss, by: ann,"
        " at: 2026-11-21}]\n"
    )
    record = other(("attributions:\n", line + "attributions:\n"), known=Holding(first))
    assert [one.id for one in record.annotators] == ["team", "ann"]
    assert record.judgements[0].by == "ann"


def test_a_work_keeps_what_the_collection_says_of_its_invention() -> None:
    real = read(edited(("invented: true\n", "")))
    invented = other(
        (
            "speakers:",
            "invented: true\nworks: [{id: news, kind: article, label: Hill news}]\nspeakers:",
        ),
        known=Holding(real),
    )
    assert [(one.id, one.invented) for one in invented.sources] == [
        ("other-news", True),
        ("news", False),
    ]


def test_a_source_that_is_invented_elsewhere_is_invented_here() -> None:
    written = edited(("record: hill", "record: again"), ("invented: true\n", ""))
    found = faults(written, text=TEXT + "!", known=Holding(read()))
    assert [f.reason for f in found] == [
        "source `news` has another `invented` in the collection: `True` (record hill)",
    ]


def test_a_collection_that_contradicts_itself_is_told_apart_from_a_fault_of_the_author() -> None:
    class Damaged:
        def definition(self, kind: str, id: str) -> Mapping[str, Any] | None:  # noqa: A002
            if (kind, id) == ("claim", "torn"):
                return {"id": "torn", "text": "t", "language": "en", "about": ["place/gone"]}
            return {"id": 1} if kind == "claim" else None

        def snapshot_owner(self, sha256: str) -> str | None:
            return None if sha256 else ""

    def reasons(claim: str) -> list[str]:
        written = OTHER.replace("SPEAKER", "own-voices").replace("CLAIM", claim)
        return [f.reason for f in faults(written, text="The hill is high", known=Damaged())]

    assert reasons("torn")[-1] == "the collection refers to place/gone, which it does not have"
    assert "the collection's claim/torn-too is damaged: " in reasons("torn-too")[1]


def test_a_judgement_of_another_record_keeps_its_id() -> None:
    line = (
        "judgements: [{id: hill-1, relation: supports, judges: claim/own, against: claim/loss,"
        " at: 2026-11-21}]\n"
    )
    written = OTHER.replace("SPEAKER", "own-voices").replace("CLAIM", "own")
    found = faults(
        written.replace("attributions:\n", line + "attributions:\n"),
        text="The hill is high",
        known=Holding(read()),
    )
    assert [(f.field, f.reason) for f in found] == [
        ("judgements[0].id", "judgement `hill-1` is already in record hill")
    ]
    assert faults(known=Holding(read())) == ()


def test_an_id_that_means_two_things_in_the_collection_must_be_declared() -> None:
    two = read(
        edited(
            ("relations:\n", "things: [{id: hill, name: A hill}]\nrelations:\n"),
            ("about: [hill]", "about: []"),
        )
    )
    written = OTHER.replace("SPEAKER", "own-voices").replace("CLAIM", "own")
    about = written.replace("language: en}]\nspeakers", "language: en, about: [hill]}]\nspeakers")
    found = faults(about, text="The hill is high", known=Holding(two))
    assert [(f.reason, f.hint) for f in found] == [
        ("`hill` is both a place and a thing", "declare the one you mean here too")
    ]
    chosen = about.replace("speakers:", "places: [{id: hill, name: The hill}]\nspeakers:", 1)
    assert read(chosen, text="The hill is high", known=Holding(two)).claims[0].about == (
        "place/hill",
    )
