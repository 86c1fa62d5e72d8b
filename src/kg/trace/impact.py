"""What is left of chains and judgements when one record is taken back; docs/trace.md has the steps.

Nothing is asked here: the same rows that make a trace, without those of the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model.traces import IndependentOrigins
from kg.model.views import AttributionView
from kg.trace.chains import Ways
from kg.trace.counting import independent_origins
from kg.trace.judged import Judged
from kg.trace.layers import Layers
from kg.trace.tracing import touched


@dataclass(frozen=True, slots=True)
class Taken:
    """What goes with a record, by IRIs.

    `source` is None where another record reads it too: then it stays in sight.
    """

    record: str
    source: str | None
    utterances: frozenset[str]
    judgements: frozenset[str]


def views_without(views: Iterable[AttributionView], taken: Taken) -> list[AttributionView]:
    """Return the attributions that are left; the source of the record is a work not seen."""
    left = (view for view in views if view.record.iri != taken.record)
    return [_out_of_sight(view, taken.source) for view in left]


def judged_without(judged: Judged, taken: Taken) -> Judged:
    """Return the judgements and utterances that are left."""
    return Judged(
        opinions=tuple(one for one in judged.opinions if one.judgement.iri not in taken.judgements),
        uttered=tuple(one for one in judged.uttered if one.utterance.iri not in taken.utterances),
    )


def counted(claim: str, layers: Layers, judged: Judged) -> IndependentOrigins:
    """Return the independent origins of a claim, as its trace has them.

    Args:
        claim: its IRI.
        layers: all attributions that make it, with every layer around them.
        judged: every judgement that may make origins one.
    """
    ways = Ways(claim, layers)
    return independent_origins(ways, judged.about(touched(ways)))


def _out_of_sight(view: AttributionView, source: str | None) -> AttributionView:
    if view.via is None or view.via.iri != source:
        return view
    return view.model_copy(update={"via": view.via.model_copy(update={"held": False})})
