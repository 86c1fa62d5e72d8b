"""The published JSON Schema says what a record may hold."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kg.assets import directory
from kg.records.faults import Faults
from kg.records.schema import json_schema, published
from kg.records.tree import Numeral
from kg.records.yaml_tree import read_yaml
from material import CHECKOUT
from small_record import RECORD, edited

VALIDATOR = Draft202012Validator(json_schema())


def plain(value: Any) -> Any:
    """Return data as a JSON document would have it: numbers as numbers."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return json.loads(value) if isinstance(value, Numeral) else value


def errors(written: str) -> list[str]:
    tree = read_yaml(written, Faults("t.yaml"))
    found = VALIDATOR.iter_errors(plain(tree.value))
    return [".".join(str(part) for part in one.absolute_path) for one in found]


def test_the_schema_is_valid_in_its_own_dialect() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_the_published_copy_is_fresh() -> None:
    copy = (CHECKOUT / "docs" / "record.schema.json").read_text(encoding="utf-8")
    assert copy == published(), "run: python -m kg.records.schema > docs/record.schema.json"


@pytest.mark.parametrize("path", sorted(directory("fixtures").glob("*.yaml")), ids=lambda p: p.stem)
def test_every_fixture_is_valid(path: Any) -> None:
    assert errors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("record: hill", "record: The Hill", "record"),
        ("record: hill\n", "", ""),
        ("invented: true", "invented: yes", "invented"),
        ("act: assert", "act: assrt", "attributions.0.act"),
        ("cue: said", "queue: said", "attributions.0"),
        ("hedges: [allegedly]", "hedges: allegedly", "attributions.0.hedges"),
        ("text: hill.txt", "text: [hill.txt]", "text"),
        ("cue: said", "occurrence: 0", "attributions.0.occurrence"),
        ("cue: said", "confidence: 2", "attributions.0.confidence"),
        ("may-5: {", "5 May: {", "dates"),
    ],
)
def test_what_is_not_a_record_is_not_valid(old: str, new: str, where: str) -> None:
    assert errors(edited((old, new)))[0] == where


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("basis: named", "basis: authorVoice"),
        ("basis: named", "basis: author-voice"),
        ("edtf: XXXX-05-05", "edtf: 2019"),
        ("cue: said", "confidence: 1"),
        ("mention: The ministry", "mention: {quote: The ministry, occurrence: 1}"),
        ("text: hill.txt", "text: {inline: x}"),
    ],
)
def test_the_other_ways_to_write_a_field_are_valid_too(old: str, new: str) -> None:
    assert errors(edited((old, new))) == []


def test_every_field_has_a_description() -> None:
    schema = json_schema()
    models = [schema, *(one for one in schema["$defs"].values() if "properties" in one)]
    assert len(models) > 15
    bare = [
        name
        for model in models
        for name, one in model["properties"].items()
        if "description" not in one
    ]
    assert bare == []
    assert RECORD
