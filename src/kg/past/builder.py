"""The builder: a process that makes views of the past, one at a time, and may be killed.

It is started when the first view is asked for. Whoever asks for one that is being made waits for
it, but not for ever; it is made all the same, and there for whoever asks again.
"""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from typing import TYPE_CHECKING, Final

from kg.errors import KgError, StoreBusyError
from kg.pool.confinement import Jail
from kg.pool.pool import Pool
from kg.writing.process import for_outside

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.past.view import View
    from kg.pool.frames import JsonObject
    from kg.pool.process import Charge

BUILDER_COMMAND: Final = (sys.executable, "-P", "-m", "kg.builder")
BUILDER_JAIL: Final = Jail(memory=2 * 2**30, files=4096, writes=True)
SECONDS: Final = 600.0
"""How long making one view may take."""
MOST_BYTES: Final = 2**20


class Builder:
    """Has views made; each once, however many ask for it."""

    def __init__(
        self, store: str, *, patience: float, command: Sequence[str] = BUILDER_COMMAND
    ) -> None:
        """Make views in the data directory `store`.

        Args:
            store: a data directory with a ledger.
            patience: seconds anybody waits for a view, or for its turn to be made.
            command: what to run as the builder, for tests.
        """
        self._store = store
        self._patience = patience
        self._command = command
        self._starting: asyncio.Task[Pool] | None = None
        self._making: dict[str, asyncio.Task[None]] = {}

    async def make(self, view: View, charge: Charge | None = None) -> None:
        """Return once a view is there; whoever asks for it first pays for it.

        Raises:
            StoreBusyError: it is not there yet; it goes on being made.
            StoreError: it cannot be made here.
        """
        task = self._making.get(view.name)
        if task is None:
            asked = {"view": view.written(), "wait": self._patience}
            task = self._begin(view.name, "make", asked, charge)
        done, _ = await asyncio.wait({task}, timeout=self._patience)
        if not done:
            raise StoreBusyError(
                f"The view of revision {view.revision} is being made",
                hint="ask again in a few seconds",
            )
        task.result()

    def clear_up(self) -> None:
        """Remove, some time soon, what a crash left behind; nobody waits for it."""
        self._begin("", "clear_up", {}, None)

    async def aclose(self) -> None:
        """End the process; a view that is being made is given up."""
        tasks = list(self._making.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._starting is not None:
            self._starting.cancel()
            (pool,) = await asyncio.gather(self._starting, return_exceptions=True)
            if isinstance(pool, Pool):
                await pool.aclose()

    def _begin(
        self, name: str, what: str, asked: JsonObject, charge: Charge | None
    ) -> asyncio.Task[None]:
        task = asyncio.create_task(self._run(what, asked, charge))
        self._making[name] = task
        task.add_done_callback(partial(self._ended, name))
        return task

    async def _run(self, what: str, asked: JsonObject, charge: Charge | None) -> None:
        try:
            pool = await self._pool()
            payload = {"store": self._store} | asked
            await pool.run(what, payload, seconds=SECONDS, max_bytes=MOST_BYTES, charge=charge)
        except KgError as error:
            raise for_outside(error) from error

    async def _pool(self) -> Pool:
        """Return the builder, started now if it was not; a start that failed is tried again."""
        if self._starting is None or (self._starting.done() and self._starting.exception()):
            self._starting = asyncio.create_task(
                Pool.start(
                    1,
                    reserved=0,
                    patience=self._patience,
                    jail=BUILDER_JAIL,
                    command=self._command,
                )
            )
        return await asyncio.shield(self._starting)

    def _ended(self, name: str, task: asyncio.Task[None]) -> None:
        del self._making[name]
        if not task.cancelled():
            task.exception()  # whoever asked may have gone
