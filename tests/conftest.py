"""What every test may use.

Strategy for data: the smallest that shows the point, written in the test itself; else one of
the files in `fixtures/`. Nothing is shared between tests but read-only folders.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in CI which tests were skipped: nothing that can be installed may be left out there."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") and skipped:
        terminalreporter.write_sep("=", "skipped tests are failures in CI", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run in CI when a test was skipped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def shared_material(variable: str, name: str) -> Path:
    """Return material that may not be copied into the project, or skip, saying where it is sought.

    Args:
        variable: the environment variable that may point to it.
        name: its folder's name under `../shared`.
    """
    place = Path(os.environ.get(variable) or CHECKOUT.parent / "shared" / name)
    if not place.is_dir():
        pytest.skip(f"{name} not found at {place}; set {variable}")
    return place


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the two real seed texts."""
    return shared_material("KG_SEEDS", "seeds")


@pytest.fixture(scope="session")
def w3c() -> Path:
    """Return the folder of the W3C SPARQL suites."""
    return shared_material("KG_W3C_TESTS", "w3c")
