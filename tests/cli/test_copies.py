from __future__ import annotations

import json

from cli_running import Kg


def test_the_copies_among_the_example_records_are_listed_with_what_tells(reading: Kg) -> None:
    ran = reading("copies", "-f", "json")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert [one["judges"] for one in found] == [
        "source/harbour-courier-dam",
        "source/velm-gazette-dam",
    ]
    for one in found:
        assert (one["relation"], one["against"]) == ("copyOf", "source/ostrel-wire-dam")
        assert one["reason"].endswith("it names the other as where it has it from.")
        assert 0.5 <= one["share"] <= 1
