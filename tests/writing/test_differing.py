from __future__ import annotations

from typing import Any

from kg.writing.differing import differences

HILL: dict[str, Any] = {
    "record": "hill",
    "status": "accepted",
    "snapshot": {"sha256": "aa", "characters": 20, "bytes": 20},
    "speakers": [{"id": "mod", "kind": "organization", "name": "The ministry"}],
    "claims": [{"id": "taken", "text": "The hill was taken", "language": "en"}],
    "passages": [{"function": "headline", "anchor": {"start": 0, "end": 4, "exact": "Hill"}}],
    "attributions": [
        {
            "id": "a1",
            "speaker": "mod",
            "act": "assert",
            "claim": "taken",
            "hedges": ["alleged"],
            "anchor": {"start": 5, "end": 9, "exact": "said", "prefix": "x", "suffix": "y"},
        }
    ],
}


def changed(field: str, **values: object) -> dict[str, Any]:
    """Return the record with some values of the first entry of a list changed."""
    return HILL | {field: [HILL[field][0] | values]}


def test_a_new_record_is_all_additions() -> None:
    assert differences({}, HILL) == (
        "+ speaker mod: The ministry",
        "+ claim taken: The hill was taken",
        "+ passage 0-4: headline",
        "+ attribution a1: mod assert taken: “said”",
    )


def test_the_same_record_differs_in_nothing() -> None:
    assert differences(HILL, HILL) == ()


def test_a_changed_value_is_shown_before_and_after() -> None:
    assert differences(HILL, changed("attributions", act="urge")) == (
        "~ attribution a1: act: assert → urge",
    )


def test_a_list_is_shown_whole() -> None:
    assert differences(HILL, changed("attributions", hedges=["alleged", "so-called"])) == (
        "~ attribution a1: hedges: alleged → alleged, so-called",
    )


def test_an_added_name_is_shown_with_its_language() -> None:
    assert differences(HILL, changed("speakers", names=[{"text": "MoD", "lang": "en"}])) == (
        "~ speaker mod: names: nothing → MoD en",
    )


def test_a_moved_anchor_is_shown_without_its_surroundings() -> None:
    anchor = {"start": 6, "end": 10, "exact": "said", "prefix": "other", "suffix": "words"}
    assert differences(HILL, changed("attributions", anchor=anchor)) == (
        "~ attribution a1: anchor.start: 5 → 6",
        "~ attribution a1: anchor.end: 9 → 10",
    )


def test_what_is_gone_is_shown_as_it_was() -> None:
    assert differences(HILL, HILL | {"attributions": []}) == (
        "- attribution a1: mod assert taken: “said”",
    )


def test_another_text_shows_in_its_hash() -> None:
    text = {"sha256": "bb", "characters": 20, "bytes": 20}
    assert differences(HILL, HILL | {"snapshot": text}) == ("~ record: snapshot.sha256: aa → bb",)


def test_long_words_are_cut_with_an_ellipsis() -> None:
    long = changed("claims", text="x" * 61)
    assert differences(HILL | {"claims": []}, long) == (f"+ claim taken: {'x' * 59}…",)


def test_a_source_tag_is_shown_by_its_words() -> None:
    tag = {"anchor": {"start": 3, "end": 7, "exact": "[tag]"}}
    assert differences(HILL, HILL | {"source_tags": [tag]}) == ("+ source tag 3-7: [tag]",)
