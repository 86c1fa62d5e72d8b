"""The live collection: graph, index and books, brought along event by event.

Every step can be done twice: after a crash the books say how far everything is *safely* on disk,
and the events since are applied once more.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from kg.keeping.books import Books
from kg.keeping.changes import change_of
from kg.keeping.contents import Contents
from kg.keeping.documents import Kept, definitions, read_kept, read_record
from kg.keeping.graph import shared_graphs
from kg.keeping.live_judgements import LiveJudgements
from kg.keeping.seen import seen_in
from kg.keeping.standing import Standing, draft_of, standing_of
from kg.keeping.stating import quads_of
from kg.keeping.stepping import no_step
from kg.ledger import JUDGEMENT, Kind
from kg.rdf.change import WORDS, change_quads
from kg.rdf.ids import Iris
from kg.rdf.terms import text
from kg.records.resemblance import comparable
from kg.vocab import CP

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from pyoxigraph import Quad

    from kg.keeping.graph import Graph
    from kg.keeping.judgements import StandingJudgement
    from kg.keeping.live_index import LiveIndex
    from kg.keeping.ontology import Ontology
    from kg.keeping.seen import Seen
    from kg.keeping.stepping import Step
    from kg.ledger import Blobs, Entry, Event
    from kg.rdf.change import Change
    from kg.records.resolved import ResolvedRecord

_AS_JSON: Final = json.JSONEncoder(sort_keys=True).encode

SMALL: Final = 20_000
"""Quads up to which a graph is written anew after a correction: half a second of work."""

ERASED: Final = "erased"
"""Under which name the books remember the number of the last erasure."""

TAKEN: Final = "taken"
"""Under which name the books remember the number of the last retraction or erasure."""

ARRANGED: Final = "arranged"
"""Under which name the books remember how many quads the graph had when it was last arranged."""

GROWN: Final = 1.25
"""How many times as many it must have to be arranged again."""

QUICK: Final = 1_000_000
"""Quads up to which that takes two or three seconds: so long somebody may be kept waiting."""

REMOVED: Final = "removed"
RETRACTED: Final = "retracted"
SUPERSEDED: Final = "superseded"


class Live:
    """What the writer works on. Only the holder of the lock may open it."""

    def __init__(self, folder: Path, blobs: Blobs, base: str, step: Step = no_step) -> None:
        """Open a folder, or begin one.

        Raises:
            StoreError: the store there is damaged or open elsewhere.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self.base = base
        self._blobs = blobs
        self._step = step
        self._iris = Iris(base)
        self._shared = shared_graphs(self._iris)
        self._contents = Contents(folder, base, self._shared)
        try:
            self.books = Books(folder / "books.sqlite")
        except BaseException:
            self._contents.close()
            raise
        self.judgements = LiveJudgements(self._change_judged, self.books, blobs, self._iris)

    @property
    def graph(self) -> Graph:
        """What SPARQL is asked of."""
        return self._contents.graph

    @property
    def index(self) -> LiveIndex:
        """What lists and look-ups are told from."""
        return self._contents.index

    def apply(self, event: Event, record: Kept | None = None) -> None:
        """Bring everything to an event; `record` saves reading the event's document again.

        An event that only adds a record changes nothing on disk before `relieve` or `commit`.
        """
        entry, books = event.entry, self.books
        seen = self._change_judgement(event) if entry.kind.judges else self._change(event, record)
        if entry.kind.takes:
            books.remember(TAKEN, str(event.seq))
        if entry.kind.erases:
            books.remember(ERASED, str(event.seq))
        if seen:
            books.requests.keep(seen)
        books.reach(event, public=entry.kind is not Kind.DRAFTED)

    def _change(self, event: Event, record: Kept | None) -> Seen | None:
        entry, books = event.entry, self.books
        before = books.standing(entry.record)
        seen = self._tell_of(event, before)
        if entry.kind is Kind.DRAFTED:
            books.keep_draft(draft_of(event))
        elif entry.kind is Kind.ACCEPTED:
            self._replace(entry.record, standing_of(event, before), record)
            books.drop_draft(entry.record)
        else:
            self._take_away(entry)
        return seen

    def _change_judgement(self, event: Event) -> Seen | None:
        before = self.books.judgements.find(event.entry.record.removeprefix(JUDGEMENT))
        seen = self._tell_of(event, before)
        self._gather()
        self.judgements.apply(event)
        self._step("graph-changed")
        if event.entry.kind.erases:
            self._bare(event.entry.record)
        if event.entry.kind is not Kind.GIVEN:
            self.books.remember(REMOVED, RETRACTED)
        elif before and not self.books.fact(REMOVED):
            self.books.remember(REMOVED, SUPERSEDED)
        return seen

    def _tell_of(self, event: Event, before: Standing | StandingJudgement | None) -> Seen | None:
        """Tell the public what it may learn of an event, and return the request it came from."""
        if change := change_of(event, before):
            self.tell(change)
        return seen_in(event, before)

    def _take_away(self, entry: Entry) -> None:
        """Let a record not stand any more; nobody will accept a draft of what was erased."""
        self._replace(entry.record, None, None)
        self.books.remember(REMOVED, RETRACTED)
        if entry.kind is Kind.ERASED:
            self.books.drop_draft(entry.record)
            self._bare(entry.record)

    def tell(self, change: Change) -> None:
        """Let the graph tell of a change."""
        self._contents.change((), list(change_quads(change, self._iris)))

    def _bare(self, changed: str) -> None:
        """Leave of all changes to what was erased only who made them, and when."""
        graph = self._iris.graph("changes")
        told = self.graph.subjects(CP.changedId, text(changed), graph)
        words = [quad for event in told for quad in self.graph.about(event, WORDS, graph)]
        self._contents.change(words, ())

    def put(self, standing: Standing) -> None:
        """Let a record stand as given; how it came to that is not looked at."""
        self._replace(standing.record, standing if standing.active else None, None)
        self.books.keep(standing)

    def settle_ontology(self, ontology: Ontology) -> None:
        """Let the graph hold the ontology as its files are now."""
        if self.books.fact("ontology") != ontology.digest:
            graph = self._iris.graph("ontology")
            self.graph.replace(graph, ontology.quads(graph))
            self.books.remember("ontology", ontology.digest)

    def commit(self) -> None:
        """Make everything so far safe from a power cut: the books last, so they never run ahead."""
        if not self.books.changed:
            return
        self.books.holdings.note(self._contents.commit(self.books.revision))
        self._step("index-committed")
        self.books.commit()
        self._step("committed")

    def relieve(self) -> None:
        """Let the graph have what waits for it, should that be much."""
        self._contents.relieve()

    @property
    def crowded(self) -> bool:
        """Whether `relieve` should be called before more is added."""
        return self._contents.crowded

    def apart(self) -> AbstractContextManager[None]:
        """Let a process of its own fill graph and index until the block ends; see `Contents`."""
        return self._contents.apart()

    def forget_removed(self) -> None:
        """Let no byte be left of what was retracted, nor, where that is quick, of what changed.

        Graph, index and books stop finding what is removed, but keep its words until they are
        written anew. Needs everything to be committed.
        """
        why = self.books.fact(REMOVED)
        if why == RETRACTED or (why and len(self.graph) <= SMALL):
            self._contents.rewrite()
            self.books.rewrite()
            self.books.remember(REMOVED, "")
            self.books.commit()

    def arrange(self, quads: int, *, hurried: bool = False) -> None:
        """Have the graph read quickly once more, should it have grown much since the last time.

        Needs everything to be committed.

        Args:
            quads: how many there are.
            hurried: leave it for another time if it may take more than a few seconds.
        """
        grown = quads > GROWN * int(self.books.fact(ARRANGED, "0"))
        if grown and not (hurried and quads > QUICK):
            self.graph.arrange()
            self.books.remember(ARRANGED, str(quads))
            self.books.commit()

    def close(self) -> None:
        """Let go of the files; what was not committed is applied again at the next opening."""
        self.books.close()
        self._contents.close()

    def read(self, standing: Standing) -> ResolvedRecord:
        """Return a record as the ledger keeps it."""
        return self.read_stored(standing.document, standing.snapshot)

    def read_stored(self, document: str, snapshot: str) -> ResolvedRecord:
        """Return a record the ledger ever kept, by the SHA-256 of its document and its text.

        Raises:
            ErasedError: it was erased since.
            LedgerError: a blob is missing or changed, or the two do not belong together.
        """
        return read_record(self._blobs, document, snapshot)

    def _replace(self, name: str, new: Standing | None, record: Kept | None) -> None:
        """Let a record stand as `new`, or not at all, instead of as it stands."""
        known = self.books.standing(name)
        old = known if known and known.active else None
        record = record or read_kept(self._blobs, new.document, new.snapshot) if new else None
        fresh = new if record and not old else None
        if not (fresh and record and self._contents.put_apart(fresh, record)):
            self._change_graph_and_index(name, old, new, record)
        self._step("index-changed")
        judged = self.books.judgements.about(name)
        self._note(name, old, new, record)
        self.judgements.settle(judged | self.books.judgements.about(name))

    def _change_graph_and_index(
        self, name: str, old: Standing | None, new: Standing | None, record: Kept | None
    ) -> None:
        after = quads_of(new, record.record, self._iris) if new and record else []
        self._gather()
        self._change_graph(name, old, after)
        self._step("graph-changed")
        self._change_index(name, record.record if record else None, after)

    def _gather(self) -> None:
        """Let the books know who declares what, before they are asked; another process told it."""
        self.books.holdings.note(self._contents.declared_apart())

    def _change_graph(self, name: str, old: Standing | None, after: list[Quad]) -> None:
        """Change the graph; a quad of a shared graph goes when no record declares it any more."""
        before = quads_of(old, self.read(old), self._iris) if old else []
        stays, held = set(after), self.books.holdings
        gone = {str(quad): quad for quad in before if self._is_shared(quad) and quad not in stays}
        orphans = held.withdraw(name, gone)
        held.declare(name, (str(quad) for quad in after if self._is_shared(quad)))
        drop = self._iris.record(name, old.version) if old else None
        self._contents.change([gone[text] for text in orphans], after, drop)

    def _change_judged(self, name: str, remove: Iterable[Quad], stated: Sequence[Quad]) -> None:
        self._contents.change(remove, stated)
        self._contents.replace(name, stated, {})

    def _change_index(self, name: str, record: ResolvedRecord | None, after: list[Quad]) -> None:
        if record is None:
            self._contents.remove(name)
        else:
            self._contents.replace(name, after, {record.snapshot.sha256: record.text})

    def _note(
        self, name: str, old: Standing | None, new: Standing | None, record: Kept | None
    ) -> None:
        books = self.books
        entries = definitions(record) if record else ()
        books.holdings.define(name, ((kind, id_, _spelled(one)) for kind, id_, one in entries))
        books.names.give(name, comparable(record.record) if record else ())
        if new:
            books.keep(new)
        elif old:
            books.keep(replace(old, active=False))
        if old and not books.fact(REMOVED):
            books.remember(REMOVED, SUPERSEDED)

    def _is_shared(self, quad: Quad) -> bool:
        return quad.graph_name in self._shared


def _spelled(entry: dict[str, Any]) -> str:
    """Return an entry so that equal ones give equal texts, read from wherever."""
    return _AS_JSON(entry)
