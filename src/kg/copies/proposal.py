"""What a program may judge of texts that are alike, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

PROGRAM: Final = "kg-copies"
"""The annotator that judges so: a program, with a lower standing than a person."""

Relation: TypeAlias = Literal["copyOf", "sameUtterance"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A judgement that a program may give.

    `judges` and `against` are references such as `source/velm-gazette`; `share` is how much of the
    shorter text stands in both, from 0 to 1, cut to two decimals.
    """

    relation: Relation
    judges: str
    against: str
    share: float
    reason: str
