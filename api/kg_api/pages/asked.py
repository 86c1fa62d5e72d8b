"""What people ask for on the SPARQL page, as it stands in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, Self, TypeAlias, cast, get_args
from urllib.parse import urlencode

from kg.catalogue import Catalogue
from kg.catalogue import Query as Question
from kg.catalogue.query import Value
from kg.errors import BadParameterError
from kg.store.base import DEFAULT_DATASET, Dataset
from kg_api.parameters import twice
from kg_api.past import PARAMETER
from kg_api.protocol import read_pairs

Show: TypeAlias = Literal["table", "timeline", "raw"]
Pairs: TypeAlias = Sequence[tuple[str, str]]

SHOWS: Final[Sequence[Show]] = get_args(Show)
OWN: Final = ("question", "ask", "tidy", "show", "view")
"""What the page knows beside the protocol's parameters; no documented question has one of these."""
RESULT: Final = "result"


@dataclass(frozen=True, slots=True)
class Asked:
    """A query of one's own or a documented question with its values, and how to show what comes.

    `run` is whether it is to be answered; `tidy` whether the query is only to be laid out;
    `result` whether the page shows the answer alone.
    """

    query: str = ""
    question: Question | None = None
    values: Mapping[str, Value] | None = None
    dataset: Dataset = DEFAULT_DATASET
    as_of: str | None = None
    run: bool = False
    tidy: bool = False
    show: Show = "table"
    result: bool = False

    @classmethod
    def read(cls, sent: Pairs, catalogue: Catalogue) -> Self:
        """Read an address.

        Raises:
            BadParameterError: a parameter is unknown, doubled, or has a value that is none of its.
            UnknownQueryError: there is no documented question of that name.
        """
        own = _own(sent)
        rest = [(name, value) for name, value in sent if name not in OWN]
        shown = cls(show=_show(own), result=_alone(own), tidy="tidy" in own, run="tidy" not in own)
        if "question" in own:
            as_of, values = _moment(rest)
            question = catalogue[own["question"]]
            return replace(shown, question=question, values=values, as_of=as_of, run="ask" in own)
        if not any(name == "query" and value.strip() for name, value in rest):
            return replace(shown, run=False)
        asked = read_pairs(rest)
        dataset = Dataset(asked.default_graphs, asked.named_graphs)
        return replace(shown, query=asked.query, dataset=dataset, as_of=asked.as_of)

    def address(self, text: str, **changes: str) -> str:
        """Return where `text` is asked of the same data, in the format or view of `changes`."""
        if self.question and "format" not in changes:
            told = [("question", self.question.name), *_sent(self.values or {}), ("ask", "1")]
        else:
            told = [("query", text)]
            told += [("default-graph-uri", each) for each in self.dataset.default_graphs]
            told += [("named-graph-uri", each) for each in self.dataset.named_graphs]
        told += [(PARAMETER, self.as_of)] if self.as_of else []
        return "/sparql?" + urlencode([*told, *changes.items()])


def _own(sent: Pairs) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in sent:
        if name in OWN:
            if name in found:
                raise twice(name)
            found[name] = value
    return found


def _show(own: Mapping[str, str]) -> Show:
    chosen = own.get("show") or SHOWS[0]
    if chosen not in SHOWS:
        raise _no_such("show", chosen, SHOWS)
    return cast("Show", chosen)


def _alone(own: Mapping[str, str]) -> bool:
    if own.get("view", "") not in {"", RESULT}:
        raise _no_such("view", own["view"], (RESULT,))
    return own.get("view") == RESULT


def _no_such(name: str, value: str, known: Sequence[str]) -> BadParameterError:
    return BadParameterError(
        f"there is no way “{value[:40]}” to show an answer",
        where=name,
        hint="one of " + ", ".join(known),
    )


def _moment(sent: Pairs) -> tuple[str | None, Mapping[str, Value]]:
    """Return as of when a question is asked, and its values."""
    moments = [value for name, value in sent if name == PARAMETER]
    if len(moments) > 1:
        raise twice(PARAMETER)
    values = _values([(name, value) for name, value in sent if name != PARAMETER])
    return (moments[0] if moments else None), values


def _values(sent: Pairs) -> Mapping[str, Value]:
    """Return the values of a question by their names; empty fields are not filled in."""
    found: dict[str, list[str]] = {}
    for name, value in sent:
        if value:
            found.setdefault(name, []).append(value)
    return {name: each[0] if len(each) == 1 else each for name, each in found.items()}


def _sent(values: Mapping[str, Value]) -> Pairs:
    return [
        (name, each)
        for name, value in values.items()
        for each in ([value] if isinstance(value, str) else value)
    ]
