from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kg_api.examples import example
from kg_api.recording import recorded
from kg_api.recording_writes import recorded_writes


def test_the_examples_are_what_the_demonstration_answers(client: TestClient) -> None:
    for name, answer in recorded(client).items():
        assert answer == example(name), f"{name}: run python -m kg_api.recording"


def test_the_examples_stay_small(client: TestClient) -> None:
    import json

    assert all(len(json.dumps(answer)) < 16_000 for answer in recorded(client).values())


@pytest.mark.server
def test_the_examples_of_writing_are_what_a_new_collection_answers(folder: Path) -> None:
    for name, answer in recorded_writes(folder).items():
        assert answer == example(name), f"{name}: run python -m kg_api.recording"
