"""Judgements given by themselves, in graph and index: shown while what they are about is held."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.judgements import decoded
from kg.keeping.judgements import judgement_of
from kg.ledger import JUDGEMENT
from kg.rdf.judgement import quads
from kg.records.definitions import AnnotatorDef
from kg.records.resemblance import Called

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pyoxigraph import Quad

    from kg.judgements import Judgement
    from kg.keeping.books import Books
    from kg.keeping.judgements import StandingJudgement
    from kg.ledger import Blobs, Event
    from kg.rdf.ids import Iris


class LiveJudgements:
    """Brings graph, index and books along with the judgements; every step can be done twice."""

    def __init__(
        self,
        change: Callable[[str, Iterable[Quad], Sequence[Quad]], None],
        books: Books,
        blobs: Blobs,
        iris: Iris,
    ) -> None:
        """Work on the books of a live collection.

        `change` takes the name of a judgement, what the graph shall not state any more, and all
        that graph and index shall state of it.
        """
        self._change = change
        self._books = books
        self._blobs = blobs
        self._iris = iris

    def apply(self, event: Event) -> None:
        """Let a judgement stand as an event says, or not at all."""
        before = self._books.judgements.find(event.entry.record.removeprefix(JUDGEMENT))
        if before and self._books.judgements.shown(before.id):
            self._hide(before)
        self.put(judgement_of(event, before))

    def put(self, standing: StandingJudgement) -> None:
        """Let a judgement that is not shown stand as given."""
        if not standing.active:
            self._books.judgements.keep(standing)
            self._define(standing.name, None)
            return
        judgement = self.read(standing)
        self._books.judgements.keep(standing, (judgement.judges, judgement.against))
        self._define(standing.name, judgement)
        self.settle([standing.id])

    def settle(self, ids: Iterable[str]) -> None:
        """Show those whose things are all held, and hide the others."""
        known = self._books.judgements
        for id_ in sorted(ids):
            held, standing = known.held(id_), known.find(id_)
            if standing and held != known.shown(id_):
                (self._show if held else self._hide)(standing)

    def read(self, standing: StandingJudgement) -> Judgement:
        """Return a judgement as the ledger keeps it.

        Raises:
            ErasedError: it was erased since.
            LedgerError: its blob is missing or changed.
        """
        return self.read_stored(standing.document)

    def read_stored(self, document: str) -> Judgement:
        """Return a version the ledger ever kept, by its SHA-256; raises as `read`."""
        return decoded(self._blobs.get(document), where=document)

    def _define(self, name: str, judgement: Judgement | None) -> None:
        """Let its id and its annotator mean the same in every record, while it stands."""
        entries, names = list[tuple[str, str, str]](), list[Called]()
        if judgement:
            by = AnnotatorDef.model_validate(judgement.by.model_dump())
            entries = [
                ("judgement", judgement.id, json.dumps({})),
                ("annotator", by.id, json.dumps(by.model_dump(mode="json"))),
            ]
            names = [Called(f"annotator/{by.id}", by.name)]
        self._books.holdings.define(name, entries)
        self._books.names.give(name, names)

    def _show(self, standing: StandingJudgement) -> None:
        stated = self._quads(standing)
        self._books.holdings.declare(standing.name, map(str, stated))
        self._change(standing.name, (), stated)
        self._books.judgements.show(standing.id, shown=True)

    def _hide(self, standing: StandingJudgement) -> None:
        stated = {str(quad): quad for quad in self._quads(standing)}
        orphans = self._books.holdings.withdraw(standing.name, stated)
        self._change(standing.name, [stated[text] for text in orphans], ())
        self._books.judgements.show(standing.id, shown=False)

    def _quads(self, standing: StandingJudgement) -> list[Quad]:
        return list(quads(self.read(standing), self._iris, event=standing.seq))
