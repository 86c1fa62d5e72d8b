"""Anybody can work the numbers out again from the rows of the documented queries: here it is done.

Written after docs/trace.md and nothing else: slow, naive, and with none of the code under test.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from fixture_records import fixture_collection
from kg.vocab import PREFIXES
from reading_parts import CATALOGUE, Opened, opened, run
from story_records import CLAIM, Story

Rows = dict[str, dict[str, set[str]]]
LEFT_OUT: Final = {"deny", "ask", "urge", "demand", "pledge", "predict"}
SOMEBODY: Final = {PREFIXES["foaf"] + "Person", PREFIXES["org"] + "Organization"}


def asked(found: Opened, query: str, **values: Any) -> Rows:
    """Return the rows of a query as thing, property, values; vocabulary terms without namespace."""
    rows: Rows = defaultdict(lambda: defaultdict(set))
    for row in run(found.store.select(CATALOGUE[query].bind(values))):
        value = row["value"].value.rpartition("vocab#")[2]
        rows[row["thing"].value][row["property"].value.rpartition("#")[2]].add(value)
    return rows


def merged(one: Rows, other: Rows) -> Rows:
    for thing, stated in other.items():
        for name, values in stated.items():
            one[thing][name] |= values
    return one


def _things(named: set[str]) -> dict[str, list[str]]:
    said = sorted(each for each in named if "utterance/" in each)
    return {"thing": sorted(named)} | ({"utterance": said} if said else {})


class ByHand:
    """The claim as the rows have it, and the rule of docs/trace.md step by step."""

    def __init__(self, found: Opened, claim: str) -> None:
        self.claim = (
            CATALOGUE["claims/facts"]
            .parameters["claim"]
            .terms(claim, base="https://w3id.org/claim-provenance/")[0]
            .value
        )
        self.facts = asked(found, "attributions/facts", chain_of=claim)
        self.judged = asked(found, "judgements/same-origin", claim=claim)
        named: set[str] = set()
        while new := self._named() - named:  # all that is named, until nothing new is
            named |= new
            merged(self.judged, asked(found, "judgements/same-things", **_things(new)))
        self.starts = [a for a in self._making() if not self._has_inner(a)]

    def one(self, thing: str, name: str) -> str:
        return min(self.facts[thing][name], default="")

    def _named(self) -> set[str]:
        names = ("judges", "against", "spokenBy", "onBehalfOf")
        named = {each for stated in self.judged.values() for name in names for each in stated[name]}
        return named | {a for a in self.judged if "utterance/" in a}

    def _making(self) -> list[str]:
        return sorted(a for a, stated in self.facts.items() if self.claim in stated["claim"])

    def layers(self, a: str) -> list[str]:
        """Return an attribution and the layers around it, from inside out."""
        return [a, *self.layers(self.one(a, "within"))] if self.one(a, "within") else [a]

    def _has_inner(self, a: str) -> bool:
        polarity = self.one(a, "polarity")
        return any(
            a in self.layers(b)[1:] and self.one(b, "polarity") == polarity for b in self._making()
        )

    def further(self, a: str) -> list[str]:
        work = self.one(a, "via")
        held = any(work in stated["snapshotOf"] for stated in self.facts.values())
        there = [
            b
            for b in self.starts
            if held
            and self.one(b, "inSource") == work
            and self.one(b, "polarity") == self.one(a, "polarity")
        ]
        speaker = self.one(a, "speaker")
        crediting = [
            b for b in there if any(self.one(c, "speaker") == speaker for c in self.layers(b))
        ]
        return crediting or there

    def is_unnamed(self, a: str) -> bool:
        kinds = self.facts[self.one(a, "speaker")]["type"]
        return not kinds & SOMEBODY or self.one(a, "speakerBasis") == "open"

    def home(self, a: str) -> str:
        if self.one(a, "via"):
            return self.one(a, "via")
        for outer in self.layers(a)[1:]:
            if not self.is_unnamed(outer):
                return self.one(outer, "speaker")
            if self.one(outer, "via"):
                return self.one(outer, "via")
        return self.one(a, "inSource")

    def told(self, views: Iterable[str]) -> set[tuple[str, str]]:
        """Return what the sources themselves say is one."""
        ties = set()
        for a in views:
            if utterance := self.one(a, "utterance"):
                ties.add((self.one(a, "speaker"), utterance))
            ties.add((self.one(a, "speaker"), a))
        for thing, stated in self.judged.items():
            ties |= set(product([thing], stated["spokenBy"] | stated["onBehalfOf"]))
        return ties

    def ties(self, views: Iterable[str]) -> set[tuple[str, str]]:
        found = self.told(views)
        for a in views:
            if self.is_unnamed(a):
                found.add((self.one(a, "speaker"), self.home(a)))
            elif self.one(a, "speakerBasis") == "authorVoice":
                found.add((self.one(a, "speaker"), self.one(a, "inSource")))
        for stated in self.judged.values():
            found |= set(product(stated["judges"], stated["against"]))
        return found

    def copied(self, source: str) -> set[str]:
        """Return every source that this one is a copy of, directly or through others."""
        found: set[str] = set()
        while True:
            more = {
                original
                for stated in self.judged.values()
                if "copyOf" in stated["relation"] and stated["judges"] & (found | {source})
                for original in stated["against"]
            }
            if more <= found:
                return found
            found |= more

    def is_copy(self, a: str) -> bool:
        source = self.one(a, "inSource")
        return any(
            self.one(b, "inSource") == original
            and self.one(b, "polarity") == self.one(a, "polarity")
            and self.one(b, "act") in ("assert", "deny")
            and source not in self.copied(original)
            for original in self.copied(source)
            for b in self.starts
        )

    def counts(self, a: str) -> bool:
        unsaid = any(
            self.one(outer, "act") in LEFT_OUT and self.one(outer, "claim") != self.claim
            for outer in self.layers(a)[1:]
        )
        return self.one(a, "act") in ("assert", "deny") and not self.further(a) and not unsaid

    def numbers(self, polarity: str) -> tuple[int, int]:
        views = [a for a in self.starts if self.one(a, "polarity") == polarity]
        ends = [a for a in views if self.counts(a) and not self.is_copy(a)]
        ties, told = self.ties(views), self.told(views)
        groups = {frozenset(flood({self.one(a, "speaker")}, ties)) for a in ends}
        certain = {
            group
            for group in groups
            for a in ends
            if self.one(a, "speaker") in group and self.is_certain(a, views, told)
        }
        return len(groups), max(len(certain), min(len(groups), 1))

    def is_certain(self, a: str, views: Iterable[str], told: set[tuple[str, str]]) -> bool:
        held = any(self.one(a, "via") in stated["snapshotOf"] for stated in self.facts.values())
        somebody = {self.one(b, "speaker") for b in views if not self.is_unnamed(b)}
        somebody |= {
            each
            for stated in self.judged.values()
            for each in stated["spokenBy"] | stated["onBehalfOf"]
            if self.judged[each]["type"] & SOMEBODY
        }
        return not held and bool(flood({self.one(a, "speaker")}, told) & somebody)


def flood(reached: set[str], ties: set[tuple[str, str]]) -> set[str]:
    while more := {end for tie in ties if set(tie) & reached for end in tie} - reached:
        reached |= more
    return reached


def numbers(found: Opened, claim: str) -> tuple[tuple[int, int], tuple[int, int]]:
    counted = run(found.collection.trace(claim)).independent_origins
    assert counted is not None
    denials = counted.denials
    return (counted.count, counted.at_least), (denials.count, denials.at_least)


def by_hand(found: Opened, claim: str) -> tuple[tuple[int, int], tuple[int, int]]:
    worked = ByHand(found, claim)
    return worked.numbers("affirmed"), worked.numbers("negated")


def test_every_claim_of_the_examples_counts_what_working_it_out_by_hand_gives(
    counted: Callable[[str, int], None],
) -> None:
    records = fixture_collection().records.values()
    found = opened(records)
    claims = sorted({claim.id for record in records for claim in record.claims})
    for claim in claims:
        assert numbers(found, claim) == by_hand(found, claim), claim
    counted("claims whose origins were counted again by hand", len(claims))


STORIES = [
    Story(written)
    for path in sorted((Path(__file__).parent / "stories").glob("*.yaml"))
    for written in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name.replace(" ", "-"))
def test_a_story_counts_what_working_it_out_by_hand_gives(
    story: Story, counted: Callable[[str, int], None]
) -> None:
    found = opened(story.records())
    assert numbers(found, CLAIM) == by_hand(found, CLAIM)
    counted("claims whose origins were counted again by hand", 1)


def test_working_it_out_by_hand_gives_the_numbers_known_by_heart() -> None:
    found = opened(fixture_collection().records.values())
    assert by_hand(found, "water-let-out") == ((2, 2), (1, 1))
    assert by_hand(found, "bridge-sinking") == ((0, 0), (0, 0))
