"""What readers are told about the fixtures, worked out by hand from their texts."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from fixture_records import Collected, fixture_collection
from kg.errors import BadParameterError, UnknownThingError
from kg.model.answers import AttributionListing, Trace
from kg.model.lookups import LookupAnswer
from kg.reading.collection import Collection
from kg.search.filters import Filters, Page
from reading_parts import Opened, opened, run

Verb = Callable[[Collection], Coroutine[Any, Any, Any]]


@pytest.fixture(scope="module")
def records() -> Collected:
    return fixture_collection()


@pytest.fixture(scope="module")
def found(records: Collected) -> Opened:
    return opened(records.records.values(), revision=14)


@pytest.fixture(scope="module")
def collection(found: Opened) -> Collection:
    return found.collection


def claims(answer: AttributionListing) -> list[str]:
    return sorted(item.claim.id for item in answer.items)


def hits(answer: LookupAnswer) -> list[str]:
    return [hit.claim.id for hit in answer.items]


def test_an_attribution_carries_all_that_the_passage_says(collection: Collection) -> None:
    (item,) = run(collection.attributions(Filters(about="place/shusha-region"))).items
    alone = run(collection.attribution(item.id))
    assert alone.claim.label == "The line of contact was violated in the Shusha region"
    assert (alone.speaker.id, alone.speaker.kind) == ("russian-mod", "organization")
    assert alone.mention == "the Russian Defense Ministry"
    assert (alone.act, alone.basis, alone.polarity) == ("assert", "named", "affirmed")
    assert (alone.hedges, alone.hedged, alone.stance) == (("alleged",), True, "distancing")
    assert alone.said is not None
    assert (alone.said.verbatim, alone.said.edtf) == ("on March 25", "XXXX-03-25")
    assert (alone.said.earliest, alone.said.latest) == (None, None)
    assert len(alone.said.assumed) == 1
    assert alone.via is not None
    assert (alone.via.id, alone.via.held) == ("russian-mod-reports", False)
    assert (alone.source.id, alone.source.language) == ("sarybaba-report-retold", "en")
    assert (alone.recorded_at, alone.record.id) == ("2026-11-21T12:00:00Z", "sarybaba-report")
    assert (alone.invented, alone.within, alone.revision) == (False, None, 14)


def test_an_anchor_is_the_very_words_at_its_place(
    collection: Collection, records: Collected
) -> None:
    texts = {record.snapshot.sha16: record.text for record in records.records.values()}
    for item in run(collection.attributions(page=Page(limit=1000))).items:
        anchor, text = item.anchor, texts[item.anchor.snapshot]
        assert text[anchor.start : anchor.end] == anchor.exact
        assert text[: anchor.start].endswith(anchor.prefix)
        assert text[anchor.end :].startswith(anchor.suffix)
        assert anchor.state == "exact"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (
            {"q": "SARYBABA"},
            ["forces-near-mount-sarybaba", "installing-equipment-near-sarybaba"],
        ),
        ({"q": "ready to help"}, ["department-facilitates-talks"]),
        ({"claim": "bridge-sinking"}, ["bridge-sinking", "bridge-sinking"]),
        (
            {"speaker": "russian-mod"},
            [
                "forces-near-mount-sarybaba",
                "forces-occupied-heights",
                "line-of-contact-violated-shusha",
            ],
        ),
        ({"source": "quarry-blog-bridge"}, ["bridge-closed", "bridge-sinking"]),
        (
            {"about": "place/mount-sarybaba"},
            ["forces-near-mount-sarybaba", "installing-equipment-near-sarybaba"],
        ),
        (
            {"about": "mount-sarybaba"},
            ["forces-near-mount-sarybaba", "installing-equipment-near-sarybaba"],
        ),
        ({"about": "thing/mount-sarybaba"}, []),
        ({"about": "thing/line-of-contact"}, ["line-of-contact-violated-shusha"]),
        ({"about": "speaker/karen-donfried"}, ["donfried-met-secretary"]),
        (
            {"act": "predict"},
            [
                "bridge-closed-in-august",
                "engagement-defuses-tension",
                "repairs-cost-less",
                "river-higher-in-june",
            ],
        ),
        (
            {"hedged": True},
            [
                "forces-near-mount-sarybaba",
                "forces-occupied-heights",
                "gates-opened",
                "gates-opened",
                "installing-equipment-near-sarybaba",
                "line-of-contact-violated-shusha",
                "movements-by-bayramov-and-forces",
                "rights-violations-occurred",
            ],
        ),
        (
            {"basis": "open"},
            [
                "donfried-met-secretary",
                "installing-equipment-near-sarybaba",
                "meeting-took-up-positions",
                "movements-by-bayramov-and-forces",
                "rights-violations-occurred",
            ],
        ),
        ({"said_from": "2024-05-12", "said_to": "2024-05-12", "date_mode": "certain"},
         ["gauge-is-right", "log-books-published", "water-let-out", "weather-is-fine"]),
        ({"said_to": "1999-12-31", "date_mode": "certain"}, ["every-bridge-moves"]),
        ({"lang": "fr"}, []),
        ({"speaker": "russian-mod", "hedged": False}, []),
        ({"speaker": "russian-mod", "q": "heights", "lang": "EN"}, ["forces-occupied-heights"]),
    ],
)  # fmt: skip
def test_each_filter_keeps_what_it_says(
    collection: Collection, filters: dict[str, Any], expected: list[str]
) -> None:
    answer = run(collection.attributions(Filters(**filters), Page(limit=1000)))
    assert claims(answer) == expected


def test_an_undated_attribution_stays_possible_and_is_never_certain(
    collection: Collection,
) -> None:
    """March 25 of no year may lie in any year; the ministry's reports stay in every period."""
    for period in (("1999-01-01", "1999-01-31"), ("2026-03-25", "2026-03-25")):
        narrowed = Filters(speaker="russian-mod", said_from=period[0], said_to=period[1])
        assert len(run(collection.attributions(narrowed)).items) == 3
        certain = narrowed.model_copy(update={"date_mode": "certain"})
        assert run(collection.attributions(certain)).items == ()


def test_an_upper_bound_excludes_later_periods_only(collection: Collection) -> None:
    """On Tuesday, not after 13 January 2026: possible in any earlier year, not in February."""
    answer = run(collection.attributions(Filters(speaker="united-states", said_from="2026-02-01")))
    assert "return-to-talks" not in claims(answer)
    answer = run(collection.attributions(Filters(speaker="united-states", said_to="2001-01-01")))
    assert "return-to-talks" in claims(answer)


def test_directives_are_counted_apart_from_statements_of_fact(collection: Collection) -> None:
    facets = run(collection.attributions(Filters(claim="parties-exercise-restraint"))).facets
    assert facets is not None
    assert [(each.value, each.count) for each in facets.act.values] == [("urge", 2)]
    assert [(each.value, each.label) for each in facets.speaker.values] == [
        ("united-states", "United States")
    ]


def test_facets_come_with_the_first_page_and_where_they_are_wanted(
    collection: Collection,
) -> None:
    first = run(collection.attributions(page=Page(limit=1)))
    assert first.facets is not None
    assert run(collection.attributions(page=Page(limit=1, cursor=first.next))).facets is None
    assert run(collection.attributions(page=Page(limit=1, facets=False))).facets is None


def test_a_claim_is_shown_with_its_parts_and_counts(collection: Collection) -> None:
    claim = run(collection.claim("line-of-contact-violated-shusha"))
    assert [(each.kind, each.id) for each in claim.about] == [
        ("place", "shusha-region"),
        ("thing", "line-of-contact"),
    ]
    assert claim.situation is not None
    assert (claim.situation.edtf, claim.situation.earliest) == ("XXXX-03-25?", None)
    (content,) = claim.content
    assert (content.subject.label, content.relation.label) == ("Line of contact", "was violated in")
    assert not isinstance(content.object, str)
    assert content.object.label == "Shusha region"
    assert claim.counts.model_dump() == {
        "attributions": 1, "claims": 1, "sources": 1, "speakers": 1, "invented": 0,
    }  # fmt: skip


def test_a_stated_value_stays_the_text_it_is(collection: Collection) -> None:
    (content,) = run(collection.claim("forces-occupied-heights")).content
    assert content.object == "heights beyond two kilometers"


def test_a_part_names_the_larger_claim(collection: Collection) -> None:
    whole = run(collection.claim("detainees-returned")).part_of
    assert whole is not None
    assert (whole.id, whole.label) == (
        "ceasefire-strengthened",
        "The sides strengthen the ceasefire",
    )


def test_a_speaker_has_names_in_every_script_and_roles_as_printed(collection: Collection) -> None:
    speaker = run(collection.speaker("jeyhun-bayramov"))
    assert {(name.text, name.language) for name in speaker.names} == {
        ("Ceyhun Bayramov", "az"),
        ("Джейхун Байрамов", "ru"),
    }
    (role,) = speaker.roles
    assert (role.title, role.organization.id) == ("MFA", "azerbaijani-mfa")
    assert run(collection.speaker("russian-mod")).mentions == ("the Russian Defense Ministry",)
    listed = run(collection.speakers(q="байрамов")).items
    assert [each.id for each in listed] == ["jeyhun-bayramov"]


def test_a_group_is_local_to_its_source(collection: Collection) -> None:
    speaker = run(collection.speaker("sarybaba-report-retold.reporters"))
    assert speaker.kind == "group"
    assert speaker.local_to is not None
    assert speaker.local_to.id == "sarybaba-report-retold"


def test_a_work_that_was_only_cited_is_not_held(collection: Collection) -> None:
    source = run(collection.source("russian-mod-reports"))
    assert (source.held, source.snapshots, source.kind) == (False, (), "report")
    assert source.creator is not None
    assert source.creator.id == "russian-mod"
    text = run(collection.source_text("russian-mod-reports"))
    assert (text.snapshot, text.text, text.attributions) == (None, None, ())


def test_a_source_is_shown_with_its_page_date_as_an_upper_bound(collection: Collection) -> None:
    issued = run(collection.source("osce-statement-retold")).issued
    assert issued is not None
    assert (issued.verbatim, issued.earliest, issued.latest) == ("14 Jan 2026", None, "2026-01-14")


def test_a_text_comes_with_what_is_marked_in_it(collection: Collection, records: Collected) -> None:
    answer = run(collection.source_text("osce-statement-retold"))
    assert answer.text == records.records["osce-statement"].text
    assert answer.snapshot is not None
    assert answer.snapshot.characters == len(answer.text)
    assert [each.function for each in answer.passages] == [
        "headline",
        "byline",
        "boilerplate",
        "pageDate",
    ]
    starts = [each.anchor.start for each in answer.attributions]
    assert starts == sorted(starts)
    assert len(starts) == 28


def test_a_source_tag_names_whom_the_text_leans_on(collection: Collection) -> None:
    passages = run(collection.source_text("sarybaba-report-retold")).passages
    assert [(each.function, [name.id for name in each.names]) for each in passages] == [
        ("sourceTag", ["us-state-department"]),
        ("sourceTag", ["us-state-department"]),
        ("sourceTag", ["russian-mod", "us-state-department"]),
        ("sourceTag", ["sarybaba-report-retold.mediators"]),
    ]


def test_the_chain_to_the_equipment_ends_with_nobody_named(collection: Collection) -> None:
    trace = run(collection.trace("installing-equipment-near-sarybaba"))
    (chain,) = trace.chains
    assert [(step.who.id, step.hedges) for step in chain.steps] == [
        ("sarybaba-report-retold", ()),
        ("russian-mod", ("It was claimed",)),
        ("sarybaba-report-retold.reporters", ("reportedly",)),
    ]
    assert (chain.ends, trace.not_computed) == ("anonymous", ())
    counted = trace.independent_origins
    assert counted is not None
    assert (counted.count, counted.at_least, counted.groups[0].certain) == (1, 1, False)


def test_copies_of_one_wire_report_lead_to_one_ministry(collection: Collection) -> None:
    """The Courier says it twice, in headline and text; both it and the Gazette cite the wire."""
    trace = run(collection.trace("gates-opened"))
    behind_the_wire = ["oskaria-water-ministry", "ostrel-wire-dam", "oskaria-water-ministry"]
    assert sorted([step.who.id for step in chain.steps] for chain in trace.chains) == [
        ["harbour-courier-dam", *behind_the_wire],
        ["harbour-courier-dam", *behind_the_wire],
        ["ostrel-wire-dam", "oskaria-water-ministry"],
        ["velm-gazette-dam", *behind_the_wire],
    ]
    assert {chain.ends for chain in trace.chains} == {"named"}
    (origin,) = trace.origins
    assert (origin.speaker.id, origin.chains) == ("oskaria-water-ministry", 4)


def test_a_report_of_a_saying_is_not_led_on_to_its_denial(collection: Collection) -> None:
    """The wire has both the ministry that says it and the one that denies it."""
    for chain in run(collection.trace("water-let-out")).chains:
        speakers = {step.who.id for step in chain.steps}
        assert not {"oskaria-water-ministry", "norvania-works-ministry"} <= speakers


def test_two_pages_that_cite_each_other_are_a_loop(collection: Collection) -> None:
    trace = run(collection.trace("bridge-sinking"))
    assert [(chain.steps[0].who.id, chain.ends) for chain in trace.chains] == [
        ("quarry-blog-bridge", "loop"),
        ("lane-news-bridge", "loop"),
    ]


def test_a_contradiction_is_somebodys_dated_opinion_with_a_reason(collection: Collection) -> None:
    answer = run(collection.contradictions("gates-opened"))
    (judgement,) = answer.items
    assert (judgement.relation, judgement.judges.id) == ("contradicts", "gates-opened")
    assert judgement.against.id == "gates-stayed-shut"
    assert (judgement.by.label, judgement.confidence) == ("The fixture team", 0.99)
    assert judgement.reason is not None
    assert answer.denials == ()
    (other,) = run(collection.contradictions("gates-stayed-shut")).items
    assert other == judgement


def test_whoever_denies_a_claim_stands_beside_what_contradicts_it(collection: Collection) -> None:
    answer = run(collection.contradictions("water-let-out"))
    assert answer.items == ()
    assert sorted(view.source.id for view in answer.denials) == [
        "norvania-dam-statement",
        "ostrel-wire-dam",
        "velm-gazette-dam",
    ]
    assert {view.speaker.id for view in answer.denials} == {"norvania-works-ministry"}


def test_a_name_in_another_script_finds_the_place(collection: Collection) -> None:
    both = ["forces-near-mount-sarybaba", "installing-equipment-near-sarybaba"]
    for text in ("Sar\u0131baba", "сарыбаба", "sarybaba mount", "“Sar\u0131baba”,"):
        assert hits(run(collection.lookup(text=text))) == both
    assert hits(run(collection.lookup(text="Сарыбаба equipment"))) == both[1:]


def test_words_of_two_attributions_do_not_add_up_to_a_hit(collection: Collection) -> None:
    assert hits(run(collection.lookup(text="engineering detainees"))) == []


@pytest.mark.parametrize(
    ("quote", "normalised", "extent"),
    [
        ("had come near Mount Sarybaba", (), "whole"),
        ("near Mount Sarybaba", (), "part"),
        ("“had come near Mount Sarybaba”", (), "whole"),
        ("forces had come near Mount Sarybaba, where", (), "longer"),
        ("Had come\n  near mount Sarybaba", ("case", "whitespace"), "whole"),
    ],
)
def test_a_quotation_says_how_exactly_it_stands_there(
    collection: Collection, quote: str, normalised: tuple[str, ...], extent: str
) -> None:
    answer = run(collection.lookup(quote=quote))
    (match,) = next(
        hit.matches for hit in answer.items if hit.claim.id == "forces-near-mount-sarybaba"
    )
    assert (match.exact, match.normalised, match.extent) == (not normalised, normalised, extent)
    assert match.passage == "had come near Mount Sarybaba"


def test_a_lookalike_quotation_is_no_hit(collection: Collection) -> None:
    answer = run(collection.lookup(quote="had come near Mount Sar\u0131baba"))
    assert answer.items == ()
    assert "never means that nobody said it" in answer.note


def test_an_address_finds_all_that_the_page_attributes(collection: Collection) -> None:
    answer = run(collection.lookup(url="https://WIRE.ostrel.example/2024/dam/?utm_source=x#top"))
    assert hits(answer) == ["gates-opened", "log-books-opened", "river-rose", "water-let-out"]
    assert {each.id for hit in answer.items for each in hit.matched} == {
        item.id for item in run(collection.source_attributions("ostrel-wire-dam")).items
    }


def test_a_hit_tells_who_is_first_known_as_far_as_dates_can(collection: Collection) -> None:
    """Three say "on Friday", 3 May 2024; a report has no date; a diary is certainly later."""
    answer = run(collection.lookup(text="water let out Ostrel"))
    hit = next(each for each in answer.items if each.claim.id == "water-let-out")
    first = hit.first_known
    assert first is not None
    assert first.attribution is None
    by_id = {view.id: view for view in hit.attributions}
    assert sorted(by_id[each.attribution.id].source.id for each in first.candidates) == [
        "harbour-courier-dam",
        "ostrel-wire-dam",
        "river-institute-report",
        "velm-gazette-dam",
    ]
    assert first.undated == 1
    assert (hit.counts.attributions, hit.counts.sources, hit.counts.speakers) == (8, 6, 4)
    assert hit.invented


def test_a_hit_has_the_hedges_of_every_layer(collection: Collection) -> None:
    (hit,) = run(collection.lookup(text="engineering equipment logistics")).items
    (layers,) = hit.hedges
    assert [(layer.layer, layer.hedges) for layer in layers.layers] == [
        (0, ()),
        (1, ("It was claimed",)),
        (2, ("reportedly",)),
    ]
    assert not hit.invented
    alone = run(collection.trace(hit.claim.id))
    assert hit.trace.model_dump() == alone.model_dump(include=set(Trace.model_fields))


def test_the_coverage_counts_what_was_looked_through(
    collection: Collection, records: Collected
) -> None:
    held = records.records.values()
    answer = run(collection.lookup(text="zeppelin"))
    coverage = answer.coverage
    assert coverage.snapshots == len(held) == 14
    assert coverage.attributions == sum(len(record.attributions) for record in held)
    assert coverage.claims == len({claim.id for record in held for claim in record.claims})
    assert coverage.speakers == len({each.id for record in held for each in record.speakers})
    assert coverage.sources == len({each.id for record in held for each in record.sources})
    assert (coverage.revision, coverage.invented_included) == (14, True)
    assert coverage.newest_record == "2026-11-21T12:00:00Z"
    assert run(collection.coverage()).model_dump(exclude={"sparql"}) == coverage.model_dump()


@pytest.mark.parametrize(
    "verb",
    [
        lambda c: c.claim("no-such"),
        lambda c: c.claim("Not A Slug"),
        lambda c: c.claim_attributions("no-such"),
        lambda c: c.trace("no-such"),
        lambda c: c.contradictions("no-such"),
        lambda c: c.attribution("0000000000000000-0-1-1"),
        lambda c: c.attribution("no-such"),
        lambda c: c.speaker("no-such"),
        lambda c: c.speaker_attributions("no-such"),
        lambda c: c.source("no-such"),
        lambda c: c.source_attributions("Not A Slug"),
        lambda c: c.source_text("no-such"),
        lambda c: c.claim("https://w3id.org/claim-provenance/speaker/russian-mod"),
    ],
)
def test_an_id_nothing_has_is_unknown(collection: Collection, verb: Verb) -> None:
    with pytest.raises(UnknownThingError) as caught:
        run(verb(collection))
    assert caught.value.hint


def test_a_speaker_nobody_credits_has_an_empty_list(collection: Collection) -> None:
    assert run(collection.speaker_attributions("jeyhun-bayramov")).items == ()


@pytest.mark.parametrize(
    ("verb", "where"),
    [
        (lambda c: c.attributions(Filters(act="shout")), "act"),
        (lambda c: c.attributions(Filters(said_from="25 March")), "said_from"),
        (
            lambda c: c.attributions(Filters(said_from="2026-01-02", said_to="2026-01-01")),
            "said_to",
        ),
        (lambda c: c.attributions(Filters(lang="e n")), "lang"),
        (lambda c: c.attributions(Filters(about="event/x")), "about"),
        (lambda c: c.attributions(Filters(q="x" * 10_001)), "q"),
        (lambda c: c.attributions(page=Page(limit=0)), "limit"),
        (lambda c: c.claims(Page(limit=1001)), "limit"),
        (lambda c: c.claims(Page(cursor="x")), "cursor"),
        (lambda c: c.lookup(), "text"),
        (lambda c: c.lookup(text="a", quote="b"), "text, quote"),
        (lambda c: c.lookup(near=" ".join(f"w{n}" for n in range(151))), "near"),
        (lambda c: c.lookup(near=" . "), "near"),
        (lambda c: c.lookup(speaker=" "), "speaker"),
        (lambda c: c.lookup(text=" ,. "), "text"),
        (lambda c: c.lookup(text=" ".join(f"w{n}" for n in range(51))), "text"),
        (lambda c: c.lookup(quote=" “ ” "), "quote"),
        (lambda c: c.lookup(url="hill"), "url"),
        (lambda c: c.lookup(url="https://example.org/\ud800"), "url"),
        (lambda c: c.lookup(text="hill \ud800"), "text"),
        (lambda c: c.lookup(quote=""), "quote"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(
    collection: Collection, verb: Verb, where: str
) -> None:
    with pytest.raises(BadParameterError) as caught:
        run(verb(collection))
    assert caught.value.where == where


@pytest.mark.parametrize("q", ['" OR "a', 'NEAR("a b", 2) * ^', "a\x00b", "%_", "abc " * 2500])
def test_words_are_words_and_never_a_query(collection: Collection, q: str) -> None:
    assert run(collection.attributions(Filters(q=q))).items == ()
    assert run(collection.lookup(quote=q)).items == ()


def test_empty_filters_are_no_filters(collection: Collection) -> None:
    everything = run(collection.attributions(page=Page(limit=1000)))
    same = run(collection.attributions(Filters(q="", speaker="", lang=""), Page(limit=1000)))
    assert same == everything


def test_a_cursor_of_other_filters_is_refused(collection: Collection) -> None:
    first = run(collection.attributions(Filters(act="assert"), Page(limit=1)))
    with pytest.raises(BadParameterError, match="other filters"):
        run(collection.attributions(Filters(act="urge"), Page(limit=1, cursor=first.next)))
    listed = run(collection.claims(Page(limit=1)))
    with pytest.raises(BadParameterError, match="another list"):
        run(collection.speakers(Page(limit=1, cursor=listed.next)))


def test_look_ups_are_cut_into_pages(collection: Collection) -> None:
    whole = hits(run(collection.lookup(text="talks", page=Page(limit=100))))
    assert len(whole) > 3
    paged: list[str] = []
    cursor = None
    while True:
        answer = run(collection.lookup(text="talks", page=Page(limit=2, cursor=cursor)))
        paged += hits(answer)
        if not (cursor := answer.next):
            break
    assert paged == whole
