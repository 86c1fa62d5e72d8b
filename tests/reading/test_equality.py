"""The index finds what SPARQL explains: on any data, for any question, both give the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kg.errors import BadParameterError
from kg.model.answers import Listing
from kg.reading.periods import CLOCKS
from kg.reading.views import attributions_json
from kg.records import ResolvedRecord
from kg.search import wording
from kg.search.facts import Facts
from kg.search.filters import Filters, Page
from kg.vocab import DEFAULT_BASE as BASE
from kg.vocab import VOCABULARY
from reading_parts import CATALOGUE, Opened, opened, run
from reading_worlds import ACTS, CLAIMS, RELATIONS, SPEAKERS, WORDS, worlds

FEW = settings(max_examples=12, deadline=None)

pieces = st.one_of(
    st.sampled_from([*WORDS, *(claim["text"] for claim in CLAIMS.values()), " ", "s", "The "]),
    st.sampled_from(
        ["\u043c\u0438\u043d\u043e\u0431\u043e\u0440\u043e\u043d\u044b", "ministry", "ana", "Those"]
    ),
    st.text(min_size=1, max_size=3),
)
words = st.builds(
    lambda text, case: case(text),
    pieces,
    st.sampled_from([str, str.upper, str.lower, str.swapcase]),
)
many = st.sampled_from([1, 3, 1000])  # from how many passages on words count as common
days = st.sampled_from(
    ["2025-06-01", "2026-03-25", "2026-03-31", "2026-04-01", "2026-12-31", "2026-04", "2025?"]
)
PERIODS = [f"{clock}_{end}" for clock in CLOCKS for end in ("from", "to")]


def several(values: Sequence[str]) -> st.SearchStrategy[Any]:
    """Draw one of some values, or a few of which any will do."""
    one = st.sampled_from(values)
    return one | st.lists(one, min_size=2, max_size=3, unique=True).map(tuple)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    """Draw filters of every kind, most of them absent."""
    given: dict[str, Any] = {
        "q": words,
        "claim": st.sampled_from(sorted(CLAIMS)),
        "speaker": several([*(each["id"] for each in SPEAKERS), "paper-1.voices"]),
        "source": several(["paper-1", "paper-2"]),
        "about": st.sampled_from(["hill", "dam", "speaker/mod", "place/dam", "nothing"]),
        "act": several(ACTS),
        "hedged": st.booleans(),
        "basis": several(["named", "context", "open"]),
        "lang": st.sampled_from(["en", "EN-gb", "de", "*", "fr"]),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(given)), max_size=3, unique=True))
    values = {name: draw(given[name]) for name in chosen}
    for name in draw(st.lists(st.sampled_from(PERIODS), max_size=2, unique=True)):
        values[name] = draw(days)
    assume(all(values.get(f"{c}_from", "") <= values.get(f"{c}_to", "9") for c in CLOCKS))
    return Filters(**values, date_mode=draw(st.sampled_from(["possible", "certain"])))


def pages(found: Opened, narrowed: Filters, limit: int) -> Iterator[Listing[Any]]:
    cursor = None
    while True:
        page = Page(limit=limit, cursor=cursor)
        answer = run(found.collection.attributions(narrowed, page))
        yield answer
        if not (cursor := answer.next):
            return


@FEW
@given(worlds(), filters(), many)
def test_each_page_of_attributions_has_the_rows_its_link_opens(
    world: list[ResolvedRecord], narrowed: Filters, common_from: int
) -> None:
    found = opened(world)
    with patch.object(wording, "MANY", common_from):
        check_pages(found, narrowed)


def check_pages(found: Opened, narrowed: Filters) -> None:
    for answer in pages(found, narrowed, limit=2):
        listed = [item.iri for item in answer.items]
        assert found.linked(answer.sparql, "attribution") == listed


@FEW
@given(worlds(), filters())
def test_the_pages_together_are_the_whole_list_once_and_in_order(
    world: list[ResolvedRecord], narrowed: Filters
) -> None:
    found = opened(world)
    whole = run(found.collection.attributions(narrowed, Page(limit=1000)))
    paged = [item for answer in pages(found, narrowed, limit=1) for item in answer.items]
    assert paged == list(whole.items)
    assert whole.next is None


@FEW
@given(worlds())
def test_an_attribution_is_the_same_in_a_list_and_alone(world: list[ResolvedRecord]) -> None:
    found = opened(world)
    for item in run(found.collection.attributions(page=Page(limit=1000))).items:
        alone = run(found.collection.attribution(item.id))
        assert alone.model_dump(exclude={"revision", "sparql"}) == item.model_dump()


@FEW
@given(worlds(), st.sets(st.sampled_from(sorted(CLAIMS)), min_size=1))
def test_the_chains_of_claims_in_the_index_are_those_of_the_query(
    world: list[ResolvedRecord], claims: set[str]
) -> None:
    found = opened(world)
    asked = {"ask": "chains-of", "claims": [f"{BASE}claim/{each}" for each in claims]}
    told = run(found.search.ask(asked))["items"]
    query = CATALOGUE["attributions/facts"].bind({"chain_of": sorted(claims)})
    stated = run(found.store.facts(query))
    assert told == attributions_json(Facts(stated.facts))


@FEW
@given(
    worlds(),
    st.sampled_from([*(f"claim/{id_}" for id_ in CLAIMS), "speaker/mod"]),
    st.sets(st.sampled_from(RELATIONS), min_size=1),
)
def test_what_is_judged_of_a_thing_has_the_rows_of_the_query(
    world: list[ResolvedRecord], thing: str, relations: set[str]
) -> None:
    found = opened(world)
    asked = {"ask": "judged", "things": [BASE + thing], "relations": sorted(relations)}
    told = run(found.search.ask(asked))["judgements"]
    rows = run(found.store.select(CATALOGUE["judgements/about"].bind({"thing": thing})))
    assert [
        (each["judgement"]["iri"], each["judges"], each["against"], each["by"]["label"])
        for each in told
    ] == [
        tuple(row[name].value for name in ("judgement", "judged", "against", "byLabel"))
        for row in rows
        if row["relation"].value.removeprefix(VOCABULARY) in relations
    ]


@FEW
@given(worlds(), st.lists(st.sampled_from([each["id"] for each in SPEAKERS]), min_size=1))
def test_where_speakers_stand_has_the_rows_of_the_query_in_their_order(
    world: list[ResolvedRecord], speakers: list[str]
) -> None:
    found = opened(world)
    claims = sorted(CLAIMS)
    values = {"speaker": tuple(speakers), "claim": tuple(claims)}
    asked = {
        "ask": "standings",
        "speakers": [f"{BASE}speaker/{each}" for each in speakers],
        "claims": [f"{BASE}claim/{each}" for each in claims],
    }
    told = run(found.search.ask(asked))["rows"]
    for column in ("attribution", "claim", "speaker", "source"):
        assert [row[column] for row in told] == found.rows("speakers/positions", values, column)
    for column in ("act", "polarity"):
        rows = found.rows("speakers/positions", values, column)
        assert [row[column] for row in told] == [each.rpartition("#")[2] for each in rows]


@FEW
@given(worlds())
def test_the_claims_of_a_speaker_are_those_of_the_query_page_by_page(
    world: list[ResolvedRecord],
) -> None:
    found = opened(world)
    for each in SPEAKERS:
        whole = found.rows("speakers/claims", {"speaker": each["id"], "limit": "100"}, "claim")
        paged, after = list[str](), None
        while True:
            asked = {
                "ask": "claims-of", "speaker": f"{BASE}speaker/{each['id']}", "after": after,
                "limit": 1,
            }  # fmt: skip
            page = run(found.search.ask(asked))
            paged += page["claims"]
            if not page["more"]:
                break
            after = paged[-1]
        assert paged == whole


@FEW
@given(worlds(), filters())
def test_facets_count_every_attribution_that_passes_the_filters(
    world: list[ResolvedRecord], narrowed: Filters
) -> None:
    found = opened(world)
    answer = run(found.collection.attributions(narrowed, Page(limit=1000)))
    assert answer.facets is not None
    counted = {
        "speaker": Counter(item.speaker.id for item in answer.items),
        "source": Counter(item.source.id for item in answer.items),
        "act": Counter(item.act for item in answer.items),
        "stance": Counter(item.stance for item in answer.items),
        "basis": Counter(item.basis for item in answer.items),
        "lang": Counter(item.source.language for item in answer.items),
    }
    for name, expected in counted.items():
        facet = getattr(answer.facets, name)
        assert {each.value: each.count for each in facet.values} == expected
        assert facet.others == 0


@FEW
@given(worlds(), st.sampled_from(["claims", "speakers", "sources"]), st.none() | words)
def test_lists_of_things_have_the_rows_their_link_opens(
    world: list[ResolvedRecord], noun: str, text: str | None
) -> None:
    found = opened(world)
    listed = getattr(found.collection, noun)
    answer = run(listed(Page(limit=3), text))
    items = [item.iri for item in answer.items]
    assert found.linked(answer.sparql, noun.removesuffix("s")) == items
    if answer.next:
        answer = run(listed(Page(limit=3, cursor=answer.next), text))
        items = [item.iri for item in answer.items]
        assert found.linked(answer.sparql, noun.removesuffix("s")) == items


@FEW
@given(worlds(), st.sampled_from(["claim", "speaker", "source"]))
def test_a_thing_is_the_same_in_a_list_and_alone_and_its_counts_are_those_of_sparql(
    world: list[ResolvedRecord], noun: str
) -> None:
    found = opened(world)
    for item in run(getattr(found.collection, f"{noun}s")()).items:
        alone = run(getattr(found.collection, noun)(item.id))
        own = {"revision", "sparql", "mentions"}
        assert alone.model_dump(exclude=own) == item.model_dump()
        for name, number in item.counts.model_dump().items():
            assert found.rows(f"{noun}s/counts", {noun: item.id}, name) == [str(number)]


@FEW
@given(worlds(), st.lists(words, min_size=1, max_size=3), many)
@example([], ["hill"], 1)
def test_a_look_up_by_text_has_the_rows_its_link_opens(
    world: list[ResolvedRecord], sought: list[str], common_from: int
) -> None:
    found = opened(world)
    try:
        with patch.object(wording, "MANY", common_from):
            answer = run(found.collection.lookup(text=" ".join(sought), page=Page(limit=2)))
    except BadParameterError:
        return  # nothing but punctuation
    items = [hit.claim.iri for hit in answer.items]
    assert found.linked(answer.sparql, "claim") == items
    assert all(hit.matched for hit in answer.items)


@FEW
@given(worlds(), st.data())
def test_a_look_up_by_quote_has_the_rows_its_link_opens(
    world: list[ResolvedRecord], data: st.DataObject
) -> None:
    quotes = [one.anchor.exact for record in world for one in record.attributions]
    quote = data.draw(st.sampled_from(quotes))
    changed = data.draw(
        st.sampled_from(
            [
                quote,
                quote.upper(),
                quote.replace(" ", " \n "),
                quote.replace("—", "-").replace("“", '"'),
                quote[2:],
                f"He said: {quote}, and left.",
                quote.split(" ", maxsplit=1)[-1],
            ]
        )
    )
    found = opened(world)
    answer = run(found.collection.lookup(quote=changed, page=Page(limit=2)))
    assert found.linked(answer.sparql, "claim") == [hit.claim.iri for hit in answer.items]
    for hit in answer.items:
        assert {each.attribution for each in hit.matches} == set(hit.matched)


@FEW
@given(worlds())
def test_a_look_up_by_address_finds_every_claim_of_the_source(world: list[ResolvedRecord]) -> None:
    found = opened(world)
    answer = run(found.collection.lookup(url="HTTPS://paper.example:443/1/#top"))
    assert found.linked(answer.sparql, "claim") == [hit.claim.iri for hit in answer.items]
    listed = run(found.collection.source_attributions("paper-1"))
    assert {each.id for hit in answer.items for each in hit.matched} == {
        item.id for item in listed.items
    }


@FEW
@given(worlds(), st.data())
def test_a_look_up_by_name_has_the_rows_its_link_opens(
    world: list[ResolvedRecord], data: st.DataObject
) -> None:
    kind, name = data.draw(
        st.sampled_from(
            [
                ("speaker", "ana"),
                ("speaker", "ANA"),
                ("speaker", "\u043c\u0438\u043d\u043e\u0431\u043e\u0440\u043e\u043d\u044b"),
                ("speaker", "Those who spoke"),
                ("place", "sarybaba"),
                ("place", "The Hill"),
                ("topic", "the dam"),
                ("topic", "mod"),
            ]
        )
    )
    found = opened(world)
    answer = run(found.collection.lookup(**{kind: name}, page=Page(limit=2)))
    assert answer.candidates is not None
    if any(each.taken for each in answer.candidates.items):
        items = [hit.claim.iri for hit in answer.items]
        assert found.linked(answer.sparql, "claim") == items
        assert all(hit.matched for hit in answer.items)
    else:
        assert answer.items == ()


@FEW
@given(worlds(), words)
def test_what_is_near_is_never_what_the_look_up_itself_finds(
    world: list[ResolvedRecord], sought: str
) -> None:
    found = opened(world)
    for kind in ("text", "quote"):
        try:
            answer = run(found.collection.lookup(**{kind: sought}, page=Page(limit=1000)))
        except BadParameterError:
            continue  # nothing but punctuation
        assert answer.near is not None
        near = [each.claim.iri for each in answer.near.items]
        assert len(near) == len(set(near))
        assert not {hit.claim.iri for hit in answer.items} & set(near)
        for each in answer.near.items:
            assert all(0 <= a < b <= len(each.passage) for a, b in each.highlights)


@FEW
@given(worlds())
def test_the_coverage_is_what_sparql_counts(world: list[ResolvedRecord]) -> None:
    found = opened(world)
    answer = run(found.collection.coverage())
    for name in ("sources", "snapshots", "claims", "attributions", "speakers"):
        assert found.linked(answer.sparql, name) == [str(getattr(answer, name))]
    assert found.linked(answer.sparql, "newest") == [answer.newest_record]
    (invented,) = found.linked(answer.sparql, "invented")
    assert answer.invented_included == (invented != "0")


def test_a_question_nobody_can_answer_is_refused_the_same_everywhere() -> None:
    found = opened([])
    with pytest.raises(BadParameterError, match="act"):
        run(found.collection.attributions(Filters(act="shout")))
