from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cli_running import Kg
from kg.keeping.layout import Layout
from kg.ledger import Keys
from serving import serving
from small_record import RECORD, TEXT


@pytest.mark.server
def test_a_second_party_keeps_checkpoints_of_a_server_and_notices_another_history(
    demo: Path, folder: Path, command: Kg
) -> None:
    data, kept = Path(shutil.copytree(demo, folder / "data")), folder / "kept"
    (folder / "hill.txt").write_text(TEXT, "utf-8")
    (folder / "hill.yaml").write_text(RECORD, "utf-8")
    with serving("--data", data) as server:
        first = command("witness", server.address, "--keep", kept)
        assert (first.code, first.err) == (0, "")
        assert "14 events" in first.out
        assert "the key is the one the server named" in first.out
        assert command("load", folder / "hill.yaml", "--data", data).code == 0
        later = command("witness", server.address, "--keep", kept)
        assert later.code == 0
        assert "15 events" in later.out
        assert "it begins with the 14 events kept before" in later.out
    sound = command("verify", "--data", data, "--checkpoint", kept / "checkpoints")
    assert (sound.code, "nothing is amiss" in sound.out) == (0, True)

    older = Path(shutil.copytree(demo, folder / "older"))
    with serving("--data", older) as server:
        refused = command("witness", server.address, "--keep", kept)
        assert (refused.code, refused.out) == (1, "")
        assert "has 14 events, and had 15" in refused.err
        assert "history was rewritten" in refused.err
        key = str(Keys(Layout(data).keys).known()[-1])
        fresh = command("witness", server.address, "--keep", folder / "fresh", "--key", key)
        assert (fresh.code, "compare it" in fresh.out) == (0, False)


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("http://127.0.0.1:9", 3, "does not answer"),
        ("ftp://claims.example.org", 2, "no address of a server"),
        ("file:///etc/passwd", 2, "no address of a server"),
        ("claims.example.org", 2, "no address of a server"),
    ],
)
def test_a_server_that_cannot_be_asked_is_told(
    command: Kg, folder: Path, url: str, code: int, words: str
) -> None:
    ran = command("witness", url, "--keep", folder / "kept")
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
