"""What the drawings of a trace have in common: which node is what, and words that do no harm."""

from __future__ import annotations

import re
from typing import Final

from kg.model.traces import Trace, TraceEdge

_HARMFUL: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What XML may not hold, steers a terminal, or turns writing around."""


def plain(text: str) -> str:
    """Return a text on one line, without characters that a drawing may not hold."""
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def origin_groups(found: Trace) -> dict[str, str]:
    """Return by a speaker's IRI the name of the group of origins it is in; denials say so."""
    counted = found.independent_origins
    if counted is None:
        return {}
    sides = (("", counted.groups), ("denies: ", counted.denials.groups))
    names: dict[str, str] = {}
    for side, groups in sides:
        for number, group in enumerate(groups, 1):
            for member in group.members:
                name = f"{side}{number}. {group.label}"
                before = names.get(member.speaker.iri)
                names[member.speaker.iri] = f"{before}; {name}" if before else name
    return names


def edge_words(edge: TraceEdge) -> str:
    """Return what an edge says: who cites or credits whom, doing what, with which hedges."""
    act = edge.relation if edge.relation == "cites" else edge.act
    return ", ".join((act, *(f"“{hedge}”" for hedge in edge.hedges)))
