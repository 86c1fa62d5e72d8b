"""Whether an endpoint stops what takes too long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from kg.doctor.finding import Finding, Verdict
from kg.errors import TimeLimitError

if TYPE_CHECKING:
    from kg.doctor.asking import Patient

_PATIENCE: Final = 10.0
"""Seconds that are waited for the endpoint to stop by itself."""


def much_work(patient: Patient) -> Finding:
    """Ask for a hundred million rows to be counted, and see how that ends."""
    started = time.monotonic()
    reply = patient.ask("much-work", seconds=_PATIENCE)
    took = f"after {time.monotonic() - started:.1f} s"
    if isinstance(reply.error, TimeLimitError):
        return Finding(
            "deadline",
            Verdict.HANDLED,
            f"still at work when we gave up {took}",
            "our own deadline ends the waiting; set one on the endpoint to end the work",
        )
    if reply.fetched is None:
        return Finding("deadline", Verdict.RIGHT, f"stopped {took}: {reply.complaint}")
    rows = reply.rows()
    if rows is None:
        return Finding(
            "deadline",
            Verdict.HANDLED,
            f"stopped {took} with status 200 and a broken body",
            "a body that is not whole is refused",
        )
    return Finding("deadline", Verdict.RIGHT, f"counted {took}")
