"""Runs of words, as numbers: what two texts that go back to one writer have in common.

>>> len(shingles(["Water was let out of the dam that night."]))
5
>>> shingles(["WATER was let out -- of"]) == shingles(["water was let out of"])
True
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final
from unicodedata import normalize

RUN: Final = 5
"""Words in a run. Two who report one event in their own words rarely share five in a row."""

_HASH_BYTES: Final = 8
_WORD: Final = re.compile(
    r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+"
)
"""A character of a script that is written without spaces, or a word; signs are passed over."""


def shingles(stretches: Iterable[str]) -> frozenset[int]:
    """Return the runs of five words in some stretches of text, each as a number of 63 bits.

    Case, signs and compatibility forms (NFKC) make no difference. No run goes from one stretch
    into another.
    """
    return frozenset(number for stretch in stretches for number in _runs(stretch))


def _runs(stretch: str) -> Iterator[int]:
    words = _WORD.findall(normalize("NFKC", stretch).casefold())
    for first in range(len(words) - RUN + 1):
        yield _number(" ".join(words[first : first + RUN]))


def _number(run: str) -> int:
    # 63 bits, as the database that sorts them knows signed numbers only.
    return int.from_bytes(blake2b(run.encode(), digest_size=_HASH_BYTES).digest()) >> 1
