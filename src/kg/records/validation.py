"""From plain data to a `Document`, with every fault in the author's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kg.records.document import Document
from kg.records.faults import Faults, did_you_mean
from kg.records.salvage import LeftOut, salvage
from kg.records.tree import Path, Tree

_WANTED = {
    "string_type": ("text", "write text here"),
    "tuple_type": ("a list", "write a list, one entry per line after `- `, or [one, two]"),
    "dict_type": ("a mapping", "write `name: value` lines below it"),
    "model_type": ("a mapping", "write `field: value` lines below it"),
    "bool_type": ("true or false", "write true or false without quotes"),
    "int_type": ("a whole number", "write 1, 2, 3 ..."),
    "float_type": ("a number", "write a number from 0 to 1"),
}
_KINDS = {dict: "a mapping", list: "a list", str: "text", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Draft:
    """A document, and the quotes of entries that had to be left out of it."""

    document: Document
    quotes: tuple[LeftOut, ...] = ()


def validated(tree: Tree, faults: Faults) -> Draft:
    """Return the document; where parts of it are not well formed, what is left without them.

    Raises:
        RecordError: it is not even a mapping.
    """
    if not isinstance(tree.value, dict):
        faults.stop(
            tree.mark(()),
            (),
            f"a mapping is expected, {_found(tree.value)} is given",
            "write `field: value` lines",
        )
    try:
        return Draft(Document.model_validate(tree.value))
    except ValidationError as error:
        faulty = {_explain(one, tree, faults) for one in error.errors(include_url=False)}
    rest = salvage(tree.value, faulty)
    faults.salvage(rest.places, rest.broken)
    try:
        return Draft(Document.model_validate(rest.value), tuple(rest.quotes))
    except ValidationError:  # two ways to be wrong that are only seen one after the other
        faults.refuse()
        raise


def _explain(details: ErrorDetails, tree: Tree, faults: Faults) -> Path:
    """Note one error in our words, and return the path of the field it is at."""
    kind, context = details["type"], details.get("ctx", {})
    path = _written(details["loc"], tree.value)
    name = str(details["loc"][-1]) if details["loc"] else "the record"
    if kind == "missing":
        path = (*path, name)
        faults.add_at(
            tree.name_mark(path),
            path,
            f"`{name}` is missing or has no value",
            f"add `{name}:` here",
        )
    elif kind == "extra_forbidden":
        fields = sorted(_fields(path[:-1]))
        choice = f"the fields here are {', '.join(fields)}"
        reason, hint = f"there is no field `{name}`", did_you_mean(name, fields, choice)
        faults.add_at(tree.name_mark(path), path, reason, hint)
    elif kind == "enum":
        _unknown_value(path, details, faults)
    elif kind == "fault":
        faults.add(path, context["reason"], context["hint"])
    elif kind == "string_unicode":
        faults.add(path, "holds half a surrogate pair, which is no character", "remove it")
    elif kind in _WANTED:
        wanted, hint = _WANTED[kind]
        faults.add(path, f"{wanted} is expected, {_found(details['input'])} is given", hint)
    else:
        faults.add(path, details["msg"][:1].lower() + details["msg"][1:])
    return path


def _unknown_value(path: Path, details: ErrorDetails, faults: Faults) -> None:
    allowed = [
        word.strip(" '") for word in details["ctx"]["expected"].replace(" or ", ",").split(",")
    ]
    given, choice = details["input"], f"write one of {', '.join(allowed)}"
    if not isinstance(given, str):
        faults.add(path, f"one word is expected, {_found(given)} is given", choice)
        return
    faults.add(path, f"`{given}` is not one of the values", did_you_mean(given, allowed, choice))


def _found(given: object) -> str:
    return _KINDS.get(type(given), "a number" if isinstance(given, str) else "something else")


def _written(location: tuple[int | str, ...], value: object) -> Path:
    """Return the part of pydantic's location that is in the file (it also names union members)."""
    path: list[int | str] = []
    for part in location:
        in_list = isinstance(value, list) and isinstance(part, int) and part < len(value)
        if in_list or (isinstance(value, dict) and part in value):
            value = value[part]  # type: ignore[index]
            path.append(part)
    return tuple(path)


def _fields(path: Path) -> set[str]:
    """Return the names of all fields that may stand in the mapping at a path."""
    models: list[Any] = [Document]
    for part in path:
        if isinstance(part, int):
            continue
        inner = [
            model.model_fields[part].annotation for model in models if part in model.model_fields
        ]
        models = [found for annotation in inner for found in _models(annotation)] or models
    return {name for model in models for name in model.model_fields}


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401  (any type form)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
