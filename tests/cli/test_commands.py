"""The command line as a whole, run as its users run it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kg
from cli_running import Kg, shell
from small_record import RECORD, TEXT


@pytest.mark.server
def test_a_first_record_is_loaded_asked_about_and_verified(folder: Path) -> None:
    (folder / "hill.yaml").write_text(RECORD, "utf-8")
    (folder / "hill.txt").write_text(TEXT, "utf-8")
    loaded = shell("load", "hill.yaml", folder=folder)
    assert (loaded.code, loaded.err) == (0, "1 row\n")
    assert loaded.out.splitlines()[-1].split() == ["hill", "1", "added", "1"]
    asked = shell("who-said", "climbed", folder=folder)
    assert (asked.code, asked.err) == (0, "")
    assert "first known to have said it: The ministry" in asked.out


def test_a_failure_is_a_few_lines_on_standard_error_and_no_traceback(folder: Path) -> None:
    (folder / "bad.yaml").write_text("record: [")
    ran = shell("load", "bad.yaml", folder=folder)
    assert (ran.code, ran.out) == (1, "")
    assert "bad.yaml:1" in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 6


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("trace", "x", "--data", "{}/nothing"), 3, "kg load FILE"),
        (("sparql", "{}/nothing.rq"), 2, "nothing.rq"),
        (("ask", "claims/list", "--store", "http://127.0.0.1:9/sparql"), 3, "127.0.0.1:9"),
        (("trace", "x", "--store", "http://127.0.0.1:9/sparql"), 3, "127.0.0.1:9"),
        (("ask", "claims/list", "--store", "https://[/"), 2, "https://[/"),
        (("ask", "claims/list", "--store", "https://:80/"), 2, "no address of an endpoint"),
        (("ask", "claims/list", "--store", "https://a:99999/"), 2, "no address of an endpoint"),
    ],
)
def test_every_failure_has_its_code(
    command: Kg, folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    ran = command(*(argument.replace("{}", str(folder)) for argument in arguments))
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert words in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-verb",), ("who-said",), ("load",), ("serve", "--port", "70000"),
        ("ask", "x", "--format", "yaml"), ("sparql", "-", "--time-limit", "0"),
        ("retract", "x"), ("who-said", "x", "--nonsense"),
    ],
)  # fmt: skip
def test_wrong_usage_is_exit_2_with_where_to_look(command: Kg, arguments: tuple[str, ...]) -> None:
    ran = command(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "--help" in ran.err


def test_help_and_version_are_data(command: Kg) -> None:
    assert command("--version").out == f"{kg.__version__}\n"
    _, commands = command("--help").out.split("Commands:")
    verbs = re.findall(r"^  ([a-z-]+)  ", commands, re.MULTILINE)
    assert set(verbs) >= {
        "serve", "load", "retract", "ask", "sparql", "who-said", "trace", "show", "export",
        "verify", "rebuild", "config", "queries",
    }  # fmt: skip
    for verb in verbs:
        ran = command(verb, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("Usage: kg ")


@pytest.mark.server
def test_a_reader_that_has_enough_is_no_failure_worth_words(demo: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "export", "--data", str(demo)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(30) == 1
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.server
def test_an_interrupted_command_says_nothing(demo: Path, folder: Path) -> None:
    (folder / "heavy.rq").write_text(
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    )
    arguments = ["sparql", str(folder / "heavy.rq"), "--data", str(demo), "--time-limit", "60"]
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    deadline = time.monotonic() + 30
    while not _children(process.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, b"", b"")


def _children(pid: int) -> list[str]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return found.read_text().split() if found.exists() else ["?"]


def test_an_interrupt_anywhere_is_exit_130(command: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli.app", interrupted)
    assert command("config").code == 130
