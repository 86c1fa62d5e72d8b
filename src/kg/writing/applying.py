"""One event after the other: into the ledger, then into graph and index, then to the readers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import BadParameterError, StoreError
from kg.keeping.attesting import attest
from kg.keeping.building import OFTEN
from kg.keeping.engine import writing_to
from kg.keeping.publishing import publish
from kg.ledger import Blobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from kg.keeping.documents import Kept
    from kg.keeping.generations import Generation
    from kg.keeping.layout import Layout
    from kg.keeping.live import Live
    from kg.keeping.stepping import Step
    from kg.ledger import Entry, Event, Ledger, Torn


class Applying:
    """What a writer has open. After a failure it does nothing more: the next one puts it right."""

    def __init__(
        self,
        layout: Layout,
        ledger: Ledger,
        live: Live,
        *,
        clock: Callable[[], datetime],
        step: Step,
    ) -> None:
        """Work on a ledger and on a live collection that is in step with it."""
        self.layout = layout
        self.live = live
        self.blobs = Blobs(layout.blobs)
        self._ledger = ledger
        self._clock = clock
        self._step = step
        self._behind = False

    @property
    def torn(self) -> Torn | None:
        """The unfinished line that was found at the end of the ledger and set aside, if any."""
        return self._ledger.torn

    @property
    def revision(self) -> int:
        """The number of the last event."""
        return self._ledger.seq

    @property
    def coming(self) -> int:
        """The number of the last event, those prepared included."""
        return self._ledger.seq + self._ledger.prepared

    def check(self) -> None:
        """See that nothing failed half-way before.

        Raises:
            StoreError: it did.
        """
        self._check_in_step()
        if self._ledger.prepared:
            raise StoreError("A batch is not recorded yet", hint="record it first")

    def _check_in_step(self) -> None:
        if self._behind:
            raise StoreError(
                "An event is in the ledger that could not be applied, or not be published",
                where=str(self.layout.root),
                hint="open the collection again; it is put right then",
            )

    @property
    def now(self) -> datetime:
        """The present instant, UTC."""
        return self._clock()

    def keep(self, *contents: bytes) -> None:
        """Keep documents and texts, of which an event is to speak.

        Raises:
            StoreError: the disk refused; nothing is changed by that.
        """
        with writing_to(self.layout.root):
            self.blobs.put_all(contents)
            self._step("blobs-written")

    def write(self, entry: Entry, record: Kept | None = None) -> None:
        """Record an event, and bring graph and index to it; `record` saves reading it again.

        Raises:
            BadParameterError: nobody is named as its actor, or what it says is no text.
            StoreError: the disk refused.
        """
        _check_words(entry)
        (event,) = self._ledger.append([entry], at=self._clock())
        with self.changing():
            self._step("event-appended")
            self.live.apply(event, record)
            self._keep_up(1)

    def prepare(self, entry: Entry, record: Kept) -> Event:
        """Return the event that `record_prepared` will record, others may follow until then.

        What follows may refer to the record at once. It must be new, so that nothing has to be
        taken away for it: graph and index change on disk only after the event is recorded.

        Raises:
            BadParameterError: nobody is named as its actor, or what it says is no text.
        """
        self._check_in_step()
        _check_words(entry)
        with self.changing():
            event = self._ledger.prepare(entry, at=self._clock())
            self.live.apply(event, record)
        return event

    def record_prepared(self) -> None:
        """Record every event prepared: all of them or, where the disk refuses, none.

        Raises:
            StoreError: the disk refused.
        """
        self._check_in_step()
        with self.changing():
            events = self._ledger.record()
            self._step("event-appended")
            self._keep_up(len(events))

    def _keep_up(self, count: int) -> None:
        """Make everything safe now and then; the last `count` events are new."""
        self.live.relieve()
        if self.revision // OFTEN > (self.revision - count) // OFTEN:
            self.live.commit()

    @contextmanager
    def filling_apart(self) -> Iterator[None]:
        """Let a process of its own fill graph and index until the block ends; all is safe then.

        Raises:
            StoreError: the disk refused, or that process ended.
        """
        self.check()
        self.commit()
        try:
            with writing_to(self.layout.root), self.live.apart():
                yield
                self.commit()
            self.live.arrange(len(self.live.graph))
        except BaseException:
            self._behind = True  # both lack what was not committed
            raise

    def publish(self) -> Generation:
        """Sign what the ledger holds, and let readers see everything up to now.

        Raises:
            LedgerError: checkpoints or keys are damaged, or the ledger is not the one that was
                signed before; nothing is signed or published then.
            StoreError: the disk refused; readers go on seeing what they saw.
        """
        self.check()
        with self.changing():
            attested = attest(self.layout, self.live, self._step)
            return publish(self.live, self.layout, self._clock(), self._step, attested=attested)

    def commit(self) -> None:
        """Make everything so far safe, unless something failed half-way.

        Raises:
            StoreError: the disk refused; the next opening applies it again.
        """
        if not self._behind and not self._ledger.prepared:
            with writing_to(self.layout.root):
                self.live.commit()

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Do nothing more after something failed in this block.

        Raises:
            StoreError: the disk refused.
        """
        self._behind = True
        with writing_to(self.layout.root):
            yield
        self._behind = False


def _check_words(entry: Entry) -> None:
    """Refuse what cannot stand in the ledger: a shell passes on bytes that are no text."""
    if not entry.actor.strip():
        raise BadParameterError("Nobody is named who writes", where="actor", hint="set KG_ACTOR")
    for where, words in (("actor", entry.actor), ("reason", entry.reason or "")):
        try:
            words.encode()
        except UnicodeEncodeError as error:
            raise BadParameterError(
                "This is no Unicode text", where=where, hint="write it in UTF-8"
            ) from error
