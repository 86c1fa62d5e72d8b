from __future__ import annotations

import json

from cli_running import Kg


def test_the_copies_among_the_example_records_are_listed_with_what_tells(reading: Kg) -> None:
    ran = reading("copies", "-f", "json")
    assert ran.code == 0
    (found,) = json.loads(ran.out)
    assert (found["relation"], found["judges"]) == ("copyOf", "source/velm-gazette-dam")
    assert found["against"] == "source/ostrel-wire-dam"
    assert found["reason"].endswith("it names the other as where it has it from.")
    assert 0.6 <= found["share"] <= 1
