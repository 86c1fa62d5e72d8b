"""Questions to an endpoint under examination, and whatever comes back, faults and all."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from importlib.resources import files
from textwrap import shorten
from typing import TYPE_CHECKING, Final

from kg.catalogue.template import compile_template
from kg.catalogue.terms import Term, read
from kg.errors import KgError
from kg.model.terms import Iri
from kg.store.base import DEFAULT_DATASET, Dataset, Limits, Rows
from kg.store.exchange import Fetched, fetch
from kg.store.question import Endpoint, Question
from kg.store.results import read_boolean, read_rows
from kg.store.wholeness import ACCEPT_ROWS
from kg.store.wire import left, opener

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_COMPLAINT: Final = 120
_NAMES: Final = ("graph", "subject", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one question: a body and its headers, or why there is none."""

    fetched: Fetched | None
    error: KgError | None = None

    def rows(self) -> Rows | None:
        """Return the rows, however few the endpoint gave; None where they cannot be read."""
        try:
            return None if self.fetched is None else read_rows(self.fetched.body, foreign=True)
        except KgError:
            return None

    def truth(self) -> bool | None:
        """Return the answer to an ASK; None where it cannot be read."""
        try:
            return None if self.fetched is None else read_boolean(self.fetched.body, foreign=True)
        except KgError:
            return None

    def header(self, name: str) -> str | None:
        """Return a header of the answer."""
        return None if self.fetched is None else self.fetched.headers.get(name)

    @property
    def complaint(self) -> str:
        """Return why there is no answer that can be read, short enough for a table."""
        told = self.error.detail if self.error else "the answer cannot be read"
        return shorten(told, _LONGEST_COMPLAINT, placeholder=" …")


@dataclass(frozen=True, slots=True)
class Patient:
    """An endpoint under examination, and one of the statements in its named graphs."""

    endpoint: Endpoint
    limits: Limits
    sample: Mapping[str, str] = field(default_factory=dict)

    def with_sample(self) -> Patient:
        """Return the same with a statement to ask about, if the endpoint shows one."""
        rows = self.ask("sample").rows()
        if not rows:
            return self
        row = rows.rows[0]
        found = {name: term.value for name in _NAMES if isinstance(term := row.get(name), Iri)}
        return Patient(self.endpoint, self.limits, found if len(found) == len(_NAMES) else {})

    def ask(
        self,
        question: str,
        dataset: Dataset = DEFAULT_DATASET,
        *,
        accept: str = ACCEPT_ROWS,
        seconds: float | None = None,
    ) -> Reply:
        """Ask one of the questions kept beside this module; the sample's terms are bound."""
        limits = Limits(seconds or self.limits.seconds, self.limits.bytes)
        try:
            return Reply(fetch(self.endpoint, self._text(question), accept, dataset, limits))
        except KgError as error:
            return Reply(None, error)

    def head(self) -> int | None:
        """Return the status of a HEAD request; None where nothing came back."""
        request = Question(self.endpoint, self._text("nothing"), ACCEPT_ROWS, DEFAULT_DATASET)
        built = request.request()
        built.method = "HEAD"
        return self._status(built)

    def update(self) -> int | None:
        """Return the status of an update that changes nothing, sent without a name or password."""
        body = urllib.parse.urlencode({"update": "INSERT DATA {}"}).encode()
        return self._status(urllib.request.Request(self.endpoint.url, data=body))  # noqa: S310  (http or https: see Endpoint)

    def _status(self, request: urllib.request.Request) -> int | None:
        deadline = time.monotonic() + self.limits.seconds
        try:
            with opener(deadline).open(request, timeout=left(deadline)) as response:
                return int(response.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
        except (OSError, KgError):
            return None

    def _text(self, question: str) -> str:
        terms: dict[str, tuple[Term, ...]] = {
            name: (read("iri", value, base=self.endpoint.url),)
            for name, value in self.sample.items()
        }
        return compile_template(question_text(question), _NAMES).render(terms, {})


def question_text(name: str) -> str:
    """Return the SPARQL of one question as it is kept."""
    return (files("kg.doctor") / "questions" / f"{name}.rq").read_text(encoding="utf-8")
