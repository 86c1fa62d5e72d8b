"""A judgement as somebody gives it, before it is known whether what it is about is here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, ValidationError, model_validator

from kg.errors import BadParameterError
from kg.judgements.relations import KINDS, SIDES
from kg.records.faults import did_you_mean
from kg.records.fields import Confidence, Entry, Shown, Word, fault
from kg.records.instants import HINT, instant
from kg.records.statements import AnnotatorField
from kg.records.values import Relation

LONGEST_REASON: Final = 1000
"""Characters of a reason at most."""

_SLUG: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PLACE: Final = re.compile(r"[0-9a-f]{16}-[0-9]+-[0-9]+-[0-9]+")
_IDS: Final = {
    "claim": re.compile(_SLUG),
    "source": re.compile(_SLUG),
    "speaker": re.compile(rf"{_SLUG}(?:\.{_SLUG})?"),
    "attribution": _PLACE,
    "mention": _PLACE,
    "utterance": re.compile(rf"[0-9a-f]{{16}}-{_SLUG}"),
}
_LONGEST_END: Final = 200


def _end(value: str) -> str:
    kind, _, name = value.partition("/")
    if kind not in _IDS:
        choice = f"write kind/id, with a kind of {', '.join(KINDS)}"
        raise fault(f"`{value[:80]}` is no thing to judge", did_you_mean(kind, KINDS, choice))
    if len(value) > _LONGEST_END or not _IDS[kind].fullmatch(name):
        raise fault(f"`{value[:80]}` is no {kind}", "write the end of its IRI, as kind/id")
    return value


def _moment(value: str) -> str:
    if (moment := instant(value)) is None:
        raise fault(f"`{value[:80]}` is not a day or time", HINT)
    return moment


def _brief(value: str) -> str:
    if len(value) > LONGEST_REASON:
        raise fault(f"has {len(value)} characters", f"a reason has at most {LONGEST_REASON}")
    return value


End = Annotated[str, AfterValidator(_end)]
Moment = Annotated[str, AfterValidator(_moment)]
Reason = Annotated[
    Shown, AfterValidator(_brief), Field(json_schema_extra={"maxLength": LONGEST_REASON})
]


class Opinion(Entry):
    """What a judgement says and why, whoever gives it, whenever."""

    relation: Word[Relation] = Field(description="What it says.", examples=["contradicts"])
    judges: End = Field(
        description="What stands first, as kind/id.", examples=["claim/gates-opened"]
    )
    against: End = Field(
        description="What stands second, as kind/id.", examples=["claim/gates-stayed-shut"]
    )
    reason: Reason = Field(description="Why.")
    confidence: Confidence | None = Field(
        None, description="How sure, from 0 to 1; a program has to say."
    )

    @model_validator(mode="after")
    def _relates(self) -> Self:
        if self.judges == self.against:
            raise fault("a thing is judged against itself", "name another as `against`")
        sides = SIDES[self.relation]
        for side, kinds in (("judges", sides.judges), ("against", sides.against)):
            if getattr(self, side).partition("/")[0] not in kinds:
                choice = f"as `{side}` name {' or '.join(f'{kind}/ID' for kind in kinds)}"
                raise fault(f"{self.relation} does not hold of {getattr(self, side)}", choice)
        return self


class Given(Opinion):
    """A judgement as somebody gives it; without `at`, it is judged when it is given.

    `by` is who judges: an annotator, or the id of one who is known already.

    Raises:
        ValidationError: it is no judgement; `read` says why in the words of this project.
    """

    by: AnnotatorField = Field(description="Who judges: id, name and kind, or the id of one known.")
    at: Moment | None = Field(None, description="When it was judged: a day or a UTC time.")


def read(fields: Mapping[str, Any]) -> Given:
    """Return what somebody gives, from its fields.

    Raises:
        BadParameterError: it is no judgement; `where` is the first field that is wrong.
    """
    try:
        return Given.model_validate(fields)
    except ValidationError as error:
        raise refused(error) from error


def refused(error: ValidationError) -> BadParameterError:
    """Return the first thing that is wrong, in our words."""
    first = error.errors(include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"] if " " not in str(part))
    advice: str | None = first.get("ctx", {}).get("hint")
    return BadParameterError(first["msg"], where=where or "judgement", hint=advice)
