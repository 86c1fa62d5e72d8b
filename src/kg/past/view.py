"""One view of the past, before it is made: of which revision, from which ledger, for whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.pool.frames import JsonObject


@dataclass(frozen=True, slots=True)
class View:
    """What a view shows; two that show different things have different names.

    `taken` is the number of the last event of the ledger that took back anything. A `whole` view
    has what was retracted since, too: it is for those with a key. `made_by` tells programs and
    ontologies apart that would make other quads of the same records: letters and digits.
    """

    revision: int
    taken: int
    whole: bool
    made_by: str

    @property
    def name(self) -> str:
        """The folder's name."""
        return f"{self.revision}-{self.taken}-{'whole' if self.whole else 'public'}-{self.made_by}"

    def written(self) -> JsonObject:
        """Return it as JSON."""
        return asdict(self)
