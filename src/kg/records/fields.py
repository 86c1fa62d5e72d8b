"""The kinds of value a field of a record can have, and how each is checked.

Every failing check says what to write instead: the words reach the author unchanged.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from kg.model.lookalikes import steering
from kg.records.tree import Numeral
from kg.records.values import camel

MAXIMUM_SLUG = 80
SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
# RFC 5646 section 2.1 (without the irregular grandfathered tags)
LANGUAGE = (
    r"^([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?"
    r"(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[0-9A-WYZa-wyz](-[A-Za-z0-9]{2,8})+)*"
    r"(-[xX](-[A-Za-z0-9]{1,8})+)?$"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# RFC 3987 section 2.2, for http and https with a host name: no user, no IPv6 address.
_WIDE = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U0001fffd\U00020000-\U0002fffd"
    "\U00030000-\U0003fffd"
)
_CHAR = rf"[A-Za-z0-9._~!$&'()*+,;=:@{_WIDE}-]|%[0-9A-Fa-f]{{2}}"
_WEB = re.compile(
    rf"https?://[A-Za-z0-9.{_WIDE}-]+(:[0-9]+)?(/({_CHAR}|/)*)?(\?({_CHAR}|[/?])*)?(\#({_CHAR}|[/?])*)?"
)

T = TypeVar("T")


class Entry(BaseModel):
    """A mapping in a record: unknown fields are faults, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


def fault(reason: str, hint: str | None = None) -> PydanticCustomError:
    """Return the error a validator raises, with our words and advice in it."""
    return PydanticCustomError("fault", "{reason}", {"reason": reason, "hint": hint})


def _text(value: str) -> str:
    if not value.strip():
        raise fault("is empty", "write the text, or leave the field out")
    control = _CONTROL.search(value)
    if control:
        raise fault(f"holds the control character U+{ord(control.group()):04X}", "remove it")
    return str(value)


def _shown(value: str) -> str:
    """Refuse what steers how a name is shown: it would pass for another one."""
    if found := steering(value):
        raise fault(
            f"holds U+{ord(found):04X}, which is not seen and can change what is",
            "remove it; words of the source belong into `quote` or `mention`",
        )
    return str(value)


def _slug(value: str) -> str:
    if len(value) > MAXIMUM_SLUG:
        raise fault(f"has {len(value)} characters", f"an id has at most {MAXIMUM_SLUG}")
    if not re.fullmatch(SLUG, value):
        raise fault(
            f"`{value}` cannot be an id",
            "write small letters a-z, digits and single hyphens, as in `mount-sarybaba`",
        )
    return str(value)


def _language(value: str) -> str:
    if not re.fullmatch(LANGUAGE, value):
        raise fault(f"`{value}` is not a language tag", "write a BCP 47 tag such as `en` or `az`")
    return str(value)


def _web(value: str) -> str:
    if not _WEB.fullmatch(value):
        raise fault(
            f"`{value}` is not a web address",
            "write the whole address, beginning with https:// or http://",
        )
    return str(value)


def _whole(value: object) -> object:
    if isinstance(value, Numeral) and re.fullmatch(r"[0-9]{1,9}", value):
        return int(value)
    if isinstance(value, str | bool):
        raise fault("is not a whole number", "write 1, 2, 3 ... without quotes")
    return value


def _fraction(value: object) -> object:
    if isinstance(value, Numeral):
        return float(value)
    if isinstance(value, str | bool):
        raise fault("is not a number", "write a number from 0 to 1 without quotes, as in 0.75")
    return value


def _truth(value: object) -> object:
    if isinstance(value, str):
        raise fault("is neither true nor false", "write true or false without quotes")
    return value


Text = Annotated[str, AfterValidator(_text), Field(min_length=1)]
Shown = Annotated[Text, AfterValidator(_shown)]
Slug = Annotated[
    str,
    AfterValidator(_slug),
    Field(json_schema_extra={"pattern": SLUG, "maxLength": MAXIMUM_SLUG}),
]
Language = Annotated[str, AfterValidator(_language), Field(examples=["en", "az", "sr-Latn"])]
WebAddress = Annotated[str, AfterValidator(_web), Field(json_schema_extra={"format": "iri"})]
Occurrence = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
Confidence = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), BeforeValidator(_fraction)]
Truth = Annotated[bool, BeforeValidator(_truth)]
Word = Annotated[T, BeforeValidator(camel)]


def in_place_of(field: str, model: type[Entry]) -> BeforeValidator:
    """Let a plain text stand for a mapping with that one field."""

    def widen(value: Any) -> Any:  # noqa: ANN401  (not yet validated)
        return {field: value} if isinstance(value, str) else value

    return BeforeValidator(widen, json_schema_input_type=str | model)
