"""What tells the collection shown now from every other, so that caches never mix two up.

A revision alone does not: two collections may both be at revision 3, and a generation may be
published again with a newer ontology.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

import kg
from kg.catalogue import Query
from kg.errors import StoreUnreachableError
from kg.store.location import Location, Shown

_CONTENT = ("base", "head", "ontology", "program")
"""What `meta.json` says that two equal contents have in common; `created` is not of them."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A revision, and a digest that differs wherever an answer might.

    `events` and `root` are what was signed when it was published: how many lines the ledger had,
    and the root of their Merkle tree in hexadecimal; 0 and "" where nothing was. `ontology` is
    the SHA-256 of the ontology's files, `created` when this was published (UTC). `erased` is how
    many records and judgements a view of the past lacks, because they were erased later.
    """

    revision: int | None
    digest: str
    events: int = 0
    root: str = ""
    ontology: str = ""
    created: str = field(default="", compare=False)
    erased: int = 0


class Editions:
    """Follows the generations shown; reads again only when there is another one."""

    def __init__(self, location: Location, queries: Iterable[Query]) -> None:
        """Watch `location`; what `queries` say belongs to the edition, as answers show them."""
        self._location = location
        self._ours = [kg.__version__, *(f"{query.name}\n{query.text}" for query in queries)]
        self._shown: Shown | None = None
        self._edition = Edition(None, "")

    @property
    def ours(self) -> str:
        """What of this program shows in answers: another version may answer otherwise."""
        return json.dumps(self._ours)

    def current(self) -> Edition | None:
        """Return the edition shown now; None where there is no published collection."""
        try:
            shown = self._location.current()
        except StoreUnreachableError:
            return None
        if shown is not self._shown:
            self._edition, self._shown = self._read(shown), shown
        return self._edition if self._edition.revision is not None else None

    def _read(self, shown: Shown) -> Edition:
        try:
            told = json.loads((shown.path / "meta.json").read_bytes())
            content = [told[name] for name in _CONTENT]
        except (OSError, ValueError, KeyError):
            return Edition(None, "")
        erased = told.get("erased", 0)
        # A view lacks more the later it is made, though its head is the same.
        seen = json.dumps([[*content, erased] if erased else content, self._ours])
        digest = hashlib.sha256(seen.encode()).hexdigest()
        return Edition(
            shown.revision,
            digest,
            told.get("events", 0),
            told.get("root", ""),
            told["ontology"],
            told.get("created", ""),
            erased,
        )
