"""The typed verbs of a store, the same for every adapter."""

from __future__ import annotations

from abc import ABC, abstractmethod

from kg.errors import BadQueryError
from kg.store.base import (
    DEFAULT_DATASET,
    DEFAULT_FORMATS,
    DEFAULT_LIMITS,
    Answer,
    Dataset,
    Form,
    Formats,
    Lane,
    Limits,
    Rows,
    Stated,
)
from kg.store.results import read_boolean, read_facts, read_rows


class Verbs(ABC):
    """What follows from `query`."""

    @abstractmethod
    async def query(
        self,
        text: str,
        *,
        formats: Formats = DEFAULT_FORMATS,
        limits: Limits = DEFAULT_LIMITS,
        dataset: Dataset = DEFAULT_DATASET,
        lane: Lane = Lane.CATALOGUE,
    ) -> Answer:
        """Return the answer in the format wanted for its form; see `Store.query`."""

    async def select(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Rows:
        """Return the rows of a SELECT query."""
        answer = await self._answer(text, "select", limits)
        return read_rows(answer.body, answer.revision)

    async def facts(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Stated:
        """Return what a SELECT of `thing`, `property` and `value` finds."""
        answer = await self._answer(text, "select", limits)
        return Stated(read_facts(answer.body), answer.revision)

    async def ask(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> bool:
        """Return the answer to an ASK query."""
        return read_boolean((await self._answer(text, "ask", limits)).body)

    async def construct(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return the graph of a CONSTRUCT or DESCRIBE query as N-Triples."""
        return (await self._answer(text, "graph", limits)).body

    async def _answer(self, text: str, form: Form, limits: Limits) -> Answer:
        answer = await self.query(text, limits=limits)
        if answer.form != form:
            raise BadQueryError(f"The query answers with “{answer.form}” where “{form}” is needed")
        return answer
