"""The examination: every probe in turn, each able to fail without the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from kg.doctor import datasets, deadlines, literals, patterns, protocol, rows
from kg.doctor.asking import Patient
from kg.doctor.finding import Examination, Finding
from kg.store.base import Limits
from kg.store.question import Endpoint, printable

Probe: TypeAlias = Callable[[Patient], Finding]

PROBES: Final[tuple[Probe, ...]] = (
    protocol.ask,
    datasets.collection,
    datasets.union_default_graph,
    datasets.from_clause,
    datasets.dataset_parameters,
    protocol.graphs,
    protocol.head,
    protocol.update,
    rows.all_rows,
    rows.deep_pages,
    rows.text_order,
    patterns.free_ends,
    patterns.from_values,
    patterns.optional_alternatives,
    literals.forms,
    literals.typed,
    literals.partial_dates,
)

_LIMITS: Final = Limits(seconds=60.0, bytes=64 * 2**20)
_SHOWN: Final = 80


def examine(url: str, *, hard: bool = False) -> Examination:
    """Ask an endpoint what shows its faults; about half a minute, and nothing there is changed.

    Args:
        url: the address, which may hold a name and a password.
        hard: also give it seconds of work, to see whether it stops by itself.

    Raises:
        BadParameterError: the address is none.
        StoreError: nobody answers there.
    """
    patient = Patient(Endpoint.parse(url), _LIMITS)
    first = patient.ask("nothing")
    if first.error is not None:
        raise first.error
    patient = patient.with_sample()
    probes = (*PROBES, deadlines.much_work) if hard else PROBES
    software = first.header("Server")
    return Examination(
        patient.endpoint.url,
        printable(software)[:_SHOWN] if software else None,
        tuple(probe(patient) for probe in probes),
    )
