"""How the invented sources report speech, in the languages they are written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Final

from kg_bench.chance import Choice


@dataclass(frozen=True, slots=True)
class Manner:
    """The reporting words of a language."""

    cues: Mapping[str, tuple[str, ...]]
    that: str
    hedges: tuple[str, ...]
    nobody: str

    def cue(self, random: Random, act: str) -> str:
        """Draw a reporting word for an act."""
        return random.choice(self.cues.get(act) or self.cues["assert"])


MANNERS: Final[Mapping[str, Manner]] = MappingProxyType(
    {
        "en": Manner(
            {
                "assert": ("said", "stated", "indicated", "reported"),
                "deny": ("denied", "rejected"),
                "urge": ("urged", "called for"),
                "demand": ("demanded", "insisted"),
                "pledge": ("pledged", "promised"),
                "ask": ("asked", "inquired"),
                "express": ("voiced concern", "regretted"),
                "welcome": ("welcomed",),
                "predict": ("predicted", "expected"),
                "believe": ("believed", "assumed"),
                "note": ("noted", "recalled"),
            },
            "that",
            ("allegedly", "reportedly", "purportedly"),
            "it was",
        ),
        "az": Manner({"assert": ("bildirib", "deyib")}, "ki", ("guya",), "məlumata görə"),
        "ru": Manner({"assert": ("сообщил", "заявил")}, "что", ("якобы",), "как"),
        "ar": Manner({"assert": ("أعلن", "قال")}, "أن", ("زعما",), "كما"),
    }
)

LANGUAGES: Final = Choice({"en": 60, "en-GB": 10, "az": 10, "ru": 14, "ar": 6})

ACTS: Final = Choice(
    {
        "assert": 52, "deny": 7, "urge": 9, "demand": 3, "pledge": 6, "ask": 2, "express": 5,
        "welcome": 2, "predict": 4, "believe": 4, "presuppose": 2, "note": 4,
    }
)  # fmt: skip
"""Of the innermost layers; with the layers around them about 4 % of all are denials."""

BASES: Final = Choice({"named": 72, "described": 12, "context": 7, "open": 6, "authorVoice": 3})

CERTAINTIES: Final = Choice({"unspecified": 75, "certain": 10, "probable": 8, "possible": 7})

QUOTE_MODES: Final = Choice({"indirect": 65, "direct": 20, "partial": 15})

KINDS: Final = Choice(
    {"article": 60, "post": 15, "briefing": 8, "statement": 8, "report": 6, "transcript": 3}
)


def manner(language: str) -> Manner:
    """Return how a language reports speech."""
    return MANNERS[language.partition("-")[0]]
