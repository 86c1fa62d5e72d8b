"""A hostile document is refused in words, in seconds, whatever way it comes; nothing is written."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hostile.documents import BOTH, BUSY, CLIQUE, FILES, JSON, TEXT, YAML, written, xml
from kg.errors import DataError, KgError, RecordError
from kg.records import load, parse
from kg.records.files import MAXIMUM_TEXT
from kg.store.importing import RdfFiles, import_files
from kg.writing.writer import Writer
from quick_folders import quick_folder
from small_records import small

pytestmark = [pytest.mark.server, pytest.mark.timeout(120)]

Counted = Callable[[str, int], None]
HOSTILE = "hostile documents"
SECONDS = 10.0
"""Of a processor, that one document may take; most take less than a tenth of a second."""
MEMORY = 1024
"""MiB by which reading records may let the process grow."""
BASE = "https://example.org/"
RECORDS = {
    **{f"{name}.yaml": case for name, case in (BOTH | YAML).items()},
    **{f"{name}.json": case for name, case in (BOTH | BUSY | JSON).items()},
}


@contextmanager
def soon(what: str) -> Iterator[None]:
    """Fail where the block, or a program it starts, works too long; not where others do."""
    began = worked()
    yield
    assert worked() - began < SECONDS, what


def worked() -> float:
    own, started = (
        resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return sum((own.ru_utime, own.ru_stime, started.ru_utime, started.ru_stime))


def state(directory: Path) -> dict[str, str]:
    """Return a digest of every file that says what a collection holds."""
    kept = [directory / "current", directory / "format.json"]
    kept += [path for part in ("ledger", "generations") for path in directory.rglob(f"{part}/**/*")]
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in kept
        if path.is_file()
    }


@pytest.fixture
def folder() -> Iterator[Path]:
    with quick_folder() as path:
        yield path


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection of one record."""
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.load(small("dam", known=writer.known))
        writer.publish()
    return folder / "data"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        env=os.environ | {"KG_BASE": BASE},
    )


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_hostile_records_are_refused_where_they_are_read(counted: Counted) -> None:
    before = megabytes()
    for name, (content, reason) in RECORDS.items():
        with soon(name), pytest.raises(RecordError) as refused:
            parse(content, name=name)
        told = [fault.reason for fault in refused.value.faults]
        assert any(reason in one for one in told), (name, told[:3])
        assert len(told) <= 200
    assert megabytes() - before < MEMORY
    counted(HOSTILE, len(RECORDS))


def test_kg_load_refuses_all_of_them_and_writes_nothing(
    data: Path, folder: Path, counted: Counted
) -> None:
    few = {name: case for name, case in RECORDS.items() if len(case[0]) < 2**18}
    for name, (content, _) in few.items():
        (folder / name).write_bytes(content)
    before = state(data)
    done = run("load", "--data", data, *(folder / name for name in few))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = "".join(done.stderr.split())
    assert [name for name in few if "".join(name.split()) not in told] == []
    assert state(data) == before
    counted(HOSTILE, len(few))


def places(folder: Path) -> dict[str, tuple[str, str]]:
    """Return names of texts that lead somewhere else, each with what its refusal says."""
    (folder / "out").symlink_to("/etc/hostname")
    (folder / "loop").symlink_to("loop")
    (folder / "up").symlink_to(folder.parent)
    (folder / "folder").mkdir()
    os.mkfifo(folder / "pipe")
    (folder / "long.txt").write_bytes(b"x" * (MAXIMUM_TEXT + 1))
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    (folder / "wide.txt").write_bytes(TEXT.encode("utf-16"))
    (folder / "zero.txt").write_bytes(b"a\0")
    (folder / "marked.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (folder / "blank.txt").write_bytes(b"\n")
    outside = "is not in the record's folder"
    return {
        "../../etc/passwd": (outside, ""), "/etc/passwd": (outside, ""), "out": (outside, ""),
        "loop": ("", ""), "up/x": (outside, ""), "folder": ("Is a directory", ""),
        "file:///etc/passwd": ("cannot be read", ""), "pipe": ("not a file", ""),
        "http://127.0.0.1:9/x": ("cannot be read", ""), "a\0b": ("control character", ""),
        "/dev/zero": (outside, ""), "none.txt": ("No such file", ""),
        "x" * 5000: ("too long", ""), "long.txt": ("more than", ""),
        "latin.txt": ("not UTF-8", ""), "wide.txt": ("not UTF-8", ""), "zero.txt": ("NUL", ""),
        "marked.txt": ("byte order mark", ""), "blank.txt": ("empty", ""),
        ".": ("Is a directory", ""),
    }  # fmt: skip


def test_no_text_is_fetched_from_anywhere_but_beside_the_record(
    folder: Path, counted: Counted
) -> None:
    wanted = places(folder)
    for name, (reason, _) in wanted.items():
        (folder / "a.json").write_bytes(written(text={"file": name}))
        with soon(name[:40]), pytest.raises(RecordError) as refused:
            load(folder / "a.json")
        assert reason in str(refused.value.faults), (name[:40], refused.value.faults)
    counted(HOSTILE, len(wanted))


@pytest.mark.parametrize("name", ["pipe.yaml", "zero.json", "folder.yaml"])
def test_a_record_that_is_no_file_is_not_waited_for(
    folder: Path, name: str, counted: Counted
) -> None:
    os.mkfifo(folder / "pipe.yaml")
    (folder / "zero.json").symlink_to("/dev/zero")
    (folder / "folder.yaml").mkdir()
    with soon(name), pytest.raises(RecordError, match="cannot be read"):
        load(folder / name)
    counted(HOSTILE, 1)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_not_served(tmp_path: Path, name: str, counted: Counted) -> None:
    ending, content, reason = FILES[name]
    path = tmp_path / f"hostile{ending}"
    path.write_bytes(content)
    with soon(name), pytest.raises(DataError) as refused:
        import_files(tmp_path / "served", RdfFiles(default=(path,)))
    assert reason in refused.value.detail
    assert len(refused.value.detail) < 1000
    assert not (tmp_path / "served" / "current").exists()
    counted(HOSTILE, 1)


@pytest.mark.parametrize("name", ["elements", "a billion laughs", "latin 1", "compressed"])
def test_kg_serve_ends_with_the_reason(tmp_path: Path, name: str) -> None:
    ending, content, reason = FILES[name]
    path = tmp_path / f"hostile{ending}"
    path.write_bytes(content)
    done = run("serve", "--port", "0", "--rdf", path)
    assert done.returncode == 1
    assert "The data is not usable" in done.stderr
    assert reason in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert "Serving" not in done.stderr


@pytest.mark.parametrize("name", ["pipe.ttl", "zero.nt", "folder.rdf", "none.ttl"])
def test_what_is_no_file_is_not_served(tmp_path: Path, name: str, counted: Counted) -> None:
    os.mkfifo(tmp_path / "pipe.ttl")
    (tmp_path / "zero.nt").symlink_to("/dev/zero")
    (tmp_path / "folder.rdf").mkdir()
    with soon(name), pytest.raises(DataError, match="there is no such file"):
        RdfFiles(default=(tmp_path / name,))
    counted(HOSTILE, 1)


def test_a_clique_of_blank_nodes_is_served_as_quickly_as_anything(
    tmp_path: Path, counted: Counted
) -> None:
    (tmp_path / "clique.nt").write_bytes(CLIQUE)
    with soon("clique"):
        import_files(tmp_path / "served", RdfFiles(default=(tmp_path / "clique.nt",)))
    assert (tmp_path / "served" / "current").exists()
    counted(HOSTILE, 1)


def test_abbreviations_as_ontologies_have_them_are_no_attack(tmp_path: Path) -> None:
    path = tmp_path / "plain.rdf"
    path.write_text(xml('<!ENTITY b "http://e/" >\n<!ENTITY a "plain text">'))
    import_files(tmp_path / "served", RdfFiles(default=(path,)))
    assert (tmp_path / "served" / "current").exists()


def test_small_files_are_given_little_time(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b"")
    with pytest.raises(KgError, match=r"longer than 0\.01 s"):
        import_files(tmp_path / "served", RdfFiles(default=(tmp_path / "a.ttl",)), seconds=0.01)
