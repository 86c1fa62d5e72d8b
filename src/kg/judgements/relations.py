"""Between what each relation can hold: kinds of things on its first and on its second side."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from kg.records.values import Relation


class Sides(NamedTuple):
    """The kinds of things that may stand first, and second."""

    judges: tuple[str, ...]
    against: tuple[str, ...]


_CLAIM: Final = ("claim",)
_SAID: Final = ("claim", "attribution")
_UTTERED: Final = ("utterance", "attribution")
_PRINTED: Final = ("mention", "attribution")

SIDES: Final[Mapping[Relation, Sides]] = MappingProxyType(
    {
        Relation.SAME_CLAIM: Sides(_CLAIM, _CLAIM),
        Relation.NARROWER: Sides(_CLAIM, _CLAIM),
        Relation.CONTRADICTS: Sides(_SAID, _SAID),
        Relation.SUPPORTS: Sides(_SAID, _SAID),
        Relation.SAME_SPEAKER: Sides(("speaker",), ("speaker",)),
        Relation.SAME_UTTERANCE: Sides(_UTTERED, _UTTERED),
        Relation.TITLE_CONFLICT: Sides(_PRINTED, ("speaker",)),
        Relation.COPY_OF: Sides(("source",), ("source",)),
    }
)

SYMMETRIC: Final = frozenset(
    (
        Relation.SAME_CLAIM,
        Relation.CONTRADICTS,
        Relation.SAME_SPEAKER,
        Relation.SAME_UTTERANCE,
    )
)
"""Relations that say the same whichever side stands first."""

KINDS: Final = ("claim", "speaker", "source", "attribution", "utterance", "mention")
"""All kinds of things that are judged."""
