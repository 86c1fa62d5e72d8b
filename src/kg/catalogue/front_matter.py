r"""The documentation at the head of a `.rq` file, in grlc's dialect: YAML after `#+ `.

>>> front, sparql = split("#+ summary: Who?\n#+ answers: {who: a speaker}\nSELECT ...")
>>> front.summary, sparql
('Who?', 'SELECT ...')
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Annotated, Any, Final

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from typing_extensions import override

from kg.catalogue.parameter import Given, Parameter

_LINE: Final = re.compile(r"#\+(?: (.*))?")


class FrontMatterError(ValueError):
    """The front matter cannot be read; `line` counts from 1, None where it is not one line."""

    def __init__(self, detail: str, line: int | None = None) -> None:
        """Keep the line beside the words."""
        super().__init__(detail)
        self.detail = detail
        self.line = line


def _named(parameters: object) -> object:
    """Return the parameters with each one's key as its `name`."""
    if not isinstance(parameters, Mapping):
        return parameters
    return {
        name: {"name": name, **spec} if isinstance(spec, Mapping) else spec
        for name, spec in parameters.items()
    }


class FrontMatter(BaseModel):
    """What a query says about itself.

    `summary` is the question it answers. `answers` gives each column's meaning, in the order of
    the projection; `key` names the columns that together identify a row. `example` holds
    parameter values for a useful run. `competency` lists the numbers of the questions in
    `docs/competency-questions.md` it answers; `portable` names engines it does not run on, and why.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    summary: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: Annotated[dict[str, Parameter], BeforeValidator(_named)] = Field(
        default_factory=dict
    )
    answers: dict[str, str] = Field(default_factory=dict)
    key: tuple[str, ...] = ()
    example: dict[str, Given] = Field(default_factory=dict)
    competency: tuple[int, ...] = ()
    portable: dict[str, str] = Field(default_factory=dict)


def split(text: str) -> tuple[FrontMatter, str]:
    """Return the front matter of a `.rq` file and the SPARQL after it.

    Raises:
        FrontMatterError: it is not YAML, or a key is unknown, missing or of the wrong kind.
    """
    lines = text.split("\n")
    head: list[str] = []
    while len(head) < len(lines) and (line := _LINE.fullmatch(lines[len(head)].rstrip())):
        head.append(line.group(1) or "")
    for number, rest in enumerate(lines[len(head) :], len(head) + 1):
        if rest.startswith("#+"):
            raise FrontMatterError("front matter stands in one piece, before the query", number)
    return _checked(_yaml("\n".join(head))), "\n".join(lines[len(head) :]).strip() + "\n"


_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StrictLoader(_Loader):  # type: ignore[misc,valid-type]  # the one in C where PyYAML has it
    """PyYAML keeps the last of two equal keys in silence; a column documented twice is a fault."""

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping, or refuse a key given twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for position, key in enumerate(keys):
            if key in keys[:position]:
                mark = node.value[position][0].start_mark
                raise yaml.MarkedYAMLError(None, None, f"“{key}” is given twice", mark)
        whole: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return whole


def _yaml(text: str) -> object:
    try:
        return yaml.load(text, Loader=_StrictLoader) or {}  # noqa: S506  (a subclass of SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise FrontMatterError(f"not YAML: {error.problem}", line) from error
    except yaml.YAMLError as error:
        raise FrontMatterError(f"not YAML: {error}") from error


def _checked(tree: object) -> FrontMatter:
    try:
        return FrontMatter.model_validate(tree)
    except ValidationError as error:
        raise FrontMatterError("; ".join(_fault(item) for item in error.errors())) from error


def _fault(error: Mapping[str, Any]) -> str:
    path = ".".join(str(step) for step in error["loc"]) or "front matter"
    if error["type"] == "extra_forbidden":
        return f"{path}: no such key"
    return f"{path}: {error['msg'].removeprefix('Value error, ')}"
