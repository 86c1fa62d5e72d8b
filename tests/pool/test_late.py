"""A worker is ready before it has imported what it may never be asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from kg.pool.late import Late

if TYPE_CHECKING:
    from kg.pool.serving import Emit, Handler


class Making:
    """Makes a handler that says how often one was made."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> Handler:
        self.times += 1
        return self._answer

    def _answer(self, payload: dict[str, Any], emit: Emit) -> dict[str, Any]:
        emit(payload["text"])
        return {"made": self.times}


def test_what_is_late_is_made_for_its_first_job_and_once() -> None:
    making, said = Making(), list[bytes]()
    late = Late(making)
    assert making.times == 0
    for text in (b"one", b"two"):
        assert late({"text": text}, said.append) == {"made": 1}
    assert said == [b"one", b"two"]


def test_a_worker_that_starts_has_neither_verbs_nor_views_nor_an_event_loop() -> None:
    asked = "import json, sys, kg.worker; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", asked], stdout=subprocess.PIPE, check=True)
    loaded = set(json.loads(told.stdout))
    assert "kg.search.asking" in loaded
    assert not loaded & {"asyncio", "pydantic", "yaml", "kg.reading.telling"}
