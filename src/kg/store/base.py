"""What a store answers, and within which limits: the protocol both adapters keep.

An `Answer` is always whole. Whatever breaks off, runs out of time or outgrows its limit is an
error and never an `Answer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias, TypeVar

from kg.errors import NotAcceptableError
from kg.pool.lanes import Lane

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.facts import Fact
    from kg.model.terms import Term
    from kg.pool.process import Charge

__all__ = [
    "DEFAULT_DATASET",
    "DEFAULT_FORMATS",
    "DEFAULT_LIMITS",
    "Answer",
    "Dataset",
    "Form",
    "Formats",
    "GraphFormat",
    "Lane",
    "Limits",
    "ResultFormat",
    "Rows",
    "Stated",
    "Store",
    "wanted",
]

Form: TypeAlias = Literal["select", "ask", "graph"]


class ResultFormat(StrEnum):
    """How the answer to SELECT or ASK is written; the value is the media type."""

    JSON = "application/sparql-results+json"
    XML = "application/sparql-results+xml"
    CSV = "text/csv"
    TSV = "text/tab-separated-values"


class GraphFormat(StrEnum):
    """How the answer to CONSTRUCT or DESCRIBE is written; the value is the media type."""

    NTRIPLES = "application/n-triples"
    TURTLE = "text/turtle"
    RDF_XML = "application/rdf+xml"
    JSON_LD = "application/ld+json"
    TRIG = "application/trig"
    NQUADS = "application/n-quads"


@dataclass(frozen=True, slots=True)
class Formats:
    """The format wanted for each form of answer; None where the caller accepts none of ours."""

    rows: ResultFormat | None = ResultFormat.JSON
    graph: GraphFormat | None = GraphFormat.NTRIPLES


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one question may cost: seconds of wall time, bytes of answer, rows of answer."""

    seconds: float = 10.0
    bytes: int = 32 * 2**20
    rows: int | None = None
    charge: Charge | None = None
    """Is told what it has cost, whatever came of it; endpoints do not say."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The dataset named beside the query; it overrides FROM (SPARQL 1.1 Protocol 2.1.4).

    An empty one leaves the choice to the query, and then to the store.
    """

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


DEFAULT_FORMATS = Formats()
DEFAULT_LIMITS = Limits()
DEFAULT_DATASET = Dataset()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: its form, the media type of `body` (no charset), the revision it shows."""

    form: Form
    media_type: str
    body: bytes
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a SELECT; a variable without a value is absent from its row."""

    variables: tuple[str, ...]
    rows: list[dict[str, Term]]
    revision: int | None = None

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Go through the rows in the order of the answer."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a SELECT of `thing`, `property` and `value` finds."""

    facts: Iterable[Fact]
    revision: int | None = None


class Store(Protocol):
    """A graph that can be asked; every answer is whole.

    Every verb may raise `BadQueryError` (the text is not a query we evaluate), `StoreError`
    (nobody answered, or the answer broke off) and `LimitError` (it cost more than `limits`).
    """

    @property
    def revision(self) -> int | None:
        """The number of the last ledger event shown; None where the store does not count."""
        ...

    async def query(
        self,
        text: str,
        *,
        formats: Formats = DEFAULT_FORMATS,
        limits: Limits = DEFAULT_LIMITS,
        dataset: Dataset = DEFAULT_DATASET,
        lane: Lane = Lane.CATALOGUE,
    ) -> Answer:
        """Return the answer in the format wanted for its form.

        Raises:
            NotAcceptableError: no format is wanted for the form the query turned out to have.
        """
        ...

    async def select(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Rows:
        """Return the rows of a SELECT query."""
        ...

    async def facts(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> Stated:
        """Return what a SELECT of `thing`, `property` and `value` finds, without blank nodes."""
        ...

    async def ask(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> bool:
        """Return the answer to an ASK query."""
        ...

    async def construct(self, text: str, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return the graph of a CONSTRUCT or DESCRIBE query as N-Triples."""
        ...

    async def aclose(self) -> None:
        """Let go of everything held; the store answers nothing afterwards."""
        ...


_Wanted = TypeVar("_Wanted", ResultFormat, GraphFormat)


def wanted(media_type: str | None, formats: type[_Wanted]) -> _Wanted:
    """Return the format wanted for the form a query turned out to have.

    Raises:
        NotAcceptableError: none is; the hint lists what exists.
    """
    if media_type is None:
        what = "a graph (CONSTRUCT, DESCRIBE)" if formats is GraphFormat else "rows (SELECT, ASK)"
        raise NotAcceptableError(
            f"None of the formats asked for can hold {what}",
            hint="available: " + ", ".join(formats),
        )
    return formats(media_type)
