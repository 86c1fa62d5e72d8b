"""Names that look like other names: skeletons and mixed scripts (UTS #39).

Two names look alike where their skeletons are the same: each character is replaced by what it
looks like, as Unicode lists it (`confusables.txt` beside this file). Nothing is ever corrected;
whoever looks is told.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

# Unicode property Bidi_Control, what is invisible wherever it stands, line separators, C1 controls.
_STEERING: Final = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\ufeff\u00ad"
    "\u2028\u2029\u0080-\u009f\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_IGNORABLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_JOINERS: Final = "\u200c\u200d"
_UNJOINED: Final = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW"})
"""Scripts whose words have no use for a joiner that nobody sees."""
_TOGETHER: Final = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
)
"""What people write in one word (UTS #39 section 5.2, "highly restrictive")."""
_NAMED: Final = {"CJK": "HAN", "FULLWIDTH": "LATIN", "HALFWIDTH": "KATAKANA", "IDEOGRAPHIC": "HAN"}
_NO_SCRIPT: Final = frozenset(
    {
        "MODIFIER", "MATHEMATICAL", "DOUBLE-STRUCK", "SCRIPT", "FEMININE", "MASCULINE", "MICRO",
        "BLACK-LETTER", "SUPERSCRIPT", "SUBSCRIPT", "KATAKANA-HIRAGANA",
    }
)  # fmt: skip

_REMEMBERED: Final = 4096
"""Names and letters of which the answer is kept: the same ones come back in every record."""


def steering(text: str) -> str | None:
    """Return the first character that steers how a text is shown, or is not shown itself."""
    found = _STEERING.search(text)
    return None if found is None else found.group()


def visible(text: str) -> str:
    """Return a text with what steers it, or is not shown itself, as marks that anybody sees.

    >>> visible("Ann \N{RIGHT-TO-LEFT OVERRIDE}rooM")
    'Ann [U+202E]rooM'
    """
    return _STEERING.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


@lru_cache(maxsize=_REMEMBERED)
def skeleton(name: str) -> str:
    """Return what names that look alike have in common (UTS #39 section 4); not for showing."""
    plain = _IGNORABLE.sub("", unicodedata.normalize("NFD", name))
    return unicodedata.normalize("NFD", plain.translate(_prototypes()))


@lru_cache(maxsize=_REMEMBERED)
def letters(name: str) -> str:
    """Return the letters, marks and digits of a name: what makes it another name."""
    composed = unicodedata.normalize("NFC", name)
    return "".join(char for char in composed if char.isalnum() or unicodedata.combining(char))


def look_alike(one: str, other: str) -> bool:
    """Return whether two names look the same and have different letters.

    >>> look_alike("Ann Moor", "Ann Mo\N{CYRILLIC SMALL LETTER O}r")
    True
    """
    return letters(one) != letters(other) and skeleton(one) == skeleton(other)


def odd_words(name: str) -> list[str]:
    """Return the words that mix scripts nobody mixes, or hide a joiner between letters."""
    if name.isascii():
        return []
    return [word for word in re.findall(r"[\w\u200c\u200d]+", name) if _is_odd(word)]


def scripts(word: str) -> list[str]:
    """Return the scripts of a word's letters by name, each once, as they come.

    >>> scripts("P\N{CYRILLIC SMALL LETTER A}ris")
    ['Latin', 'Cyrillic']
    """
    return [name.capitalize() for name in dict.fromkeys(map(_script, word)) if name]


def _is_odd(word: str) -> bool:
    if word.isascii():
        return False
    found = {script for char in word if (script := _script(char))}
    mixed = len(found) > 1 and not any(found <= usual for usual in _TOGETHER)
    hidden = any(joiner in word for joiner in _JOINERS) and bool(found & _UNJOINED)
    return mixed or hidden


@lru_cache(maxsize=_REMEMBERED)
def _script(char: str) -> str | None:
    """Return the script of a letter, by the first word of its name; None for what any may use."""
    if not char.isalpha():
        return None
    first = unicodedata.name(char, "").partition(" ")[0]
    return None if first in _NO_SCRIPT or not first else _NAMED.get(first, first)


@cache
def _prototypes() -> dict[int, str]:
    table: dict[int, str] = {}
    lines = files("kg.model").joinpath("confusables.txt").read_text("utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            alike, _, several = line.partition(";")
            shown = "".join(chr(int(code, 16)) for code in alike.split())
            table |= dict.fromkeys((int(code, 16) for code in several.split()), shown)
    return table
