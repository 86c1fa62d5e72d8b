"""The fact-checker's one call: what is known of some words, a quotation or an address."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from kg.errors import BadParameterError
from kg.model.answers import Asked, Coverage, HedgeLayers, Hit, LookupAnswer, Match
from kg.model.views import AttributionView, Counts, JudgementView
from kg.reading.aside import reckoned
from kg.reading.asked import words
from kg.reading.chains import judgements
from kg.reading.consistency import at_one_revision
from kg.reading.first_known import first_known
from kg.reading.knowledge import Knowledge
from kg.reading.linking import Values
from kg.reading.listing import Cut
from kg.reading.same_origin import followed, near
from kg.reading.views import attribution_views
from kg.search.filters import Page
from kg.search.levelling import comparison, sought
from kg.search.naming import Json
from kg.search.urls import normal
from kg.trace import Judged, Layers, trace
from kg.trace.layers import pointer

Kind = Literal["text", "quote", "url"]

MOST_WORDS: Final = 50
NOTE: Final = (
    "This is what the sources in this collection say, and to whom they attribute it; see its "
    "coverage. It is not everything that was ever said, and nothing here judges whether a claim "
    "is true."
)
NO_HIT: Final = (
    "Nothing in this collection answers to that; see its coverage. This never means that nobody "
    "said it: it may stand in sources that are not here, or in other words."
)
_EDGES: Final = re.compile(r"^\W+|\W+$")


class _Told(NamedTuple):
    """What all hits of a page are told from."""

    layers: Layers
    judged: Judged | None


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked up: what the index is asked, and with what the same is asked in SPARQL."""

    kind: Kind
    value: str
    ask: Json
    values: Values

    @property
    def query(self) -> str:
        """The catalogue query that gives the same claims."""
        return f"lookups/by-{self.kind}"


def question(knowledge: Knowledge, kind: Kind, value: str) -> Question:
    """Return what to ask for some words, a quotation or an address.

    Raises:
        BadParameterError: there is nothing in it to look for, or it is no address.
    """
    value = words(knowledge.catalogue[f"lookups/by-{kind}"], kind, value)
    if kind == "url":
        return Question(kind, value, {"url": normal(value)}, {"url": value})
    if kind == "quote":
        quoted = sought(value)
        if not quoted:
            raise _nothing(kind)
        return Question(kind, value, {"words": quoted}, {"quote": quoted})
    found = tuple(dict.fromkeys(filter(None, (_EDGES.sub("", word) for word in value.split()))))
    if not found:
        raise _nothing(kind)
    if len(found) > MOST_WORDS:
        raise BadParameterError(
            f"these are {len(found)} words",
            where=kind,
            hint=f"give at most {MOST_WORDS}, or look the sentence up as quote",
        )
    return Question(kind, value, {"words": list(found)}, {"text": found})


async def look_up(knowledge: Knowledge, asked: Question, page: Page) -> LookupAnswer:
    """Return a page of hits, by claim in the order of their IRIs.

    Raises:
        BadParameterError: the cursor belongs to another look-up.
    """
    cut = Cut.at(page, asked.query, asked.values, asked.ask)

    async def ask() -> tuple[LookupAnswer, list[int | None]]:
        (found, first), (covered, second) = await asyncio.gather(
            knowledge.find(f"by-{asked.kind}", **asked.ask, after=cut.after, limit=cut.limit),
            knowledge.find("coverage"),
        )
        hits, revisions = await _hits(knowledge, asked, found["claims"])
        last = found["claims"][-1]["claim"] if found["more"] else None
        urls = {"url": tuple(found["urls"])} if found.get("urls") else asked.values
        answer = LookupAnswer(
            items=hits,
            next=cut.next(last),
            revision=first,
            sparql=cut.link_with(urls),
            query=Asked(kind=asked.kind, value=asked.value),
            coverage=coverage(covered["coverage"], first),
            note=NOTE if hits else NO_HIT,
        )
        return answer, [first, second, *revisions]

    return await at_one_revision(ask)


def coverage(counted: Json, revision: int | None) -> Coverage:
    """Return what the collection holds, from what the index counted."""
    counted = dict(counted)
    return Coverage(
        newest_record=counted.pop("newest"),
        invented_included=bool(counted.pop("invented")),
        revision=revision,
        **counted,
    )


async def _hits(
    knowledge: Knowledge, asked: Question, found: Sequence[Json]
) -> tuple[tuple[Hit, ...], list[int | None]]:
    if not found:
        return (), []
    claims = [each["claim"] for each in found]
    (facts, first), (judged, second), (counted, third), (tying, fourth) = await asyncio.gather(
        knowledge.facts("attributions/facts", {"chain_of": tuple(claims)}),
        judgements(knowledge, claims),
        knowledge.find("counts", noun="claim", iris=claims),
        near(knowledge, claims),
    )
    views = attribution_views(facts)
    known, others = await followed(knowledge, tying, views)
    told = _Told(Layers(views), known)

    def hits() -> tuple[Hit, ...]:
        return tuple(
            _hit(
                each["claim"],
                [view for view in views if view.claim.iri == each["claim"]],
                told,
                matched=frozenset(each["attributions"]),
                quoted=asked.ask["words"] if asked.kind == "quote" else None,
                judged=judged[each["claim"]],
                counts=Counts.model_validate(counted["counts"][each["claim"]]),
            )
            for each in found
        )

    return await reckoned(hits, len(views)), [first, second, third, fourth, *others]


def _hit(
    claim: str,
    making: Sequence[AttributionView],
    told: _Told,
    *,
    matched: frozenset[str],
    quoted: str | None,
    judged: Sequence[JudgementView],
    counts: Counts,
) -> Hit:
    answering = [view for view in making if view.iri in matched]
    return Hit(
        claim=making[0].claim,
        matches=tuple(_match(quoted, view) for view in answering) if quoted else (),
        matched=tuple(pointer(view) for view in answering),
        first_known=first_known(making),
        counts=counts,
        hedges=tuple(
            HedgeLayers(attribution=pointer(view), layers=tuple(told.layers.steps(view)))
            for view in told.layers.last(claim)
        ),
        contradictions=tuple(judged),
        trace=trace(claim, told.layers, told.judged),
        attributions=tuple(making),
        invented=counts.invented > 0,
    )


def _match(quoted: str, view: AttributionView) -> Match:
    passage = view.anchor.exact
    compared = comparison(quoted, passage)
    return Match.model_validate(
        {
            "attribution": pointer(view),
            "exact": compared is not None and not compared.normalised,
            "normalised": compared.normalised if compared else (),
            "extent": compared.extent if compared else "part",
            "passage": passage,
        }
    )


def _nothing(kind: Kind) -> BadParameterError:
    return BadParameterError(
        "there is nothing to look for in that", where=kind, hint="write some words"
    )
