"""No test is left out because of where its mark stands: modules without one are not even read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
MARKING = re.compile(r"pytest\.mark\.(server|w3c|browser|timed)\b")


def marking() -> list[Path]:
    """Return the files that mark what is run apart."""
    found = sorted(TESTS.rglob("*.py"))
    return [each for each in found if MARKING.search(each.read_text("utf-8"))]


@pytest.mark.parametrize("path", marking(), ids=lambda path: path.relative_to(TESTS).as_posix())
def test_marks_stand_in_the_module_or_in_the_conftest_right_beside_it(path: Path) -> None:
    if path.name == "conftest.py":
        folders = [each for each in path.parent.iterdir() if each.is_dir()]
        assert [each.name for each in folders if each.name != "__pycache__"] == []
    else:
        assert path.match("test_*.py")


def test_every_module_that_is_told_to_take_long_exists(pytestconfig: pytest.Config) -> None:
    told = pytestconfig.pluginmanager.get_plugin(str(TESTS / "conftest.py"))
    assert told is not None
    for name in (*told.SLOW, *told.UNMEASURED, *told.TIMED, *told.LONGEST):
        assert list(TESTS.rglob(name)) != [], name
    assert set(told.UNMEASURED) <= set(told.SLOW)
