"""The index of all queries, as `queries/README.md` shows it; generated, never edited."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kg.catalogue.catalogue import Catalogue
from kg.catalogue.parameter import Parameter
from kg.catalogue.query import Query, Value

_HEAD = """\
# The library of queries

Each file is one documented SPARQL query: a question, its parameters, its columns. Written for the
union of all graphs; the same rows on every engine we test. Ask one with

    kg ask claims/first-known claim=parties-exercise-restraint

or open it at `/api/v1/queries/claims/first-known`. Ids may be short (`russian-mod`) or full IRIs.
`?_name` in a file stands for the parameter `name`; a line that ends in `#? name` belongs to an
optional parameter and is left out when it is not given. Folders of your own (`KG_QUERIES`) add
to these.

This page is generated: `kg queries docs > queries/README.md`.
"""


def docs(catalogue: Catalogue) -> str:
    """Return the index as Markdown: contents first, then every query by noun."""
    nouns = groupby(catalogue.values(), key=lambda query: query.noun)
    groups = [(noun, list(queries)) for noun, queries in nouns]
    contents = "\n".join(line for noun, queries in groups for line in _contents(noun, queries))
    sections = "\n".join(section for _, queries in groups for section in map(_section, queries))
    return f"{_HEAD}\n{contents}\n{sections}".rstrip() + "\n"


def _contents(noun: str, queries: list[Query]) -> Iterator[str]:
    yield f"## {noun.capitalize()}\n"
    yield "| query | question |"
    yield "|---|---|"
    for query in queries:
        yield f"| [{query.name}](#{_slug(query.name)}) | {_cell(query.summary)} |"
    yield ""


def _section(query: Query) -> str:
    lines = [f"### {query.name}", "", f"**{query.summary}** [{query.path.name}]({query.name}.rq)"]
    lines += ["", query.description.strip(), ""]
    if query.parameters:
        lines += ["| parameter | type | meaning |", "|---|---|---|"]
        lines += [_parameter_row(parameter) for parameter in query.parameters.values()]
        lines.append("")
    if query.answers:
        lines += ["| column | meaning |", "|---|---|"]
        lines += [f"| `{name}` | {_cell(text)} |" for name, text in query.answers.items()]
        lines.append("")
    lines += [f"    {_command(query)}", ""]
    lines += [f"Not on {engine}: {why}\n" for engine, why in query.portable.items()]
    return "\n".join(lines)


def _parameter_row(parameter: Parameter) -> str:
    notes = [parameter.type + (", several" if parameter.takes_many else "")]
    notes += ["required"] if parameter.required else []
    notes += [f"default {_shown(parameter.default)}"] if parameter.default is not None else []
    notes += [f"one of {', '.join(parameter.values)}"] if parameter.values else []
    meaning = f"{parameter.description} Such as `{_shown(parameter.example)}`."
    return f"| `{parameter.name}` | {_cell('; '.join(notes))} | {_cell(meaning)} |"


def _command(query: Query) -> str:
    given = (f" {name}={_quoted(value)}" for name, value in query.example.items())
    return f"kg ask {query.name}{''.join(given)}"


def _quoted(value: Value) -> str:
    shown = _shown(value)
    return f'"{shown}"' if " " in shown else shown


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else ",".join(value)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _slug(name: str) -> str:
    return name.replace("/", "")
