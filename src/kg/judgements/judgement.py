"""A judgement as the ledger keeps it: canonical JSON (RFC 8785), known by who judges what."""

from __future__ import annotations

import hashlib
import json
from typing import Final, Literal, Self

import rfc8785
from pydantic import Field, ValidationError, model_validator

from kg.errors import LedgerError
from kg.judgements.given import Moment, Opinion
from kg.judgements.relations import SYMMETRIC
from kg.records.entries import Annotator
from kg.records.fields import fault
from kg.records.values import AnnotatorKind

DIGITS: Final = 16
"""How many hexadecimal digits tell one judgement from all others."""


class Judgement(Opinion):
    """A dated opinion, with an author, that relates two things; `at` is a UTC time ending in Z.

    Raises:
        ValidationError: it is no judgement.
    """

    format: Literal[1] = 1
    by: Annotator = Field(description="Who judges: a person or a program.")
    at: Moment = Field(description="When it was judged, UTC.")

    @model_validator(mode="after")
    def _says_how_sure(self) -> Self:
        if self.by.kind is AnnotatorKind.PROGRAM and self.confidence is None:
            raise fault("a program has to say how sure it is", "add `confidence`, from 0 to 1")
        return self

    @property
    def id(self) -> str:
        """The id: an annotator has one judgement about two things in one relation, no more."""
        said = rfc8785.dumps([self.relation.value, *self.ends, self.by.id])
        return f"j-{hashlib.sha256(said).hexdigest()[:DIGITS]}"

    @property
    def ends(self) -> tuple[str, ...]:
        """Both things; in the order of the alphabet where it does not matter which stands first."""
        ends = (self.judges, self.against)
        return tuple(sorted(ends)) if self.relation in SYMMETRIC else ends

    def says_the_same(self, other: Judgement) -> bool:
        """Return whether two differ at most in when they were judged, and in an order of no use."""
        mine, theirs = ((one.id, one.by, one.reason, one.confidence) for one in (self, other))
        return mine == theirs


def encoded(judgement: Judgement) -> bytes:
    """Return the one spelling of a judgement: equal ones give equal bytes."""
    return rfc8785.dumps(judgement.model_dump(mode="json", exclude_none=True))


def decoded(content: bytes, *, where: str) -> Judgement:
    """Return the judgement that is spelled so.

    Raises:
        LedgerError: it is none.
    """
    try:
        return Judgement.model_validate(json.loads(content))
    except (ValidationError, ValueError, RecursionError) as error:
        raise LedgerError(
            "A stored judgement cannot be read",
            where=where,
            hint="the program that reads it may be older than the one that wrote it",
        ) from error
