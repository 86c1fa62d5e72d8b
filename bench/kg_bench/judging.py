"""Opinions on how claims of different sources relate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Final, TypeAlias

from kg_bench.chance import Choice, happens
from kg_bench.claims import Claim, Claims
from kg_bench.world import Defined

Json: TypeAlias = dict[str, Any]

SHARE: Final = 0.5
"""The share of records with a judgement."""

RELATIONS: Final = Choice({"contradicts": 50, "sameClaim": 25, "supports": 15, "narrower": 10})


def judgements(
    random: Random, claims: Claims, reported: Sequence[Claim], declare: Callable[[Defined], None]
) -> list[Json]:
    """Return at most one judgement of a claim the record reports against another one."""
    if not happens(random, SHARE):
        return []
    one, other = random.choice(reported), claims.again(random)
    if one.id == other.id:
        return []
    declare(other.defined)
    return [
        {
            "relation": RELATIONS.pick(random),
            "judges": f"claim/{one.id}",
            "against": f"claim/{other.id}",
            "at": "2026-01-15",
            "confidence": random.randint(40, 95) / 100,
            "reason": "Both speak of the same days and places",
        }
    ]
