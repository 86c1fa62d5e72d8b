"""Claims whose wording, or one of whose quotations, is like given words: the worker's half."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from kg.search.agreeing import Sought
from kg.search.differing import DIFFERENCES, Difference, Told, told
from kg.search.folded import Compared, Folded, FoundText, Text
from kg.search.folding import Word, words
from kg.search.likeness import FoundBy, Likeness, highest, likeness
from kg.search.naming import Json
from kg.search.neighbour import Neighbour, shown
from kg.search.rarity import sharing
from kg.search.reader import Reader
from kg.search.recorded_names import RecordedNames

MOST_SHOWN: Final = 20
MOST_COMPARED: Final = 200
"""Passages, and texts of claims, that are compared: those that share most and rarest words."""
MOST_ORDERED: Final = 60
"""Of these, the ones whose order of words is compared as well: the best by shared words alone."""
FLOOR: Final = 0.4
"""What scores less is not shown."""

_QUOTATIONS: Final = (
    "SELECT claim, iri, exact FROM json_each(?) AS row CROSS JOIN attribution ON n = row.value "
    "ORDER BY row.key LIMIT ?"
)
_CLAIMS: Final = (
    "SELECT iri, NULL, text FROM json_each(?) AS row CROSS JOIN name ON n = row.value "
    "WHERE noun = 'claim' AND how = 'label' ORDER BY row.key LIMIT ?"
)


class Neighbours:
    """Finds the claims in one index that are worded like something."""

    def __init__(self, connection: sqlite3.Connection, reader: Reader) -> None:
        """Ask through this connection; `reader` says what things are called."""
        self._connection = connection
        self._reader = reader
        self._names = RecordedNames(connection)
        self._folded = Folded(connection)

    def near(
        self, text: str, *, every: bool, known: Callable[[Sequence[str]], frozenset[str]]
    ) -> Json:
        """Return the claims worded most like a text, best first.

        Args:
            text: the words.
            every: whether claims are wanted too that have every word somewhere, if need be in a
                name of the speaker or of what they are about, once folded.
            known: says which of some claims were found otherwise, and are left out.
        """
        asked = told(text, self._names)
        texts, cut = self._texts(asked.words)
        ranked = self._ranked(asked, texts)
        if every:
            more, more_cut = self._folded.having(asked.words)
            cut = cut or more_cut
            ranked += [Neighbour(each.text, self._by_all(asked, each)) for each in more]
        best = self._beside_their_claims(asked, _best(ranked))
        strict = known([each.text.claim for each in best])
        left = [each for each in best if each.text.claim not in strict]
        return {
            "items": shown(self._connection, self._reader, left[:MOST_SHOWN]),
            "compared": len(texts),
            "cut": cut or len(left) > MOST_SHOWN or len(words(text)) > len(asked.words),
        }

    def _texts(self, asked: Sequence[Word]) -> tuple[list[Text], bool]:
        quoted = sharing(self._connection, "quote_stems", asked)
        named = sharing(self._connection, "name_stems", asked)
        quotations = self._texts_of(_QUOTATIONS, quoted.rows, "quotation")
        claims = self._texts_of(_CLAIMS, named.rows, "claim")
        full = len(quotations) == MOST_COMPARED or len(claims) == MOST_COMPARED
        return [*quotations, *claims], full or quoted.cut or named.cut

    def _texts_of(self, select: str, rows: dict[int, int], compared: Compared) -> list[Text]:
        """Return the texts of rows, of the heaviest first; of equals the first recorded."""
        weighted = sorted(rows, key=lambda n: (-rows[n], n))
        found = self._connection.execute(select, (json.dumps(weighted), MOST_COMPARED))
        return [Text(claim, iri, compared, text) for claim, iri, text in found]

    def _ranked(self, asked: Told, texts: Iterable[Text]) -> list[Neighbour]:
        """Return the texts that are like enough, of those that share the most words."""
        sought = Sought(asked.words)
        bounded = sorted(
            ((-highest(asked.words, sought, words(each.passage)), each) for each in texts),
            key=lambda pair: (pair[0], pair[1].claim, pair[1].attribution or ""),
        )
        likely = (each for negated, each in bounded[:MOST_ORDERED] if -negated >= FLOOR)
        return [
            Neighbour(each, found)
            for each in likely
            if (found := likeness(asked, told(each.passage, self._names))).score >= FLOOR
        ]

    def _beside_their_claims(self, asked: Told, found: Sequence[Neighbour]) -> list[Neighbour]:
        """Return them with what their claims differ in as well, in order.

        A quotation may leave out who did it, and be like words that say it of somebody else.
        """
        names = self._reader.names(each.text.claim for each in found)
        beside = [self._beside(asked, each, names[each.text.claim].label) for each in found]
        return sorted(beside, key=lambda one: one.rank)

    def _beside(self, asked: Told, found: Neighbour, label: str) -> Neighbour:
        if found.text.compared != "quotation" or found.likeness.found_by != "wording":
            return found
        claim = Neighbour(
            Text(found.text.claim, None, "claim", label), likeness(asked, told(label, self._names))
        )
        if claim.likeness.score >= found.likeness.score:
            return claim  # so that what differs is seen
        differs = {*claim.likeness.in_place, *found.likeness.differs_in}
        union = tuple(one for one in DIFFERENCES if one in differs)
        return found._replace(likeness=found.likeness._replace(differs_in=union))

    def _by_all(self, asked: Told, found: FoundText) -> Likeness:
        """Return how like a text is that has all words only together with the names around it."""
        alike = likeness(asked, told(found.text.passage, self._names))
        differs: tuple[Difference, ...] = () if found.by_letters else ("spelling",)
        by: FoundBy = "letters" if found.by_letters else "spelling"
        return alike._replace(found_by=by, differs_in=differs)


def _best(found: Iterable[Neighbour]) -> list[Neighbour]:
    """Return the best text of each claim, best first."""
    best: dict[str, Neighbour] = {}
    for each in sorted(found, key=lambda one: one.rank):
        best.setdefault(each.text.claim, each)
    return list(best.values())
