"""The parts of a record that lie in its own graph, by their place in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.records.resolved import (
        Anchor,
        AttributionDef,
        NamedDate,
        PassageDef,
        SourceTagDef,
        UtteranceDef,
        When,
    )
    from kg.records.tree import Path


@dataclass(frozen=True, slots=True)
class Parts:
    """What was found; where words were not found, a place is missing."""

    dates: tuple[NamedDate, ...]
    utterances: tuple[UtteranceDef, ...]
    passages: dict[int, PassageDef]
    source_tags: dict[int, SourceTagDef]
    attributions: dict[int, AttributionDef]

    def evidence(self) -> Iterator[tuple[Path, Anchor]]:
        """Yield every anchor that serves as evidence, with its field; passages do not."""
        for path, anchor in self._anchors():
            if anchor is not None:
                yield path, anchor

    def _anchors(self) -> Iterator[tuple[Path, Anchor | None]]:
        for n, one in self.attributions.items():
            yield ("attributions", n, "quote"), one.anchor
            yield ("attributions", n, "mention"), one.mention.anchor if one.mention else None
            yield ("attributions", n, "said", "quote"), _in_place(one.said)
        for n, said in enumerate(self.utterances):
            yield ("utterances", n, "quote"), said.anchor
            yield ("utterances", n, "said", "quote"), _in_place(said.said)
        for n, tag in self.source_tags.items():
            yield ("source_tags", n, "quote"), tag.anchor
        for date in self.dates:
            yield ("dates", date.name, "quote"), date.anchor


def _in_place(when: When | None) -> Anchor | None:
    return when.written.anchor if when and when.written else None
