"""One catalogue query: its documentation, its parameters, and its text with terms bound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final, Literal, TypeAlias

from kg.catalogue.front_matter import FrontMatter, FrontMatterError, split
from kg.catalogue.parameter import Parameter
from kg.catalogue.template import Template, compile_template
from kg.catalogue.terms import Term
from kg.errors import BadParameterError, BadQueryError, DataError
from kg.store.lexer import tokens

Form: TypeAlias = Literal["select", "ask", "construct"]
Value: TypeAlias = str | Sequence[str]

_FORMS: Final[Mapping[str, Form]] = {"SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct"}


@dataclass(frozen=True)
class Query:
    """A documented query with typed parameters, as one `.rq` file holds it.

    `name` is `noun/question`, as in the file's path; `text` the SPARQL with `?_name` for each
    parameter; `form` what kind of answer it gives.
    """

    name: str
    path: Path
    base: str
    front: FrontMatter
    text: str
    template: Template
    form: Form

    @property
    def noun(self) -> str:
        """The folder: what the question is about."""
        return self.name.partition("/")[0]

    @property
    def summary(self) -> str:
        """The question, in one line."""
        return self.front.summary

    @property
    def description(self) -> str:
        """What to know before trusting the answer."""
        return self.front.description

    @property
    def tags(self) -> tuple[str, ...]:
        """Words to group queries by."""
        return self.front.tags

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters by name, in the order they are documented."""
        return self.front.parameters

    @property
    def answers(self) -> Mapping[str, str]:
        """Each column's meaning, in the order of the columns."""
        return self.front.answers

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together identify a row."""
        return self.front.key

    @property
    def example(self) -> Mapping[str, Value]:
        """Parameter values for a useful run."""
        return self.front.example

    @property
    def competency(self) -> tuple[int, ...]:
        """Numbers of the competency questions this query answers."""
        return self.front.competency

    @property
    def portable(self) -> Mapping[str, str]:
        """Engines it does not run on, with the reason."""
        return self.front.portable

    @cached_property
    def defaults(self) -> Mapping[str, Value]:
        """What each parameter with a default stands at when it is not given."""
        return {
            name: parameter.default
            for name, parameter in self.parameters.items()
            if parameter.default is not None
        }

    def bind(self, values: Mapping[str, Value]) -> str:
        """Return the query as SPARQL with every value bound as a term of its type.

        Lines that belong to parameters not given are left out.

        Raises:
            BadParameterError: a value is missing, unknown, or not of its type.
        """
        given = {**self.defaults, **values}
        terms: dict[str, tuple[Term, ...]] = {}
        for name, value in given.items():
            terms[name] = self._parameter(name).terms(value, base=self.base)
        chosen = {name: value if isinstance(value, str) else "" for name, value in given.items()}
        required = {name for name, each in self.parameters.items() if each.required}
        for name in sorted((required | self.template.slots(chosen)) - terms.keys()):
            raise self._missing(name)
        return self.template.render(terms, chosen)

    def _parameter(self, name: str) -> Parameter:
        if parameter := self.parameters.get(name):
            return parameter
        close = get_close_matches(name, self.parameters, n=1)
        meant = f"did you mean {close[0]}? " if close else ""
        known = ", ".join(self.parameters) or "none"
        raise BadParameterError(
            f"{self.name} has no parameter “{name}”", where=name, hint=f"{meant}it takes {known}"
        )

    def _missing(self, name: str) -> BadParameterError:
        example = self.parameters[name].example
        shown = example if isinstance(example, str) else ", ".join(example)
        return BadParameterError(
            f"{self.name} needs “{name}”: {self.parameters[name].description}",
            where=name,
            hint=f"give a value, such as {name}={shown}",
        )


def read_query(path: Path, name: str, base: str) -> Query:
    """Return the query in the file at `path`.

    Raises:
        DataError: the file cannot be read as a documented query; `where` is file and line.
    """
    try:
        front, text = split(path.read_text(encoding="utf-8"))
        template = compile_template(text, front.parameters)
        _check_limits(template, front)
        return Query(name, path, base, front, text, template, _form(text))
    except UnicodeDecodeError as error:
        raise DataError("not UTF-8 text", where=str(path)) from error
    except FrontMatterError as error:
        line = f":{error.line}" if error.line else ""
        raise DataError(error.detail, where=f"{path}{line}") from error
    except BadQueryError as error:
        where = f"{path}, query {error.where}" if error.where else str(path)
        raise DataError(error.detail, where=where, hint=error.hint) from error


def _check_limits(template: Template, front: FrontMatter) -> None:
    """Refuse anything but a natural number after LIMIT, where a value stands as bare digits."""
    for name in {slot.name for part in template.parts for slot in part.slots() if slot.bare}:
        limit = front.parameters[name]
        if limit.type != "integer" or limit.takes_many or (limit.minimum or -1) < 0:
            raise BadQueryError(f"LIMIT ?_{name} takes an integer with a minimum of 1 or more")


def _form(text: str) -> Form:
    for token in tokens(text):
        if token.kind == "word" and token.text.upper() not in ("PREFIX", "BASE"):
            if form := _FORMS.get(token.text.upper()):
                return form
            break
    raise BadQueryError("a catalogue query is a SELECT, an ASK or a CONSTRUCT")
