"""Words that make another statement where they differ: names, numbers, words for days, and "not".

Lists of words, so they know only the languages printed here; `docs/lookup.md` says which.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import Final, Literal

from kg.search.folding import Word, words

Kind = Literal["name", "number", "date", "negation"]

KINDS: Final[tuple[Kind, ...]] = ("name", "number", "date", "negation")

_DATES: Final = """
january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
понедельник вторник среду четверг пятницу субботу воскресенье вчера сегодня завтра
yanvar fevral mart aprel iyun iyul avqust sentyabr oktyabr noyabr dekabr dünən bugün sabah
januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag
samstag sonntag gestern heute morgen
janvier février mars avril juin juillet août septembre octobre novembre décembre
lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui demain
"""
_NUMBERS: Final = """
one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty
seventy eighty ninety hundred thousand million billion dozen both first second third half twice
один два три четыре пять шесть семь восемь девять десять сто тысяча миллион
bir iki üç dörd beş altı yeddi səkkiz doqquz yüz
eins zwei drei vier fünf sechs sieben acht neun zehn hundert tausend
deux trois quatre cinq sept huit neuf dix cent mille
"""  # noqa: RUF001  (letters of these languages)
_NEGATIONS: Final = """
not no never none nobody nothing neither nor without cannot denied denies deny denying denial
refused refuses refuse false falsely untrue
не нет ни никогда никто ничего без отрицает отрицал
deyil yox heç nicht nie niemals kein keine keinen ohne pas jamais sans aucun aucune
չի չէ არ არა لا لم ليس لن
"""
_CAPITAL_ONLY: Final = frozenset({"may", "mai"})


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.casefold().split())


_LISTS: Final[Mapping[Kind, frozenset[str]]] = MappingProxyType(
    {"date": _listed(_DATES), "number": _listed(_NUMBERS), "negation": _listed(_NEGATIONS)}
)
_SHORTEST: Final = 2
"""Characters of a name."""
_SHORTEST_CAPITAL: Final = 4
"""Of a capitalised word in a recorded name: shorter ones are mostly articles."""


def naming(name: str) -> frozenset[str]:
    """Return the spellings of the words by which a recorded name tells its bearer from others."""
    return frozenset(word.spelling for word in words(name) if _names(word))


def _names(word: Word) -> bool:
    if word.text.upper() == word.text.lower():  # a script without capitals, or a number
        return len(word.text) >= _SHORTEST
    return word.text[0].isupper() and len(word.text) >= _SHORTEST_CAPITAL


def kind_of_word(word: Word, *, opens: bool, shouts: bool, names: Container[str]) -> Kind | None:
    """Return as what a word tells statements apart, None where it does not.

    Args:
        word: the word.
        opens: whether it is the first of a sentence, where a capital tells nothing.
        shouts: whether its text has no lower-case letter, so that no capital tells anything.
        names: spellings of words in recorded names of persons, organizations and places.
    """
    if any(character.isdigit() for character in word.text):
        return "number"
    plain, capital = word.text.casefold(), word.text[:1].isupper()
    if plain.endswith(("n't", "n\u2019t")):
        return "negation"
    if capital and plain in _CAPITAL_ONLY:
        return "date"
    if listed := next((kind for kind, list_ in _LISTS.items() if plain in list_), None):
        return listed
    named = word.spelling in names or (capital and not opens and not shouts)
    return "name" if named and len(word.text) >= _SHORTEST else None


def starts_with_capital(word: Word) -> bool:
    """Return whether a word is written as a name would be, and too long for an article."""
    return word.text[:1].isupper() and len(word.text) >= _SHORTEST_CAPITAL
