"""The dates of a record: named ones, ones written in place, and claims' own copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.edtf import Edtf, EdtfError
from kg.records.definitions import DateDef, SituationDef
from kg.records.entries import BareDate, Date
from kg.records.faults import did_you_mean
from kg.records.nesting import loops
from kg.records.resolved import NamedDate, PlainDate, When

if TYPE_CHECKING:
    from kg.records.anchoring import Anchoring
    from kg.records.document import Document
    from kg.records.faults import Faults
    from kg.records.tree import Path

ISSUED = "issued"
MAXIMUM_CHAIN = 16


class Dating:
    """Settles every date of one record."""

    def __init__(
        self, document: Document, sha16: str | None, anchoring: Anchoring, faults: Faults
    ) -> None:
        """Read the dates that have a name; `sha16` is None where the text is missing."""
        self._document = document
        self._sha16 = sha16
        self._anchoring = anchoring
        self._faults = faults
        self.named = tuple(
            NamedDate(name=name, **self._parts(("dates", name), date))
            for name, date in document.dates.items()
        )
        self._by_name = {date.name: date for date in self.named}
        self._chains()

    def when(self, path: Path, date: str | Date | None) -> When | None:
        """Return the use of a date: by name, or written in place."""
        if date is None:
            return None
        if isinstance(date, str):
            return When(named=date) if self._exists(path, date) else None
        return When(written=PlainDate(**self._parts(path, date)))

    def situation(self, path: Path, date: str | Date | None) -> SituationDef | None:
        """Return a claim's date, copied whole."""
        if date is None or (isinstance(date, str) and not self._exists(path, date)):
            return None
        if isinstance(date, str):
            return self._copy(date, MAXIMUM_CHAIN)
        if date.quote is not None:
            self._faults.add(
                (*path, "quote"),
                "a claim's date cannot be anchored here: claims are shared by records",
                "give the date a name under `dates` and quote there",
            )
        parts = self._parts(path, date.model_copy(update={"quote": None}))
        return SituationDef(
            **plain(date), **self._counted_from(parts["relative_to"], MAXIMUM_CHAIN)
        )

    def bare(self, path: Path, date: BareDate | None) -> DateDef | None:
        """Return a source's date."""
        if date is None:
            return None
        self._edtf(path, date)
        return DateDef(**plain(date))

    def _parts(self, path: Path, date: Date) -> dict[str, object]:
        self._edtf(path, date)
        relative = date.relative_to
        if relative is not None and not self._counts_from((*path, "relative_to"), relative):
            relative = None
        anchor = None
        if date.quote is not None:
            anchor = self._anchoring.find((*path, "quote"), date.quote, date.occurrence)
        return {**plain(date), "relative_to": relative, "anchor": anchor}

    def _edtf(self, path: Path, date: BareDate) -> None:
        try:
            Edtf.parse(date.edtf)
        except EdtfError as error:
            self._faults.add((*path, "edtf"), str(error))

    def _exists(self, path: Path, name: str) -> bool:
        if name in self._document.dates:
            return True
        if self._faults.excuses("date", name):
            return False
        advice = "declare it under `dates`, or write a date here: {verbatim: ..., edtf: ...}"
        self._faults.add(
            path, f"there is no date `{name}`", did_you_mean(name, self._document.dates, advice)
        )
        return False

    def _counts_from(self, path: Path, name: str) -> bool:
        if name != ISSUED:
            return self._exists(path, name)
        if self._faults.excuses("issued", name):
            return False
        if self._document.source.issued is None:
            self._faults.add(path, "the source has no `issued` date", "add `issued:` to the source")
            return False
        return True

    def _chains(self) -> None:
        inner = {date.name: date.relative_to for date in self.named if date.relative_to}
        for loop in loops(inner):
            self._faults.add(
                ("dates", loop[0], "relative_to"),
                f"these dates count from each other: {' -> '.join((*loop, loop[0]))}",
                "one of them must stand on its own",
            )

    def _copy(self, name: str, left: int) -> SituationDef | None:
        date = self._by_name[name]
        own = None if self._sha16 is None else f"{self._sha16}-{name}"
        return SituationDef(date=own, **plain(date), **self._counted_from(date.relative_to, left))

    def _counted_from(self, name: object, left: int) -> dict[str, object]:
        if not isinstance(name, str):
            return {}
        if name == ISSUED:
            return {"relative_to_issued": self._document.source.id}
        if left == 0:
            self._faults.add(
                ("dates", name), f"dates count from one another more than {MAXIMUM_CHAIN} deep"
            )
            return {}
        return {"relative_to": self._copy(name, left - 1)}


def plain(date: BareDate | DateDef) -> dict[str, object]:
    """Return the three fields that every date has."""
    return {"verbatim": date.verbatim, "edtf": date.edtf, "assumed": date.assumed}
