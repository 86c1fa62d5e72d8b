"""The references mention everything there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from typer.main import get_command

from kg.cli.app import app
from kg.settings import VARIABLES, Settings
from kg_api.app import create_app
from kg_api.negotiation import SUFFIXES
from kg_api.problems import explained, status
from kg_api.routes.sparql import SHORT
from material import CHECKOUT

pytestmark = pytest.mark.checkout

API = CHECKOUT / "docs" / "api.md"
CLI = CHECKOUT / "docs" / "cli.md"


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return create_app(Settings(writable=True)).openapi()


def commands(command: Any, path: str = "kg") -> Iterator[tuple[str, Any]]:
    """Yield every command with its whole name."""
    if hasattr(command, "commands"):
        for name, inner in command.commands.items():
            yield from commands(inner, f"{path} {name}")
    else:
        yield path, command


def test_every_route_is_in_the_reference(described: dict[str, Any]) -> None:
    told = API.read_text("utf-8")
    for path, methods in described["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in told


def test_every_parameter_is_in_the_reference(described: dict[str, Any]) -> None:
    told = API.read_text("utf-8")
    for methods in described["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", []):
                name = parameter["name"]
                assert f"`{name}`" in told or f"{{{name}}}" in told or f"`{name}=`" in told, name


def test_every_field_of_an_attribution_a_trace_and_a_hit_is_in_the_reference(
    described: dict[str, Any],
) -> None:
    prose = re.sub(r"```.*?```", "", API.read_text("utf-8"), flags=re.DOTALL)
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", prose))))
    schemas = described["components"]["schemas"]
    for name in ("AttributionView", "TraceAnswer", "Hit", "DateView", "AnchorView", "Problem"):
        assert set(schemas[name]["properties"]) <= told, name


def test_every_kind_of_problem_is_in_the_reference_with_its_status() -> None:
    rows = [line for line in API.read_text("utf-8").splitlines() if line.startswith("| `")]
    for name, kind in explained().items():
        (row,) = [row for row in rows if f"`{name}`" in row.split("|")[1]]
        assert str(status(kind)) in row.split("|")[2], name


def test_every_format_is_in_the_reference() -> None:
    told = API.read_text("utf-8")
    for suffix in SUFFIXES:
        assert f"`.{suffix}`" in told or suffix == "json"
    assert len(SHORT) == 10
    for name in ("XML", "CSV", "TSV", "Turtle", "N-Triples", "RDF/XML", "TriG", "N-Quads"):
        assert name in told


def test_every_verb_and_option_is_in_the_reference() -> None:
    told = CLI.read_text("utf-8")
    for name, command in commands(get_command(app)):
        assert f"`{name}" in told, name
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("-") or f"`{option}" in told, (name, option)


def test_every_setting_is_in_the_reference() -> None:
    told = CLI.read_text("utf-8")
    for variable in VARIABLES:
        assert f"| `{variable}` |" in told


def test_every_exit_code_is_in_the_reference() -> None:
    told = CLI.read_text("utf-8")
    for code in (0, 1, 2, 3, 4, 130):
        assert f"| {code} |" in told


def test_nothing_is_in_the_reference_that_is_not_there(described: dict[str, Any]) -> None:
    routes = re.findall(r"`(GET|POST) (/\S*)`", API.read_text("utf-8"))
    assert {(m.lower(), p) for m, p in routes} <= {
        (method, path) for path, methods in described["paths"].items() for method in methods
    }
    verbs = re.findall(
        r"^#+ `(kg [a-z-]+(?: (?:list|issue))?)", CLI.read_text("utf-8"), re.MULTILINE
    )
    assert set(verbs) <= {name for name, _ in commands(get_command(app))}
