"""What every test may use.

Strategy for data: the smallest that shows the point, written in the test itself; else one of
the files in `fixtures/`. Nothing is shared between tests but read-only folders.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from material import shared_material

SLOW = (
    "api/routes/test_about.py",
    "api/test_answers.py",
    "cli/test_proofs.py",
    "collection/test_attesting.py",
    "collection/test_backing_up.py",
    "collection/test_reading_equality.py",
    "collection/test_rebuilding.py",
    "collection/test_recovery.py",
    "collection/test_verifying.py",
    "model/test_edtf_beside_pypi.py",
    "ontology/test_fixtures.py",
    "ontology/test_reasoning.py",
    "ontology/test_shapes.py",
    "pool/test_confinement.py",
    "pool/test_pool.py",
)
"""Half of the time for a tenth of the tests: random histories, shapes, workers that are killed."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes long, so that the quick suite can leave it out."""
    for item in items:
        if item.path.as_posix().endswith(SLOW):
            item.add_marker("slow")


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


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the two real seed texts."""
    return shared_material("KG_SEEDS", "seeds")


@pytest.fixture(scope="session")
def w3c() -> Path:
    """Return the folder of the W3C SPARQL suites."""
    return shared_material("KG_W3C_TESTS", "w3c")
