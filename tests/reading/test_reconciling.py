"""Names from elsewhere and the things here, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from fixture_records import fixture_collection
from kg.errors import BadParameterError, UnknownThingError
from kg.model.reconciliation import ExtensionQuery, NamedAlike, NameQuery, Reconciled
from kg.reading.reconciling import Reconciler
from kg.search import candidates
from reading_parts import opened, run
from small_records import small

MINISTRY = "Ministry of Defence of the Russian Federation"
VOICES = {"id": "voices", "kind": "group", "name": "Voices"}


@pytest.fixture(scope="module")
def reconciler() -> Reconciler:
    return opened(fixture_collection().records.values(), revision=14).collection.reconciler


@pytest.fixture(scope="module")
def namesakes() -> Reconciler:
    """Return a small world: two people of one name, a place like a speaker, a group."""
    mod = {"id": "mod", "kind": "organization", "name": "The ministry"}
    people = [
        {"id": "anna-1", "kind": "person", "name": "Anna Maß"},
        {"id": "anna-2", "kind": "person", "name": "ANNA MASS"},
        {"id": "velm-town", "kind": "organization", "name": "Velm"},
        {"id": "un", "kind": "organization", "name": "UN"},
    ]
    places = [{"id": "velm", "name": "velm"}]
    record = small("one", speakers=[mod, VOICES, *people], places=places)
    return opened([record]).collection.reconciler


def ask(reconciler: Reconciler, query: str | None = None, **more: Any) -> Reconciled:
    given = {"query": query} if query is not None else {}
    return run(reconciler.reconcile(NameQuery.model_validate(given | more)))


def first(reconciler: Reconciler, query: str | None = None, **more: Any) -> NamedAlike:
    return ask(reconciler, query, **more).result[0]


@pytest.mark.parametrize(
    "name", [MINISTRY, MINISTRY.upper(), f"  {MINISTRY} ", "Russian ministry of defense",
             "МИНОБОРОНЫ России"]
)  # fmt: skip
def test_the_only_equal_name_in_any_script_and_case_is_a_match(
    reconciler: Reconciler, name: str
) -> None:
    found = first(reconciler, name, type="Speaker")
    assert (found.id, found.name) == ("speaker/russian-mod", MINISTRY)
    assert (found.match, found.score) == (True, 100)
    assert [each.id for each in found.type] == ["Speaker"]


@pytest.mark.parametrize(
    "name",
    [
        "Ministry of Defenc\u0435 of the Russian Federation",  # the last e is Cyrillic
        "Ministry of Defence of the Russian Federatiom",
        "Federation, Ministry of Defence of the Russian",
        "Ministry of Defence",
        "Azerbaijan armed forces",
    ],
)
def test_a_name_that_only_looks_alike_never_matches(reconciler: Reconciler, name: str) -> None:
    found = ask(reconciler, name)
    assert found.result
    assert not any(each.match for each in found.result)


def test_armenia_is_no_candidate_for_azerbaijan(reconciler: Reconciler) -> None:
    found = ask(reconciler, "Azerbaijan", type="Speaker", limit=100)
    assert found.result[0].id == "speaker/azerbaijan"
    assert found.result[0].match
    assert "speaker/armenia" not in {each.id for each in found.result}


def test_two_of_one_name_are_both_shown_and_neither_matches(namesakes: Reconciler) -> None:
    found = ask(namesakes, "Anna MASS", type="Speaker", limit=1)
    assert [each.match for each in found.result] == [False]
    assert found.found == 2
    both = ask(namesakes, "Anna MASS", type="Speaker").result
    assert [(each.id, each.match) for each in both] == [
        ("speaker/anna-1", False), ("speaker/anna-2", False),
    ]  # fmt: skip


def test_things_of_other_types_count_unless_a_type_is_asked_for(namesakes: Reconciler) -> None:
    assert [each.match for each in ask(namesakes, "Velm").result] == [False, False]
    place = ask(namesakes, "Velm", type=["Place"])
    assert [(each.id, each.match) for each in place.result] == [("place/velm", True)]
    assert ask(namesakes, "Velm", type=["Place", "Speaker"], type_strict="all").result == ()


def test_a_name_of_two_letters_is_found(namesakes: Reconciler) -> None:
    found = ask(namesakes, "un")
    assert [(each.id, each.match) for each in found.result] == [("speaker/un", True)]


def test_nobody_anonymous_ever_matches(namesakes: Reconciler) -> None:
    found = first(namesakes, "Voices")
    assert (found.id, found.score, found.match) == ("speaker/paper-one.voices", 100, False)
    assert found.description == "group, meaning something in one source only"


def test_an_id_finds_its_thing_and_is_no_name(namesakes: Reconciler) -> None:
    found = first(namesakes, "speaker/velm-town")
    assert (found.id, found.score, found.match) == ("speaker/velm-town", 100, False)
    assert ask(namesakes, "speaker/nobody").result == ()
    assert ask(namesakes, "speaker/velm-town", type="Place").result == ()


def test_the_score_is_the_share_of_pieces_and_the_features_say_of_what(
    reconciler: Reconciler,
) -> None:
    found = first(reconciler, "Tobin Vesk", type="Speaker")  # is recorded as "… (invented)"
    assert (found.id, found.score) == ("speaker/tobin-vesk", 71.0)
    assert {each.id: each.value for each in found.features} == {"name": 0.71, "equal-name": False}


def test_properties_change_the_score_and_forbid_a_match_that_they_do_not_fit(
    reconciler: Reconciler,
) -> None:
    def with_kind(kind: str) -> NamedAlike:
        kinds = [{"pid": "kind", "v": kind}]
        return first(reconciler, MINISTRY, type="Speaker", properties=kinds)

    assert (with_kind("Organization").score, with_kind("Organization").match) == (100, True)
    assert (with_kind("xyz").score, with_kind("xyz").match) == (50, False)


@pytest.mark.parametrize(
    ("pid", "value", "fits"),
    [
        ("mentions", "the Russian Defense Ministry", 1.0),
        ("mentions", ["nothing", "the Russian Defense Ministry"], 1.0),
        ("attributions", 999, 0.0),
        ("local-to", {"id": "source/sarybaba-report-retold"}, 0.0),
        ("url", "https://elsewhere.example/", 0.0),
    ],
)
def test_any_of_the_values_of_a_property_will_do(
    reconciler: Reconciler, pid: str, value: Any, fits: float
) -> None:
    found = first(reconciler, MINISTRY, properties=[{"pid": pid, "v": value}])
    assert {each.id: each.value for each in found.features}[pid] == fits
    assert found.match is (fits == 1)


def test_a_name_may_come_as_a_property(reconciler: Reconciler) -> None:
    found = first(reconciler, properties=[{"pid": "names", "v": "Ceyhun Bayramov"}])
    assert (found.id, found.match) == ("speaker/jeyhun-bayramov", True)


def test_claims_sources_and_places_are_found_by_their_words(reconciler: Reconciler) -> None:
    claim = first(reconciler, "The United States urges restraint", type="Claim")
    assert (claim.id, claim.match) == ("claim/us-urges-restraint", True)
    place = first(reconciler, "Сарыбаба", type="Place")
    assert (place.id, place.match) == ("place/mount-sarybaba", True)
    source = first(reconciler, "Movements in Nagorno-Karabakh, retold", type="Source")
    assert (source.id, source.match) == ("source/sarybaba-report-retold", False)


def test_no_candidate_is_an_empty_result(reconciler: Reconciler) -> None:
    assert ask(reconciler, "qqq xxx") == Reconciled(result=(), found=0, cut=False, revision=14)


def test_an_answer_that_did_not_compare_every_name_says_so(
    namesakes: Reconciler, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(namesakes, "Anna Maß").cut is False
    monkeypatch.setattr(candidates, "MOST_NAMES", 1)
    found = ask(namesakes, "Anna Maß")
    assert found.cut is True
    assert {each.id for each in found.result} == {"speaker/anna-1", "speaker/anna-2"}


@pytest.mark.parametrize(
    ("given", "where"),
    [
        ({"query": "x", "type": "Person"}, "type"),
        ({"query": "x", "type": ["Speaker", ""]}, None),
        ({"query": "  "}, "query"),
        ({}, "query"),
        ({"properties": [{"pid": "kind", "v": "person"}]}, "query"),
        ({"properties": [{"pid": "names", "v": ["a", "b"]}]}, "query"),
        ({"query": "x", "properties": [{"pid": "colour", "v": "red"}]}, "properties.0.pid"),
        ({"query": "x", "properties": [{"pid": "kind", "v": "a"}] * 2}, "properties.1.pid"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    reconciler: Reconciler, given: dict[str, Any], where: str | None
) -> None:
    with pytest.raises((BadParameterError, ValueError)) as caught:
        ask(reconciler, **given)
    assert getattr(caught.value, "where", None) == where


def test_suggestions_begin_with_the_words_before_they_only_have_them(
    namesakes: Reconciler,
) -> None:
    def suggested(prefix: str, type_id: str | None = None, skip: int = 0) -> list[str]:
        return [each.id for each in run(namesakes.suggest(prefix, type_id, skip)).result]

    assert suggested("ma", "Speaker") == ["speaker/anna-2", "speaker/anna-1"]
    assert suggested("mini", "Speaker") == ["speaker/mod"]
    assert suggested("VEL") == ["speaker/velm-town", "place/velm"]
    assert suggested("VEL", skip=1) == ["place/velm"]
    assert suggested("speaker/un") == ["speaker/un"]
    assert suggested("qqq") == []


def extended(reconciler: Reconciler, ids: list[str], *properties: str) -> Any:
    asked = {"ids": ids, "properties": [{"id": each} for each in properties]}
    return run(reconciler.extend(ExtensionQuery.model_validate(asked)))


def test_properties_of_speakers_are_what_is_printed_and_recorded(reconciler: Reconciler) -> None:
    ids = ["speaker/jeyhun-bayramov", "speaker/sarybaba-report-retold.author", "speaker/nobody"]
    found = extended(reconciler, ids, "names", "kind", "roles", "local-to")
    person, author, nobody = (found.rows[each] for each in ids)
    assert person["names"] == (
        {"str": "Jeyhun Bayramov"}, {"str": "Ceyhun Bayramov"}, {"str": "Джейхун Байрамов"},
    )  # fmt: skip
    assert (person["kind"], person["roles"]) == (({"str": "person"},), ({"str": "MFA"},))
    assert person["local-to"] == ()
    assert [cell["id"] for cell in author["local-to"]] == ["source/sarybaba-report-retold"]
    assert set(nobody.values()) == {()}
    assert found.unknown == ("speaker/nobody",)
    assert [meta.id for meta in found.meta] == ["names", "kind", "roles", "local-to"]


def test_who_is_first_known_is_told_only_where_the_dates_tell(reconciler: Reconciler) -> None:
    known, unordered = "claim/bridge-safe", "claim/water-let-out"
    found = extended(reconciler, [known, unordered], "first-known-speaker", "attributions")
    assert found.rows[known] == {
        "first-known-speaker": ({"id": "speaker/ilka-marrow", "name": "Ilka Marrow (invented)"},),
        "attributions": ({"int": 5},),
    }
    assert found.rows[unordered] == {"first-known-speaker": (), "attributions": ({"int": 8},)}


def test_a_place_has_its_names_and_nothing_a_speaker_has(reconciler: Reconciler) -> None:
    found = extended(reconciler, ["place/mount-sarybaba"], "names", "kind")
    assert found.rows["place/mount-sarybaba"] == {
        "names": (
            {"str": "Mount Sarybaba"},
            {"str": "Sar\u0131baba da\u011f\u0131"},
            {"str": "Сарыбаба"},
        ),
        "kind": (),
    }


def test_what_is_not_there_has_no_description(reconciler: Reconciler) -> None:
    for given in ("speaker/nobody", "nothing", "judgement/x", "https://elsewhere.example/"):
        with pytest.raises(UnknownThingError):
            run(reconciler.described(given))
