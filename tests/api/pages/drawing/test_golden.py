"""The drawings of the demonstration, character by character.

`KG_GOLDEN=write` writes the files anew: look at each of them in a browser before they are kept.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

GOLDEN = Path(__file__).with_name("golden")
DRAWN = {
    "graph-copies-and-denials": "/claims/water-let-out",
    "graph-circle": "/claims/bridge-sinking",
    "graph-work-not-seen": "/claims/forces-near-mount-sarybaba",
    "timeline-days": "/timeline?source=works-briefing",
    "timeline-no-year": "/timeline?source=sarybaba-report-retold&act=assert",
    "timeline-spans": "/timeline?speaker=ilka-marrow",
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_as_it_was_looked_at(client: TestClient, name: str) -> None:
    page = client.get(DRAWN[name]).text
    (drawn,) = re.findall(r'<svg class="t?s?v?g".*?</svg>', page, re.DOTALL)
    file = GOLDEN / f"{name}.svg"
    if os.environ.get("KG_GOLDEN") == "write":
        file.write_text(drawn + "\n", "utf-8")
    assert file.read_text("utf-8") == drawn + "\n"
