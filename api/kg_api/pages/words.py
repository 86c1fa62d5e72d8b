"""How pages say things: acts, ends of chains, dates and numbers, always in the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from kg.model.lookalikes import odd_words, scripts, visible
from kg.model.views import DateView
from kg_api.pages.deeds import candidates

ACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "assert": "asserts",
        "deny": "denies",
        "urge": "urges",
        "demand": "demands",
        "pledge": "pledges",
        "ask": "asks",
        "express": "expresses",
        "welcome": "welcomes",
        "predict": "predicts",
        "believe": "believes",
        "presuppose": "takes for granted",
        "note": "notes",
    }
)
TONES: Final[Mapping[str, str]] = MappingProxyType(
    {"assert": "o", "deny": "c", "urge": "d", "demand": "d", "pledge": "d", "ask": "d"}
)
"""The tint of an act's chip; the word in it says the same."""

BASES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "named": "named in the text",
        "described": "described, not named",
        "context": "inferred from the context",
        "open": "the text leaves open who",
        "authorVoice": "in the source's own voice",
    }
)
STANCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "distancing": "the source keeps its distance",
        "endorsing": "the source takes it for its own",
        "unclear": "how the source stands to it is unclear",
    }
)
ENDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "named": "ends at a speaker who is named",
        "anonymous": "ends at somebody whom nobody names",
        "author-voice": "ends where the source speaks for itself",
        "cited-work-not-seen": "ends at a cited work that nobody here has seen",
        "not-in-cited-work": "ends at a cited work that is held, and does not say it",
        "loop": "runs in a circle, back to a source it came from",
    }
)
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person": "person",
        "organization": "organization",
        "group": "group, nobody named",
        "undisclosed": "undisclosed",
        "source": "document",
        "work": "cited work",
        "place": "place",
        "thing": "thing",
    }
)


MERGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "spoken-by": "the one uttered what the other is credited with",
        "on-behalf-of": "the one speaks for the other",
        "utterance": "one act of saying",
        "same-speaker": "judged to be the same speaker",
        "same-utterance": "judged to be the same act of saying",
        "copy-of": "the one is judged to be a copy of the other",
        "unnamed": "somebody who is not named belongs to what stands nearest",
        "own-voice": "the source speaks for itself",
    }
)
UNCOUNTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no-claim-of-fact": "no claim of fact",
        "not-reported-as-said": "nobody is reported to have said it",
        "circle": "every chain runs in a circle",
        "copy": "a copy of a source that says it itself",
    }
)
RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sameClaim": "says the same as",
        "contradicts": "contradicts",
        "supports": "supports",
        "narrower": "says more precisely the same as",
        "sameSpeaker": "is the same speaker as",
        "sameUtterance": "reports the same act of saying as",
        "titleConflict": "prints a title that is in doubt for",
        "copyOf": "is a copy of",
    }
)
CHANGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accepted": "New record",
        "changed": "New version",
        "given": "New judgement",
        "retracted": "Retracted",
        "withdrawn": "Withdrawn",
        "erased": "Erased",
    }
)
LONGEST: Final = 300
"""Characters of a quotation that a table shows."""


def many(number: int, noun: str, nouns: str | None = None) -> str:
    """Return a number with its noun, in the plural where it should be."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def day(date: DateView | None) -> str:
    """Return the words of a date, and what is not known of it.

    >>> day(DateView(verbatim="on March 25", edtf="XXXX-03-25", earliest=None, latest=None,
    ...     assumed=()))
    '“on March 25”, year not stated'
    """
    if date is None:
        return "date not stated"
    known = bounds(date)
    said = f"“{date.verbatim}”" if date.verbatim else ""
    return ", ".join(part for part in (said, known) if part) or "date not stated"


def short(text: str) -> str:
    """Return a text cut after a word where it is long, and the cut shown."""
    if len(text) <= LONGEST:
        return text
    return text[:LONGEST].rsplit(None, 1)[0] + " […]"


def bounds(date: DateView) -> str:
    """Return what the bounds of a date say, in words."""
    if date.earliest and date.earliest == date.latest:
        return date.earliest
    if date.earliest and date.latest:
        return f"{date.earliest} to {date.latest}"
    if date.earliest:
        return f"not before {date.earliest}"
    if date.latest:
        return f"not after {date.latest}"
    return "year not stated" if (date.edtf or "").startswith("XXXX") else "day not known"


FILTERS: Final[Mapping[str, Callable[..., Any]]] = MappingProxyType(
    {
        "many": many,
        "day": day,
        "visible": visible,
        "mixed": odd_words,
        "scripts": lambda word: " and ".join(scripts(word)),
        "candidates": candidates,
        "bounds": bounds,
        "short": short,
        "act": lambda act: ACTS.get(act, act),
        "tone": lambda act: TONES.get(act, "h"),
        "basis": lambda basis: BASES.get(basis, basis),
        "stance": lambda stance: STANCES.get(stance, stance),
        "ends": lambda ends: ENDS.get(ends, ends),
        "merge": lambda reason: MERGES.get(reason, reason),
        "uncounted": lambda reason: UNCOUNTED.get(reason, reason),
        "relation": lambda relation: RELATIONS.get(relation, relation),
        "changed": lambda kind: CHANGES.get(kind, kind),
        "moment": lambda at: f"{at[:10]}, {at[11:16]} UTC",
        "kind": lambda kind: KINDS.get(kind, kind),
    }
)
"""What templates may write after a bar."""
