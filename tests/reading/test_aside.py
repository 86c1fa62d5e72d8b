"""What takes long is reckoned beside the event loop; what does not, in it."""

from __future__ import annotations

import threading

from kg.reading.aside import MANY, reckoned
from reading_parts import run


def test_only_a_large_reckoning_gets_a_thread() -> None:
    here = threading.get_ident()
    assert run(reckoned(threading.get_ident, MANY)) == here
    assert run(reckoned(threading.get_ident, MANY + 1)) != here
