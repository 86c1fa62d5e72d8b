"""The hits of a look-up: each claim with all that a reader needs to judge it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.model.lookups import HedgeLayers, Highlight, Hit, Match
from kg.model.views import AttributionView, Counts, JudgementView
from kg.reading.aside import reckoned, together
from kg.reading.chains import judgements
from kg.reading.first_known import first_known
from kg.reading.knowledge import Knowledge
from kg.reading.questions import Question
from kg.reading.same_origin import followed
from kg.reading.views import attribution_views
from kg.search.highlighting import Ranges, of_quote, of_words
from kg.search.levelling import comparison
from kg.search.naming import Json
from kg.trace import Judged, Layers, trace
from kg.trace.layers import pointer


class _Told(NamedTuple):
    """What all hits of a page are told from."""

    layers: Layers
    judged: Judged | None


@dataclass(frozen=True, slots=True)
class _Marking:
    """How what was looked up is shown in passages."""

    quoted: str | None
    ranges: Callable[[str], Ranges]

    @classmethod
    def of(cls, asked: Question) -> _Marking:
        """Return it for a question; addresses and names mark nothing."""
        words = asked.ask.get("words", "")
        if asked.kind == "quote":
            return cls(words, lambda passage: of_quote(words, passage))
        if asked.kind == "text":
            return cls(None, lambda passage: of_words(words, passage))
        return cls(None, lambda _: ())


async def hits(
    knowledge: Knowledge, asked: Question, found: Sequence[Json]
) -> tuple[tuple[Hit, ...], list[int | None]]:
    """Return a hit for each claim found, in that order, and the revisions it is told from.

    Args:
        knowledge: where to ask.
        asked: what was looked up.
        found: for each claim its IRI as `claim`, and as `attributions` those that answer.
    """
    if not found:
        return (), []
    claims = [each["claim"] for each in found]
    (facts, first), (judged, second), (counted, third) = await together(
        knowledge.facts("attributions/facts", {"chain_of": tuple(claims)}),
        judgements(knowledge, claims),
        knowledge.find("counts", noun="claim", iris=claims),
    )
    views = attribution_views(facts)
    known, others = await followed(knowledge, views)
    told, marking = _Told(Layers(views), known), _Marking.of(asked)

    def tell() -> tuple[Hit, ...]:
        return tuple(
            _hit(
                each["claim"],
                [view for view in views if view.claim.iri == each["claim"]],
                told,
                matched=frozenset(each["attributions"]),
                marking=marking,
                judged=judged[each["claim"]],
                counts=Counts.model_validate(counted["counts"][each["claim"]]),
            )
            for each in found
        )

    return await reckoned(tell, len(views)), [first, second, third, *others]


def _hit(
    claim: str,
    making: Sequence[AttributionView],
    told: _Told,
    *,
    matched: frozenset[str],
    marking: _Marking,
    judged: Sequence[JudgementView],
    counts: Counts,
) -> Hit:
    answering = [view for view in making if view.iri in matched]
    quoted = marking.quoted
    return Hit(
        claim=making[0].claim,
        matches=tuple(_match(quoted, view) for view in answering) if quoted else (),
        matched=tuple(pointer(view) for view in answering),
        highlights=tuple(_highlights(making[0].claim.label, answering, marking)),
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


def _highlights(
    label: str, answering: Sequence[AttributionView], marking: _Marking
) -> list[Highlight]:
    """Return where the words stand in the quotations and, if they were sought there, the claim."""
    found = [
        Highlight(
            attribution=pointer(view),
            compared="quotation",
            passage=view.anchor.exact,
            ranges=marking.ranges(view.anchor.exact),
        )
        for view in answering
    ]
    if marking.quoted is None:
        ranges = marking.ranges(label)
        found.append(Highlight(attribution=None, compared="claim", passage=label, ranges=ranges))
    return [each for each in found if each.ranges]


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
