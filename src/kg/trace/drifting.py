"""How the wording changed on its way, hop by hop: a difference of words, never of meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Final

from kg.model.traces import Change, Drift
from kg.model.views import AttributionView
from kg.trace.chains import Ways
from kg.trace.copies import Copies
from kg.trace.hops import Passing, passings, wording

MOST_DRIFTS: Final = 100
"""Hops compared."""

MOST_WORDS: Final = 150
"""Words of a passage that is compared; the comparison takes the square of it."""

_WORD: Final = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\s.,;:!?\"()\[\]\u00ab\u00bb\u201c-\u201f\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+|\S"
)
"""A character of a script that is written without spaces; a word; a sign."""


def drifts(ways: Ways, copies: Copies) -> tuple[tuple[Drift, ...], bool]:
    """Return how the words differ on each hop, in order, and whether there are other hops."""
    found = list(islice(_drifts(ways, copies), MOST_DRIFTS + 1))
    return tuple(found[:MOST_DRIFTS]), len(found) > MOST_DRIFTS


def changes(inner: str, outer: str) -> tuple[Change, ...]:
    """Return the words kept, removed and added from `inner` to `outer`, in order.

    Each run is an exact part of the passage; words that differ in one character differ.
    """
    before, after = list(_WORD.finditer(inner)), list(_WORD.finditer(outer))
    matcher = SequenceMatcher(None, _texts(before), _texts(after), autojunk=False)
    found: list[Change] = []
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            found.append(Change(kind="kept", words=_run(outer, after[c:d])))
            continue
        if a < b:
            found.append(Change(kind="removed", words=_run(inner, before[a:b])))
        if c < d:
            found.append(Change(kind="added", words=_run(outer, after[c:d])))
    return tuple(found)


def _texts(words: Sequence[re.Match[str]]) -> list[str]:
    return [word[0] for word in words]


def _run(text: str, words: Sequence[re.Match[str]]) -> str:
    return text[words[0].start() : words[-1].end()]


def _drifts(ways: Ways, copies: Copies) -> Iterator[Drift]:
    for passing in passings(ways, copies):
        for inner in passing.inner:
            yield _drift(passing, inner)


def _drift(passing: Passing, inner: AttributionView) -> Drift:
    words = inner.anchor.exact, passing.outer.anchor.exact
    why_not = None
    if _language(inner) != _language(passing.outer):
        why_not = "language"
    elif max(len(_WORD.findall(text)) for text in words) > MOST_WORDS:
        why_not = "length"
    return Drift.model_validate(
        {
            "hop": passing.hop,
            "inner": wording(inner),
            "outer": wording(passing.outer),
            "judgement": passing.judgement and passing.judgement.judgement,
            "changes": None if why_not else changes(*words),
            "not_compared": why_not,
        }
    )


def _language(view: AttributionView) -> str:
    """Return the language of a source without its region; nothing where it is not known."""
    return (view.source.language or "").partition("-")[0].lower()
