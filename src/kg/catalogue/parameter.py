"""One parameter of a catalogue query: what it means, what it accepts, and what it refuses.

>>> since = Parameter(name="since", type="date", description="First day.", example="2026-03-25")
>>> since.terms("2026-04-01", base="https://w3id.org/claim-provenance/")
(<Literal value=2026-04-01 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#date>>,)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated, Final, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from kg.catalogue.terms import EXPECTED, ParameterType, Term, read
from kg.errors import BadParameterError

MAX_VALUES: Final = 1000
"""Values in one list: a page of ids, never a data set."""

_SHOWN: Final = 60  # code points of a refused value worth repeating


def _as_text(value: object) -> object:
    """Return what YAML read as a number, date or truth value as the text a caller would send."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | dt.date):
        return str(value)
    if isinstance(value, list | tuple):
        return tuple(_as_text(item) for item in value)
    return value


Given = Annotated[str | tuple[str, ...], BeforeValidator(_as_text)]
Name = Annotated[str, BeforeValidator(_as_text)]


class Parameter(BaseModel):
    """A typed parameter, as declared under `parameters:` in a query's front matter.

    `minimum` and `maximum` bound an integer. `many` lets a list be given, which the query takes
    in a `VALUES` block; `words` always does. `values` lists what an enum accepts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: str
    type: ParameterType
    description: str = Field(min_length=1)
    example: Given
    required: bool = False
    default: Given | None = None
    values: Annotated[tuple[Name, ...], BeforeValidator(_as_text)] = ()
    many: bool = False
    minimum: int | None = None
    maximum: int | None = None

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if (self.type == "enum") != bool(self.values):
            raise ValueError("values are listed for an enum, and only for an enum")
        if self.type != "integer" and (self.minimum, self.maximum) != (None, None):
            raise ValueError("minimum and maximum are for integers")
        if self.required and self.default is not None:
            raise ValueError("a parameter with a default is not required")
        return self

    @property
    def takes_many(self) -> bool:
        """Whether a list of values may be given."""
        return self.many or self.type == "words"

    def terms(self, given: str | Sequence[str], *, base: str) -> tuple[Term, ...]:
        """Return the terms that stand for what was given.

        Raises:
            BadParameterError: it is not of this parameter's type; the hint says what to write.
        """
        texts = (given,) if isinstance(given, str) else tuple(given)
        if not self.takes_many and len(texts) != 1:
            raise self._refused(given, "write one value only")
        if not 1 <= len(texts) <= MAX_VALUES:
            raise self._refused(given, f"write 1 to {MAX_VALUES:,} values")
        return tuple(self._term(text, base) for text in texts)

    def _term(self, text: str, base: str) -> Term:
        if self.type == "enum" and text not in self.values:
            raise self._refused(text, self._among_values(text))
        try:
            term = read(self.type, text, base=base)
        except ValueError as error:
            raise self._refused(text, EXPECTED[self.type], str(error)) from error
        if self.type == "integer":
            self._check_range(text)
        return term

    def _check_range(self, text: str) -> None:
        low, high = self.minimum, self.maximum
        if (low is not None and int(text) < low) or (high is not None and int(text) > high):
            most = "or more" if high is None else f"to {high}"
            least = f"up to {high}" if low is None else f"{low} {most}"
            raise self._refused(text, f"write a whole number, {least}")

    def _among_values(self, text: str) -> str:
        close = get_close_matches(text, self.values, n=1)
        meant = f"did you mean {close[0]}? " if close else ""
        return f"{meant}write one of {', '.join(self.values)}"

    def _refused(
        self, given: str | Sequence[str], expected: str, why: str = ""
    ) -> BadParameterError:
        shown = given if isinstance(given, str) else ", ".join(given)
        if len(shown) > _SHOWN:
            shown = shown[:_SHOWN] + "…"
        example = self.example if isinstance(self.example, str) else ", ".join(self.example)
        reason = f": {why}" if why else ""
        return BadParameterError(
            f"“{shown}” does not fit “{self.name}” ({self.type}){reason}",
            where=self.name,
            hint=f"{expected}, such as {example}",
        )
