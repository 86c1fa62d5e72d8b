"""One event after the other: into the ledger, then into graph and index, then to the readers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.errors import BadParameterError, StoreError
from kg.keeping.attesting import attest
from kg.keeping.engine import writing_to
from kg.keeping.publishing import publish
from kg.keeping.recovery import OFTEN
from kg.ledger import Blobs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from kg.keeping.generations import Generation
    from kg.keeping.layout import Layout
    from kg.keeping.live import Live
    from kg.keeping.stepping import Step
    from kg.ledger import Entry, Ledger, Torn
    from kg.records.resolved import ResolvedRecord


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

    def check(self) -> None:
        """See that nothing failed half-way before.

        Raises:
            StoreError: it did.
        """
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
            for content in contents:
                self.blobs.put(content)
            self._step("blobs-written")

    def write(self, entry: Entry, record: ResolvedRecord | None = None) -> None:
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
            if event.seq % OFTEN == 0:
                self.live.commit()

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
        if not self._behind:
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
