"""Bundles: what they prove, and that nothing in them can be changed."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.auditing.offline import LARGEST, verify_bundle
from kg.auditing.proving import prove
from kg.errors import DataError, LedgerError, UnknownThingError
from kg.ledger import Keys, digest_of
from kg.ledger.signing import Signer, new_secret
from kg.preserving.rebuilding import rebuild
from kg.writing.writer import Writer
from small_records import DAM, HILL, small

BASE = "https://example.org/"
HILL_ID = f"{digest_of(HILL.encode())[:16]}-0-37-1"
Bundle = dict[str, Any]


@pytest.fixture
def data(folder: Path) -> Path:
    """Return a collection of four records, one retracted, one a draft, two of the same claim."""
    with Writer.open(folder / "data", base=BASE, actor="tester") as writer:
        writer.load(small("hill"))
        text = "The ministry said the hill was lost."
        writer.load(small("lost", text, writer.known))
        writer.retract("lost", "read wrongly")
        writer.load(small("dam", DAM, writer.known, status="draft"))
        again = "The ministry said again the hill was taken."
        claim = {"id": "claim-hill", "text": "hill was taken.", "language": "en"}
        made = small("hill").canonical()["claims"][0] | claim
        saying = {
            "id": "a1", "quote": again, "speaker": "mod", "mention": "The ministry",
            "basis": "named", "act": "assert", "quote_mode": "indirect", "claim": "claim-hill",
        }  # fmt: skip
        made["text"] = small("hill").claims[0].text
        writer.load(small("echo", again, writer.known, claims=[made], attributions=[saying]))
        writer.publish()
    return folder / "data"


def bundle_of(data: Path, name: str) -> Bundle:
    return prove(data, name).model_dump(mode="json")


def check(bundle: Bundle, **more: Any) -> list[Bundle]:
    return verify_bundle(json.dumps(bundle).encode(), **more).statements


def test_an_attribution_is_proven_with_its_words_and_their_place(data: Path) -> None:
    bundle = bundle_of(data, HILL_ID)
    shutil.rmtree(data)
    (stated,) = check(bundle)
    assert stated["speaker_name"] == "The ministry"
    assert (stated["quote"], stated["start"], stated["end"]) == (HILL, 0, 37)
    assert (stated["record"], stated["version"], stated["by"]) == ("hill", 1, "tester")
    assert stated["claim"] == "claim-hill"
    assert stated["snapshot"] == digest_of(HILL.encode())


def test_a_claim_is_proven_by_every_record_that_holds_it(data: Path) -> None:
    assert [one["record"] for one in check(bundle_of(data, "claim-hill"))] == ["hill", "echo"]
    (data / "live" / "books.sqlite").unlink()
    assert [one["record"] for one in check(bundle_of(data, "claim/claim-hill"))] == ["hill", "echo"]


def test_a_record_is_proven_with_all_it_says(data: Path) -> None:
    verdict = verify_bundle(json.dumps(bundle_of(data, "record/echo")).encode())
    assert verdict.subject == "record/echo"
    assert [one["claim"] for one in verdict.statements] == ["claim-hill"]


@pytest.mark.parametrize("name", ["lost", "dam", "claim-dam", "speaker/mod", "claim/hill", "", "/"])
def test_what_is_retracted_a_draft_or_unknown_is_not_proven(data: Path, name: str) -> None:
    with pytest.raises(UnknownThingError, match="No active record that is signed has"):
        prove(data, name)


def test_that_a_judgement_cannot_be_proven_is_said(data: Path) -> None:
    with pytest.raises(UnknownThingError, match="A judgement cannot be proven yet"):
        prove(data, "judgement/j-0123456789abcdef")


def test_nothing_is_proven_before_it_is_signed(data: Path, folder: Path) -> None:
    with Writer.open(data, base=BASE, actor="tester") as writer:
        writer.load(small("late", "The ministry said the late was open.", writer.known))
    with pytest.raises(UnknownThingError):
        prove(data, "late")
    rebuild(data, to=folder / "view")
    with pytest.raises(DataError, match="A view has no ledger"):
        prove(folder / "view", "hill")
    (data / "ledger" / "checkpoints").unlink()
    with pytest.raises(DataError, match="Nothing is signed here yet"):
        prove(data, "hill")


def test_a_checkpoint_of_an_unknown_key_proves_nothing(data: Path) -> None:
    (data / "keys" / "public").write_text("")
    with pytest.raises(LedgerError, match="No key here signed"):
        prove(data, "hill")


def test_what_is_not_proven_is_said(data: Path) -> None:
    bundle = json.dumps(bundle_of(data, "hill")).encode()
    open_points = "\n".join(verify_bundle(bundle).does_not_prove)
    for point in ("erased later", "checkpoint that somebody else kept", "--key", "--text"):
        assert point in open_points
    (key,) = Keys(data / "keys").known()
    verdict = verify_bundle(bundle, key=f"{key}\n", text=HILL.encode())
    assert "Every quotation of record hill stands in the text you gave." in verdict.proves
    assert "--" not in "\n".join(verdict.does_not_prove)


def test_another_key_or_text_than_expected_is_refused(data: Path) -> None:
    bundle = bundle_of(data, "hill")
    other = Signer(bundle["key"].split("+")[0], new_secret()).public
    with pytest.raises(DataError, match="another key than the one you gave"):
        check(bundle, key=str(other))
    with pytest.raises(DataError, match="from the text you gave"):
        check(bundle, text=DAM.encode())


def leaves_in(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value in a bundle that has no parts."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        if isinstance(part, dict | list) and part:
            yield from leaves_in(part, (*path, key))
        else:
            yield (*path, key)


def other(value: Any) -> Any:
    """Return a value of the same kind that is not the same."""
    if isinstance(value, bool) or value is None or value == []:
        return "changed" if value == [] else not value
    if isinstance(value, int):
        return value + 1
    middle = len(value) // 2
    return value[:middle] + chr(ord(value[middle]) ^ 1) + value[middle + 1 :] if value else "x"


def changed(bundle: Bundle, path: tuple[Any, ...], how: Callable[[Any, Any], None]) -> Bundle:
    made = copy.deepcopy(bundle)
    place: Any = made
    for key in path[:-1]:
        place = place[key]
    how(place, path[-1])
    return made


def replace(place: Any, key: Any) -> None:
    place[key] = other(place[key])


def drop(place: Any, key: Any) -> None:
    del place[key]


def refused(bundle: Bundle, made: Bundle, path: object) -> None:
    assert made != bundle
    with pytest.raises(DataError, match="The bundle does not hold"):
        raise AssertionError(f"taken: {path}, changed, says {check(made)}")


@pytest.mark.parametrize("name", [HILL_ID, "claim-hill", "record/echo"])
def test_no_value_in_a_bundle_can_be_changed_or_dropped(
    data: Path, name: str, counted: Callable[[str, int], None]
) -> None:
    bundle = bundle_of(data, name)
    assert check(bundle)
    paths = list(leaves_in(bundle))
    named = {str(part) for path in paths for part in path}
    assert {"claim_text", "quote", "start", "speaker", "event", "proof", "checkpoint"} <= named
    for path in paths:
        for how in (replace, drop):
            if path != ("bundle",) or how is replace:  # its absence means 1
                refused(bundle, changed(bundle, path, how), (how.__name__, path))
    counted("changes of a bundle, all refused", 2 * len(paths) - 1)


def test_every_character_of_the_checkpoint_counts(data: Path) -> None:
    bundle = bundle_of(data, "hill")
    note = bundle["checkpoint"]
    for at, char in enumerate(note):
        made = note[:at] + chr(ord(char) ^ 1) + note[at + 1 :]
        refused(bundle, bundle | {"checkpoint": made}, at)


def test_a_word_put_in_the_speakers_mouth_everywhere_at_once_is_refused(data: Path) -> None:
    bundle = bundle_of(data, HILL_ID)
    made = json.loads(json.dumps(bundle).replace("taken", "burnt"))
    refused(bundle, made, "taken")
    made = json.loads(json.dumps(bundle).replace("The ministry", "The minister"))
    refused(bundle, made, "speaker")


def test_parts_of_another_sound_bundle_do_not_fit(data: Path) -> None:
    bundle, another = bundle_of(data, "hill"), bundle_of(data, "echo")
    for part in ("entries", "statements", "subject"):
        refused(bundle, bundle | {part: another[part]}, part)
    entry = bundle["entries"][0]
    for part in ("event", "document", "proof"):
        mixed = entry | {part: another["entries"][0][part]}
        refused(bundle, bundle | {"entries": [mixed]}, part)
    doubled = bundle | {"entries": bundle["entries"] * 2}
    refused(bundle, doubled, "entries twice")


def test_a_bundle_signed_with_a_key_of_ones_own_shows_only_that_key(data: Path) -> None:
    bundle = bundle_of(data, "hill")
    name = bundle["key"].split("+")[0]
    forger = Signer(name, new_secret())
    text = bundle["checkpoint"].partition("\n\n")[0] + "\n"
    forged = {"key": str(forger.public), "checkpoint": f"{text}\n{forger.line(text)}\n"}
    assert str(forger.public) in verify_bundle(json.dumps(bundle | forged).encode()).proves[0]
    with pytest.raises(DataError, match="another key"):
        check(bundle | forged, key=bundle["key"])


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"null",
        b"[" * 100_000,
        b'{"bundle": 1, "bundle": 1}',
        b" " * (LARGEST + 1),
    ],
    ids=["empty", "bytes", "list", "object", "null", "deep", "twice", "large"],
)
def test_what_is_no_bundle_is_refused(hostile: bytes) -> None:
    with pytest.raises(DataError, match="The bundle does not hold"):
        verify_bundle(hostile)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2**60, 1.5])
def test_numbers_json_cannot_spell_once_are_refused(data: Path, number: float) -> None:
    bundle = bundle_of(data, "hill")
    refused(
        bundle,
        changed(bundle, ("entries", 0, "event", "seq"), lambda p, k: p.update({k: number})),
        number,
    )
