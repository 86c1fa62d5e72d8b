from __future__ import annotations

import csv
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli_running import Kg, Ran, shell
from kg.access import Keyring, Scope
from kg.keeping.layout import Format, Layout, write_format
from small_record import RECORD, TEXT

KEY = re.compile(r"kg_([0-9a-f]{12})_[A-Za-z0-9_-]{43}")


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a data directory in which nothing was written yet."""
    write_format(Layout(folder), Format("https://x.example/"))
    return folder


def issued(command: Kg, data: Path, *more: str, actor: str = "jane-doe") -> str:
    ran = command("keys", "issue", actor, "--scope", "draft", "--data", data, *more)
    assert ran.code == 0, ran.err
    return ran.out.strip()


def test_a_key_alone_is_on_standard_output_and_opens_what_it_says(command: Kg, data: Path) -> None:
    ran = command(
        "keys", "issue", "jane-doe", "--scope", "review", "--scope", "draft", "--data", data
    )
    text = ran.out.removesuffix("\n")
    found = KEY.fullmatch(text)
    assert found is not None
    assert text not in ran.err
    assert f"Key {found[1]} of jane-doe, for draft, review, works until" in ran.err
    key = Keyring(data).find(text, now := datetime.now(UTC))
    assert (key.actor, *sorted(key.scopes)) == ("jane-doe", Scope.DRAFT, Scope.REVIEW)
    assert timedelta(89) < key.expires_at - now <= timedelta(90)


def test_a_program_gets_the_key_with_what_is_known_of_it(command: Kg, data: Path) -> None:
    told = json.loads(issued(command, data, "--days", "1", "--format", "json"))
    key = Keyring(data).find(told.pop("key"), datetime.now(UTC))
    assert told == {
        "id": key.id,
        "actor": "jane-doe",
        "scopes": ["draft"],
        "issued": f"{key.issued_at:%Y-%m-%dT%H:%M:%SZ}",
        "expires": f"{key.issued_at + timedelta(1):%Y-%m-%dT%H:%M:%SZ}",
        "state": "usable",
    }


def test_keys_are_listed_and_revoked_without_their_secrets(command: Kg, data: Path) -> None:
    texts = [issued(command, data), issued(command, data, "--scope", "admin", actor="desk")]
    _expired(data)
    first = texts[0][3:15]
    revoked = command("keys", "revoke", first, "--data", data, "-f", "json")
    assert [(row["id"], row["state"]) for row in json.loads(revoked.out)] == [(first, "revoked")]
    shown = [command("keys", "list", "--data", data, "-f", form) for form in FORMS]
    rows = list(csv.DictReader(shown[0].out.splitlines()))
    assert [(row["actor"], row["scopes"], row["state"]) for row in rows] == [
        ("jane-doe", "draft", "revoked"),
        ("desk", "admin draft", "usable"),
        ("old-desk", "retract", "expired"),
    ]
    assert [row["scopes"] for row in json.loads(shown[1].out)] == [
        ["draft"], ["admin", "draft"], ["retract"],
    ]  # fmt: skip
    digests = re.findall(r'"sha256": "(\w+)"', Keyring(data).file.read_text())
    assert len(digests) == 3
    for ran in (revoked, *shown):
        assert ran.code == 0
        for secret in (*(text[-43:] for text in texts), *digests):
            assert secret not in ran.out + ran.err


FORMS = ("csv", "json", "jsonl", "table")


def _expired(data: Path) -> None:
    before = datetime.now(UTC) - timedelta(2)
    Keyring(data).issue("old-desk", [Scope.RETRACT], now=before, days=1)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("issue", "Jane Doe", "--scope", "draft"), "is no name of an actor"),
        (
            ("issue", "jane-doe", "--scope", "drft"),
            "there are: draft, review, judge, retract, past, admin",
        ),
        (("issue", "jane-doe", "--scope", "draft", "--days", "0"), "1 to 366 days"),
        (("issue", "jane-doe", "--scope", "draft", "--days", "367"), "1 to 366 days"),
        (("issue", "jane-doe"), "--scope"),
        (("revoke", "0123456789ab"), "kg keys list"),
        (("list", "--data", "https://x.example/sparql"), "is an endpoint"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_and_issues_nothing(
    command: Kg, data: Path, arguments: tuple[str, ...], words: str
) -> None:
    place = () if "--data" in arguments else ("--data", data)
    ran = command("keys", *arguments, *place)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err
    assert not Keyring(data).folder.exists()


def _refused(ran: Ran, words: str) -> None:
    assert (ran.code, ran.out) == (1, "")
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_keys_may_be_there_before_anything_else_is(command: Kg, folder: Path) -> None:
    for place in (folder / "new" / "data", folder / "empty"):
        place.parent.mkdir(exist_ok=True)
        text = issued(command, place)
        for arguments in (("list",), ("revoke", text[3:15])):
            told = command("keys", *arguments, "--data", place, "-f", "csv")
            assert text[3:15] in told.out
        record = folder / "hill.yaml"
        record.write_text(RECORD, "utf-8")
        (folder / "hill.txt").write_text(TEXT, "utf-8")
        assert command("load", record, "--data", place).code == 0
        assert text[3:15] in command("keys", "list", "--data", place).out


def test_keys_are_issued_for_nothing_but_a_data_directory(command: Kg, folder: Path) -> None:
    arguments = ("keys", "issue", "jane-doe", "--scope", "draft", "--data", folder)
    for verb in (("list",), ("revoke", "0" * 12)):
        _refused(command("keys", *verb, "--data", folder), "This is not a data directory")
    (folder / "letter.txt").write_text("Dear all")
    _refused(command(*arguments), "it holds letter.txt")
    (folder / "letter.txt").unlink()
    write_format(Layout(folder), Format("https://x.example/", view="an earlier state"))
    _refused(command(*arguments), "this directory shows an earlier state")
    assert not Keyring(folder).folder.exists()


def test_a_damaged_file_is_named_and_left_as_it_is(command: Kg, data: Path) -> None:
    issued(command, data)
    file = Keyring(data).file
    file.write_bytes(torn := file.read_bytes()[:-9])
    for arguments in (("list",), ("issue", "desk", "--scope", "draft"), ("revoke", "0" * 12)):
        _refused(command("keys", *arguments, "--data", data), str(file))
    assert file.read_bytes() == torn


@pytest.mark.server
def test_a_key_can_be_piped_to_where_it_is_kept(data: Path) -> None:
    ran = shell("keys", "issue", "jane-doe", "--scope", "draft", "--data", data)
    assert ran.code == 0
    assert Keyring(data).find(ran.out.removesuffix("\n"), datetime.now(UTC)).actor == "jane-doe"
