"""The value lists of a record, word for word those of `ontology/vocabularies.ttl`."""

from __future__ import annotations

import re
from enum import StrEnum


class Act(StrEnum):
    """What the speaker did in saying it; only `assert` and `deny` are claims of fact."""

    ASSERT = "assert"
    DENY = "deny"
    URGE = "urge"
    DEMAND = "demand"
    PLEDGE = "pledge"
    ASK = "ask"
    EXPRESS = "express"
    WELCOME = "welcome"
    PREDICT = "predict"
    BELIEVE = "believe"
    PRESUPPOSE = "presuppose"
    NOTE = "note"


class Certainty(StrEnum):
    """How sure the speaker is said to be."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class Polarity(StrEnum):
    """Whether the claim (always worded positively) is affirmed or negated."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Stance(StrEnum):
    """The reporter's distance from what is reported."""

    NEUTRAL = "neutral"
    DISTANCING = "distancing"
    ENDORSING = "endorsing"
    UNCLEAR = "unclear"


class QuoteMode(StrEnum):
    """Whose words stand in the passage."""

    DIRECT = "direct"
    PARTIAL = "partial"
    INDIRECT = "indirect"


class Basis(StrEnum):
    """How the passage tells who the speaker is."""

    NAMED = "named"
    DESCRIBED = "described"
    CONTEXT = "context"
    OPEN = "open"
    AUTHOR_VOICE = "authorVoice"


class Function(StrEnum):
    """What a passage is for in its source (source tags have their own list)."""

    HEADLINE = "headline"
    BODY = "body"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    PAGE_DATE = "pageDate"
    CAPTION = "caption"


class SourceKind(StrEnum):
    """What kind of work a source is."""

    ARTICLE = "article"
    STATEMENT = "statement"
    BRIEFING = "briefing"
    POST = "post"
    REPORT = "report"
    TRANSCRIPT = "transcript"


class SpeakerKind(StrEnum):
    """What kind of speaker; groups and undisclosed speakers are local to their source."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"
    UNDISCLOSED = "undisclosed"

    @property
    def local(self) -> bool:
        """Whether such a speaker exists only within its source."""
        return self in (SpeakerKind.GROUP, SpeakerKind.UNDISCLOSED)


class AnnotatorKind(StrEnum):
    """Who recorded: a person or a program."""

    PERSON = "person"
    PROGRAM = "program"


class Status(StrEnum):
    """Whether a record may be read by the public."""

    ACCEPTED = "accepted"
    DRAFT = "draft"


class Relation(StrEnum):
    """What a judgement says about two things."""

    SAME_CLAIM = "sameClaim"
    CONTRADICTS = "contradicts"
    SUPPORTS = "supports"
    NARROWER = "narrower"
    SAME_SPEAKER = "sameSpeaker"
    SAME_UTTERANCE = "sameUtterance"
    TITLE_CONFLICT = "titleConflict"
    COPY_OF = "copyOf"


def camel(value: object) -> object:
    """Return `author-voice` or `author voice` as `authorVoice`, anything else unchanged."""
    if not isinstance(value, str):
        return value
    return re.sub(r"(?<=[a-z])[- ]([a-z])", lambda found: found.group(1).upper(), value)
