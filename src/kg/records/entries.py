"""What a record declares: its source, the works it cites, speakers, things, dates and claims."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from kg.records.fields import (
    Entry,
    Language,
    Occurrence,
    Shown,
    Slug,
    Text,
    WebAddress,
    Word,
    fault,
    in_place_of,
)
from kg.records.values import AnnotatorKind, SourceKind, SpeakerKind

SpeakerId = Annotated[Slug, Field(description="The id of a speaker.")]


class Annotator(Entry):
    """Who made the record: a person or a program."""

    id: Slug = Field(description="A short id, the same in every record.", examples=["fixture-team"])
    name: Shown = Field(description="The name to show.", examples=["The fixture team"])
    kind: Word[AnnotatorKind] = Field(description="person or program.", examples=["person"])


class Name(Entry):
    """Another name of something, with its language."""

    text: Shown = Field(description="The name.", examples=["Минобороны России"])
    lang: Language = Field(description="The language of the name (BCP 47).", examples=["ru"])


class Role(Entry):
    """A post that the source gives a speaker."""

    organization: SpeakerId | None = Field(None, description="The id of the organization.")
    title: Text = Field(
        description="The title exactly as printed, even where it seems wrong.",
        examples=["spokeswoman"],
    )


class Speaker(Entry):
    """Somebody to whom something is credited. Groups and undisclosed ones stay in their source."""

    id: Slug = Field(description="A short id.", examples=["mod"])
    kind: Word[SpeakerKind] = Field(description="person, organization, group or undisclosed.")
    name: Shown = Field(description="The name to show.")
    names: tuple[Name, ...] = Field((), description="Other names.")
    note: Shown | None = Field(None, description="A remark.")
    roles: tuple[Role, ...] = Field((), description="Posts, with the titles as printed.")


class Thing(Entry):
    """A place, thing or relation that claims are about."""

    id: Slug = Field(description="A short id.", examples=["sarybaba"])
    name: Shown = Field(description="The name to show.", examples=["Mount Sarybaba"])
    names: tuple[Name, ...] = Field((), description="Other names.")


class BareDate(Entry):
    """A date as the source gives it: its wording, and what that says in EDTF."""

    verbatim: Text = Field(description="The source's own words.", examples=["on March 25"])
    edtf: Text = Field(
        description="The date in EDTF; unknown parts are X, never guessed.",
        examples=["XXXX-03-25", "2026-01-13", "[..2026-01-14]"],
        json_schema_extra={"type": ["string", "integer"]},  # a year needs no quotes in YAML
    )
    assumed: tuple[Shown, ...] = Field(
        (), description="Every assumption made in reading it.", examples=[["The year is not given"]]
    )


class Date(BareDate):
    """A date that may stand in the text and may be counted from another date."""

    quote: Text | None = Field(None, description="The words in the text, to anchor the date.")
    occurrence: Occurrence | None = Field(None, description="Which one, where they stand twice.")
    relative_to: Text | None = Field(
        None, description="A named date, or `issued`: what the wording counts from."
    )

    @model_validator(mode="after")
    def _counts_something(self) -> Date:
        if self.occurrence and self.quote is None:
            raise fault("`occurrence` counts quotes, and there is none", "add `quote:`")
        return self


class Source(Entry):
    """The published work whose text the record reads."""

    id: Slug = Field(description="A short id.", examples=["caucasus-desk-hill"])
    kind: Word[SourceKind] = Field(description="What kind of work.", examples=["article"])
    title: Shown = Field(description="The title as printed.")
    label: Shown | None = Field(None, description="The name to show; the title unless given.")
    language: Language = Field(description="The language of the text (BCP 47).")
    url: WebAddress | None = Field(None, description="Where it was published.")
    creator: SpeakerId | None = Field(None, description="The author: the id of a speaker.")
    publisher: SpeakerId | None = Field(None, description="The publisher: the id of a speaker.")
    issued: BareDate | None = Field(None, description="When it was published.")
    rights: Text | None = Field(None, description="What is printed about rights.")


class Work(Entry):
    """A work the source cites, seen by us or not."""

    id: Slug = Field(description="A short id.", examples=["mod-reports"])
    kind: Word[SourceKind] = Field(description="What kind of work.", examples=["report"])
    label: Shown = Field(
        description="A name to show.", examples=["Reports of the ministry, as cited"]
    )
    title: Shown | None = Field(None, description="Its title, where one is printed.")
    language: Language | None = Field(None, description="The language it is in (BCP 47).")
    url: WebAddress | None = Field(None, description="Where it is.")
    creator: SpeakerId | None = Field(None, description="The author: the id of a speaker.")
    publisher: SpeakerId | None = Field(None, description="The publisher: the id of a speaker.")
    issued: BareDate | None = Field(None, description="When it was published.")
    rights: Text | None = Field(None, description="What is printed about rights.")

    @model_validator(mode="after")
    def _language_of_title(self) -> Work:
        if self.title is not None and self.language is None:
            raise fault("has a title without a language", "add `language:`")
        return self


class SourceText(Entry):
    """Where the exact text is: a file beside the record, or inline."""

    file: Text | None = Field(None, description="A path relative to the record file.")
    inline: str | None = Field(None, description="The text itself.", min_length=1)
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = Field(
        None, description="The SHA-256 of its bytes; any other text is refused."
    )

    @model_validator(mode="after")
    def _one_place(self) -> SourceText:
        if (self.file is None) == (self.inline is None):
            raise fault("needs exactly one of `file` and `inline`", "keep one of the two")
        return self


class Words(Entry):
    """A value that is only text, such as a number as printed."""

    text: Text = Field(description="The words as printed.", examples=["2,000"])


def _object_kind(value: object) -> Literal["an id", "a text"]:
    return "an id" if isinstance(value, str) else "a text"


class Content(Entry):
    """One statement inside a claim, kept as a description and never as a fact."""

    subject: Slug = Field(description="A speaker, place or thing.", examples=["az-forces"])
    relation: Slug = Field(description="A relation.", examples=["approached"])
    object: Annotated[
        Annotated[Slug, Tag("an id")] | Annotated[Words, Tag("a text")],
        Discriminator(_object_kind),
    ] = Field(description="A speaker, place or thing, or {text: ...}.", examples=["sarybaba"])


def _date_kind(value: object) -> Literal["a name", "a date in place"]:
    return "a name" if isinstance(value, str) else "a date in place"


DateField = Annotated[
    Annotated[Slug, Tag("a name")] | Annotated[Date, Tag("a date in place")],
    Discriminator(_date_kind),
]


class Claim(Entry):
    """What is said, worded positively; that it is here says nothing about the world."""

    id: Slug = Field(description="A short id, kept when the wording is mended.")
    text: Shown = Field(description="The claim, worded positively.")
    language: Language = Field(description="The language of the wording (BCP 47).")
    about: tuple[Slug, ...] = Field((), description="Speakers, places and things it is about.")
    situation: DateField | None = Field(None, description="When the thing claimed would have been.")
    part_of: Slug | None = Field(None, description="A wider claim this one is a part of.")
    content: tuple[Content, ...] = Field((), description="The claim as statements.")


class Quoted(Entry):
    """Words of the text, with an occurrence number where they stand more than once."""

    quote: Text = Field(
        description="The exact words, or `first words … last words`.",
        examples=["Reports from … the region."],
    )
    occurrence: Occurrence | None = Field(None, description="Which one, from 1.")


MentionField = Annotated[Quoted, in_place_of("quote", Quoted)]
