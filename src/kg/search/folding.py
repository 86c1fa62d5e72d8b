"""Writing words as one would hear them, so that another spelling or script is found.

A fold is only used to *find* something that is then shown as it stands: two words with one fold
may well be two names. `docs/lookup.md` prints the table.

>>> [word.letters for word in words("Şuşa, Шуша")]
['susa', 'shusha']
>>> {word.spelling for word in words("Jeyhun Ceyhun Джейхун Ջեյհուն")}
{'jeihun'}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple
from unicodedata import normalize

from anyascii import anyascii

SPELLINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "shch": "s", "sch": "s", "sh": "s", "tch": "j", "dzh": "j", "ch": "j", "dj": "j",
        "zh": "j", "c": "j", "kh": "h", "x": "h", "gh": "g", "ph": "f", "ck": "k", "q": "k",
        "ou": "u", "ow": "u", "oo": "u", "ee": "i", "y": "i", "w": "v",
    }
)  # fmt: skip
"""Letters that are written one way here and another there; the first that fits is taken."""

STEM: Final = 5
"""Characters of a fold by which the index finds it: endings differ, beginnings seldom do."""

MOST_CHARACTERS: Final = 40
"""Of one word; what is longer is no word of any language and is folded up to there."""

_BEFORE: Final = str.maketrans({"\u0259": "a"})  # the schwa of Azerbaijani names, elsewhere an a
_ALONE: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_MARKS: Final = (  # of words, and no letters to Python: Latin, Cyrillic, Hebrew, Arabic, Indic
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u0dff"
)
_WORD: Final = re.compile(rf"[{_ALONE}]|(?:(?![{_ALONE}_])[\w{_MARKS}'\u2019\u02bc\u200c\u200d])+")
_LONE: Final = re.compile(f"[{_ALONE}]")
_SPELLED: Final = re.compile("|".join(sorted(SPELLINGS, key=len, reverse=True)))
_TWICE: Final = re.compile(r"([a-z])\1+")
_PLAIN: Final = re.compile("[^a-z0-9]+")
_SIGNS: Final = re.compile(r"[\x00-/:-\x7f\s]+")  # what would be two words to the index
_AROUND: Final = "'\u2019\u02bc\u200c\u200d"
_POSSESSIVE: Final = ("'s", "\u2019s")


class Word(NamedTuple):
    """A word where it stands: code point offsets, end-exclusive, and its two folds.

    `letters` has case, marks and script levelled; `spelling` what one language spells unlike
    another as well.
    """

    start: int
    end: int
    text: str
    letters: str
    spelling: str

    @property
    def stem(self) -> str:
        """What the index finds it by."""
        return self.spelling[:STEM]


@lru_cache(maxsize=2_000)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order; one character each in scripts without spaces."""
    found = (_stripped(match) for match in _WORD.finditer(text))
    return tuple(Word(start, end, word, *folds(word)) for start, end, word in found if word)


def stems(text: str) -> str:
    """Return what the full-text tables learn of a text: the stem of each of its words once."""
    found = (_stripped(match)[2] for match in _WORD.finditer(text))
    return joined(folds(word)[1][:STEM] for word in found if word)


def joined(found: Iterable[str]) -> str:
    """Return distinct stems as one text."""
    return " ".join(sorted(set(found)))


@lru_cache(maxsize=50_000)
def folds(word: str) -> tuple[str, str]:
    """Return the letters and the spelling of one word."""
    plain = normalize("NFKC", word[:MOST_CHARACTERS]).casefold().translate(_BEFORE)
    if _LONE.fullmatch(plain):
        return plain, plain  # a sign for a meaning: others that sound alike mean other things
    letters = _PLAIN.sub("", anyascii(plain).lower()) or _SIGNS.sub("", plain) or plain
    return letters, _spelled(letters)


def _spelled(letters: str) -> str:
    if any(character.isdigit() for character in letters):
        return letters
    return _TWICE.sub(r"\1", _SPELLED.sub(lambda found: SPELLINGS[found[0]], letters))


def _stripped(match: re.Match[str]) -> tuple[int, int, str]:
    """Return the place and text of a word without apostrophes around it and without `'s`."""
    text = match[0]
    if text.isalnum():
        return match.start(), match.end(), text
    start = match.start() + len(text) - len(text.lstrip(_AROUND))
    inner = text.strip(_AROUND)
    inner = inner[:-2] if inner.endswith(_POSSESSIVE) else inner
    return start, start + len(inner), inner
