"""Every test that a document names is there, and every promise names one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache

import pytest

from material import CHECKOUT

pytestmark = pytest.mark.checkout

README = CHECKOUT / "README.md"
DOCUMENTS = (
    README,
    *sorted((CHECKOUT / "docs").glob("*.md")),
    *sorted((CHECKOUT / "docs" / "decisions").glob("*.md")),
)
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the tests in a file, which need not be imported for it."""
    tree = ast.parse((CHECKOUT / path).read_bytes())
    found = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(node.name for node in found if node.name.startswith("test_"))


def rows(document: str) -> list[list[str]]:
    """Return the cells of all tables in a document, without their heads."""
    lines = [line for line in document.splitlines() if line.startswith("|")]
    bare = [line for line, after in zip(lines, [*lines[1:], ""], strict=True) if line[:4] != "|---"
            and after[:4] != "|---"]  # fmt: skip
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in bare]


def test_every_test_that_is_named_is_there(counted: Callable[[str, int], None]) -> None:
    named = {
        (document.name, path, name)
        for document in DOCUMENTS
        for path, name in NAMED.findall(document.read_text("utf-8"))
    }
    for document, path, name in named:
        assert (CHECKOUT / path).is_file(), (document, path)
        assert not name or name in names_in(path), (document, path, name)
    counted("tests that documents name", len({(path, name) for _, path, name in named}))
    assert len(named) > 50


def test_every_promise_names_the_test_that_shows_it() -> None:
    _, _, rest = README.read_text("utf-8").partition("## What is promised")
    promises = rows(rest.partition("\n## ")[0])
    assert len(promises) >= 30
    for promise, tests in promises:
        assert promise
        assert all(name for _, name in NAMED.findall(tests)), promise
        assert NAMED.findall(tests), promise


def test_whatever_no_test_shows_is_called_mitigated_or_not_prevented() -> None:
    told = (CHECKOUT / "docs" / "threat-model.md").read_text("utf-8")
    unproven = [against for _, against, tests in rows(told) if not NAMED.findall(tests)]
    assert unproven
    for against in unproven:
        assert against.startswith(("**only mitigated**", "**not prevented**")), against
