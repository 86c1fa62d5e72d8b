"""Definitions that records share: the same id means the same thing in every record.

A canonical record carries a copy of every definition it refers to, so it can be read alone.
References between them are `kind/id`, such as `speaker/mod` or `place/sarybaba`.
"""

from __future__ import annotations

from typing import TypeAlias

from pydantic import BaseModel, ConfigDict

from kg.records.values import AnnotatorKind, SourceKind, SpeakerKind


class Canonical(BaseModel):
    """A part of a canonical record; fields without a value are left out of its JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class NameDef(Canonical):
    """A name with its language."""

    text: str
    lang: str


class RoleDef(Canonical):
    """A post: the title as printed, and the organization's speaker id where one is given."""

    title: str
    organization: str | None = None


class AnnotatorDef(Canonical):
    """Who records or judges."""

    id: str
    kind: AnnotatorKind
    name: str


class SpeakerDef(Canonical):
    """A speaker; `local_to` is the source of a group or undisclosed one."""

    id: str
    kind: SpeakerKind
    name: str
    names: tuple[NameDef, ...] = ()
    note: str | None = None
    roles: tuple[RoleDef, ...] = ()
    local_to: str | None = None


class ThingDef(Canonical):
    """A place, a thing or a relation."""

    id: str
    name: str
    names: tuple[NameDef, ...] = ()


class DateDef(Canonical):
    """A date: wording, EDTF text, assumptions."""

    verbatim: str
    edtf: str
    assumed: tuple[str, ...] = ()


class SituationDef(DateDef):
    """A claim's own date; it copies what it counts from, so it stands without the record.

    `date` names the date of a snapshot it was taken from, as `{sha16}-{name}`; `relative_to` is
    the date it counts from, `relative_to_issued` the source whose date it counts from.
    """

    date: str | None = None
    relative_to: SituationDef | None = None
    relative_to_issued: str | None = None


class SourceDef(Canonical):
    """A source, held or only cited."""

    id: str
    kind: SourceKind
    label: str
    title: str | None = None
    language: str | None = None
    url: str | None = None
    creator: str | None = None
    publisher: str | None = None
    issued: DateDef | None = None
    rights: str | None = None
    invented: bool = False


class ContentDef(Canonical):
    """A statement inside a claim; exactly one of `object` (a reference) and `text` is given."""

    subject: str
    relation: str
    object: str | None = None
    text: str | None = None


class ClaimDef(Canonical):
    """A claim; `about`, subjects and objects are references."""

    id: str
    text: str
    language: str
    about: tuple[str, ...] = ()
    situation: SituationDef | None = None
    part_of: str | None = None
    content: tuple[ContentDef, ...] = ()


Definition: TypeAlias = AnnotatorDef | SpeakerDef | ThingDef | SourceDef | ClaimDef

MODELS: dict[str, type[Definition]] = {
    "annotator": AnnotatorDef,
    "claim": ClaimDef,
    "place": ThingDef,
    "relation": ThingDef,
    "source": SourceDef,
    "speaker": SpeakerDef,
    "thing": ThingDef,
}
