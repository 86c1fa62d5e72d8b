r"""Text from outside becomes an RDF term of a stated type, or is refused; it is never pasted.

>>> read("speaker", "mod", base="https://w3id.org/claim-provenance/")
<NamedNode value=https://w3id.org/claim-provenance/speaker/mod>
>>> written(read("text", 'say "no"', base="https://w3id.org/claim-provenance/"))
'"say \\"no\\""'
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from kg.model.edtf import Edtf
from kg.rdf.ids import Iris
from kg.rdf.terms import instant
from kg.vocab import CPV, XSD

Term: TypeAlias = NamedNode | RdfLiteral

ParameterType = Literal[
    "iri",
    "speaker",
    "claim",
    "source",
    "attribution",
    "utterance",
    "judgement",
    "annotator",
    "topic",
    "text",
    "words",
    "date",
    "instant",
    "month-day",
    "edtf",
    "integer",
    "enum",
    "boolean",
]
"""What a parameter may be; `topic` is a speaker, place or thing, `words` a list of texts."""

PARAMETER_TYPES: Final = get_args(ParameterType)

MAX_TEXT: Final = 10_000
"""Code points in one value: longer than any quotation worth looking up."""

_SLUG: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID: Final[Mapping[str, str]] = MappingProxyType(
    {
        "speaker": rf"{_SLUG}(?:\.{_SLUG})?",
        "claim": _SLUG,
        "source": _SLUG,
        "attribution": r"[0-9a-f]{16}-[0-9]+-[0-9]+-[0-9]+",
        "utterance": rf"[0-9a-f]{{16}}-{_SLUG}",
        "judgement": _SLUG,
        "annotator": _SLUG,
    }
)
_PATH: Final = re.compile(r"([a-z]+)/([A-Za-z0-9][A-Za-z0-9._-]*)")
_ABSOLUTE: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+')
_INTEGER: Final = re.compile(r"[+-]?[0-9]{1,18}")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_MONTH_DAY: Final = re.compile(r"(?:--)?([0-9]{2}-[0-9]{2})")
_LEAP_YEAR: Final = 2000  # any year that has a 29 February
_TOPICS: Final = ("speaker", "place", "thing")

EXPECTED: Final[Mapping[ParameterType, str]] = MappingProxyType(
    {
        "iri": "write a full IRI, or kind/id",
        "speaker": "write the speaker's id (lower-case words joined by hyphens) or full IRI",
        "claim": "write the claim's id (lower-case words joined by hyphens) or full IRI",
        "source": "write the source's id (lower-case words joined by hyphens) or full IRI",
        "attribution": "write the attribution's id (snapshot-start-end-number) or full IRI",
        "utterance": "write the utterance's id (snapshot-name) or full IRI",
        "judgement": "write the judgement's id or full IRI",
        "annotator": "write the annotator's id (lower-case words joined by hyphens) or full IRI",
        "topic": "write place/id, thing/id or speaker/id, or a full IRI",
        "text": f"write 1 to {MAX_TEXT:,} characters",
        "words": f"write one or more words of 1 to {MAX_TEXT:,} characters each",
        "date": "write a full date, year-month-day",
        "instant": "write a time with its zone, or a full date for its first moment in UTC",
        "month-day": "write month and day, without a year",
        "edtf": "write an EDTF date",
        "integer": "write a whole number",
        "enum": "write one of the listed values",
        "boolean": "write true or false",
    }
)
"""What to write for each type, for the hint of an error."""


def read(kind: ParameterType, text: str, *, base: str) -> Term:
    """Return the term that `text` means as a parameter of type `kind`.

    Raises:
        ValueError: the text is not of that type; the message, if any, says why.
    """
    return _READERS[kind](text, base)


def written(term: Term) -> str:
    r"""Return the term as SPARQL text that every engine reads back as the same term.

    The engine's own printer does the escaping. One thing is made unambiguous on top: SPARQL 1.1
    section 19.2 has `\uXXXX` decoded before parsing, and an engine that does so literally
    (rdflib 7) takes the `\u0022` inside a printed `\\u0022` for a quotation mark, and a printed
    `\u007F` followed by digits for a longer escape. Eight-digit escapes read the same either way.
    """
    return _ESCAPE.sub(_unambiguous, str(term)) if "\\" in str(term) else str(term)


_ESCAPE: Final = re.compile(r"\\(?:\\([uU])|u([0-9A-Fa-f]{4})|.)", re.DOTALL)


def _unambiguous(escape: re.Match[str]) -> str:
    letter, code = escape.groups()
    if letter:
        return f"\\\\\\U{ord(letter):08X}"
    return f"\\U0000{code}" if code else escape.group()


def _iri(text: str, base: str) -> NamedNode:
    if path := _PATH.fullmatch(text):
        return Iris(base).of(path.group())
    return _absolute(text)


def _absolute(text: str) -> NamedNode:
    if len(text) > MAX_TEXT or not _ABSOLUTE.fullmatch(text):
        raise ValueError
    return NamedNode(text)


def _id_of(kind: str) -> Callable[[str, str], NamedNode]:
    pattern = re.compile(rf"(?:{kind}/)?({_ID[kind]})")

    def reader(text: str, base: str) -> NamedNode:
        if name := pattern.fullmatch(text):
            return Iris(base).of(f"{kind}/{name.group(1)}")
        return _absolute(text)

    return reader


def _topic(text: str, base: str) -> NamedNode:
    if (path := _PATH.fullmatch(text)) and path.group(1) not in _TOPICS:
        raise ValueError
    return _iri(text, base)


def _text(text: str, _base: str) -> RdfLiteral:
    if not 1 <= len(text) <= MAX_TEXT:
        raise ValueError
    if _SURROGATE.search(text):
        raise ValueError("half of a surrogate pair is not a character")
    return RdfLiteral(text)


def _date(text: str, _base: str) -> RdfLiteral:
    if not _DATE.fullmatch(text):
        raise ValueError
    return _typed(dt.date.fromisoformat(text).isoformat(), "date")


def _instant(text: str, _base: str) -> RdfLiteral:
    if _DATE.fullmatch(text):
        text += "T00:00:00Z"
    if not _INSTANT.fullmatch(text):
        raise ValueError
    try:
        return instant(dt.datetime.fromisoformat(text))
    except OverflowError as error:
        raise ValueError("no calendar has that moment in UTC") from error


def _month_day(text: str, _base: str) -> RdfLiteral:
    if not (day := _MONTH_DAY.fullmatch(text)):
        raise ValueError
    dt.date.fromisoformat(f"{_LEAP_YEAR}-{day.group(1)}")
    return _typed(f"--{day.group(1)}", "gMonthDay")


def _edtf(text: str, _base: str) -> RdfLiteral:
    return RdfLiteral(Edtf.parse(text).text)


def _integer(text: str, _base: str) -> RdfLiteral:
    if not _INTEGER.fullmatch(text):
        raise ValueError
    return _typed(str(int(text)), "integer")


def _enum(text: str, _base: str) -> NamedNode:
    return NamedNode(CPV(text))


def _boolean(text: str, _base: str) -> RdfLiteral:
    if text not in ("true", "false"):
        raise ValueError
    return _typed(text, "boolean")


def _typed(lexical: str, datatype: str) -> RdfLiteral:
    return RdfLiteral(lexical, datatype=NamedNode(XSD + datatype))


_READERS: Final[Mapping[ParameterType, Callable[[str, str], Term]]] = MappingProxyType(
    {
        "iri": _iri,
        "speaker": _id_of("speaker"),
        "claim": _id_of("claim"),
        "source": _id_of("source"),
        "attribution": _id_of("attribution"),
        "utterance": _id_of("utterance"),
        "judgement": _id_of("judgement"),
        "annotator": _id_of("annotator"),
        "topic": _topic,
        "text": _text,
        "words": _text,
        "date": _date,
        "instant": _instant,
        "month-day": _month_day,
        "edtf": _edtf,
        "integer": _integer,
        "enum": _enum,
        "boolean": _boolean,
    }
)
