"""What every test may use.

Strategy for data: the smallest that shows the point, written in the test itself; else one of
the files in `fixtures/`. Nothing is shared between tests but read-only folders.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from material import shared_material

UNMEASURED = (
    "api/pages/test_claims.py",
    "api/pages/test_earlier.py",
    "api/test_authority.py",
    "api/test_headers.py",
    "api/test_past.py",
    "api/test_random_requests.py",
    "api/test_same_by_sparql.py",
    "catalogue/test_library.py",
    "collection/test_past.py",
    "hostile/test_injection.py",
    "hostile/test_record_fuzz.py",
    "keeping/test_changes.py",
    "keeping/test_recovery.py",
    "model/test_edtf_beside_pypi.py",
    "model/test_edtf_properties.py",
    "ontology/test_fixtures.py",
    "ontology/test_readme.py",
    "ontology/test_reasoning.py",
    "ontology/test_shapes.py",
    "reading/test_equality.py",
    "reading/test_impact.py",
    "records/test_json_tree.py",
    "trace/test_by_hand.py",
    "trace/test_judged_alone.py",
    "trace/test_properties.py",
    "trace/test_stories.py",
    "trace/test_worst_cases.py",
    "writing/test_erasing.py",
    "writing/test_erasing_crashes.py",
    "writing/test_full_disk.py",
)
"""Of what is slow, what does the same again and again, is work of others, or starts many processes:
it is run beside the servers, without the coverage that would double its time and that is reached
without it."""


SLOW = (
    *UNMEASURED,
    "access/test_keyring.py",
    "access/test_processes.py",
    "api/routes/test_about.py",
    "api/routes/test_drafts.py",
    "api/routes/test_judging.py",
    "api/routes/test_keys.py",
    "api/routes/test_queries.py",
    "api/routes/test_reconcile.py",
    "api/routes/test_records.py",
    "api/test_answers.py",
    "api/test_journal.py",
    "api/test_metrics.py",
    "api/test_openapi.py",
    "api/test_shared_answers.py",
    "auditing/test_proving.py",
    "auditing/test_verifying.py",
    "bench/test_collection.py",
    "cli/test_as_of.py",
    "cli/test_commands.py",
    "cli/test_erase.py",
    "cli/test_judge.py",
    "cli/test_keeping.py",
    "cli/test_keys.py",
    "cli/test_load.py",
    "cli/test_proofs.py",
    "cli/test_queries.py",
    "cli/test_sparql.py",
    "collection/test_after_erasure.py",
    "collection/test_demonstrating.py",
    "keeping/test_attesting.py",
    "keeping/test_migrating.py",
    "keeping/test_seen.py",
    "past/test_builder.py",
    "past/test_making.py",
    "pool/test_confinement.py",
    "pool/test_pool.py",
    "preserving/test_backing_up.py",
    "preserving/test_exporting.py",
    "preserving/test_rebuilding.py",
    "reading/test_reconciling.py",
    "search/test_building.py",
    "writing/test_accepting.py",
    "writing/test_copying.py",
    "writing/test_judging.py",
    "writing/test_submitting.py",
)
"""Half of the time for a tenth of the tests: random histories, shapes, workers that are killed."""


TIMED = (
    "bench/test_memory.py",
    "cli/test_demo.py",
    "hostile/test_doubling.py",
    "hostile/test_killed_writes.py",
    "hostile/test_queries.py",
)
"""What takes times from beginning to end, so it is run with nothing beside it."""


LONGEST = (
    "api/test_elsewhere.py",
    "api/test_writing.py",
    "bench/test_run.py",
    "browser/test_every_page.py",
    "catalogue/test_expected_rows.py",
    "cli/test_leaving.py",
    "cli/test_siblings.py",
    "collection/test_remote_service.py",
    "hostile/test_absent.py",
    "hostile/test_documents.py",
    "hostile/test_openapi_fuzz.py",
    "hostile/test_writes.py",
    "writing/test_killing.py",
    "writing/test_killing_bulk.py",
)
"""What is begun first, so that at the end no process waits long for another."""


SERVING = ("server", "w3c")
WITHOUT_SERVERS = "not (server or w3c"
AMONG_SERVERS = "(server or w3c"
"""How the words begin by which scripts/test chooses what starts no servers, and what does."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Pass over modules of which no test would be left: reading them takes long."""
    if not collection_path.match("test_*.py"):
        return None
    return _has_none(collection_path, str(config.option.markexpr)) or None


def _has_none(path: Path, chosen: str) -> bool:
    """Say whether a module surely has no test that scripts/test chooses with these words."""
    if chosen == "timed":
        return not path.as_posix().endswith(TIMED) and not _may_mark(path, "timed")
    if "not slow" in chosen and path.as_posix().endswith(SLOW):
        return True
    if chosen.startswith(WITHOUT_SERVERS):
        lines = path.read_text("utf-8").splitlines()
        return any(line.startswith("pytestmark") and _marks(line, *SERVING) for line in lines)
    if chosen.startswith(AMONG_SERVERS):
        return not path.as_posix().endswith(UNMEASURED) and not _may_mark(path, *SERVING)
    return chosen == "browser" and not _may_mark(path, "browser")


def _may_mark(path: Path, *marks: str) -> bool:
    """Say whether a module marks a test, or the `conftest.py` beside it; nothing else does so."""
    beside = path.with_name("conftest.py")
    texts = [each.read_text("utf-8") for each in (path, beside) if each.exists()]
    return any(_marks(text, *marks) for text in texts)


def _marks(text: str, *marks: str) -> bool:
    return any(f"mark.{mark}" in text for mark in marks)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Mark what takes long, what takes times and what is not measured, to be run apart.

    Once they are chosen and put into a random order, what takes longest goes to the front.
    """
    for item in items:
        if item.path.as_posix().endswith(SLOW):
            item.add_marker("slow")
        if item.path.as_posix().endswith(UNMEASURED):
            item.add_marker("unmeasured")
        if item.path.as_posix().endswith(TIMED):
            item.add_marker("timed")
    yield
    items.sort(key=lambda item: not item.path.as_posix().endswith(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted, and say in CI which were skipped: none may be left out there."""
    _print_counts(terminalreporter)
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") and skipped:
        terminalreporter.write_sep("=", "skipped tests are failures in CI", red=True)


def _print_counts(reporter: pytest.TerminalReporter) -> None:
    counts = Counter[str]()
    for report in reporter.stats.get("passed", []):
        counts.update({what: n for what, n in report.user_properties if isinstance(n, int)})
    if counts:
        reporter.write_sep("=", "counted")
        for what, n in sorted(counts.items()):
            reporter.write_line(f"{what}: {n:,}")


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Return what to tell a count to: printed at the end of the run, added up by its name."""

    def tell(what: str, number: int) -> None:
        record_property(what, number)

    return tell


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
