"""What `/metrics` shows (Prometheus text format): requests, questions, workers, room on the disk.

A label is always one of few: templates of routes, never what somebody wrote.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import cache
from http import HTTPMethod
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from kg.collection.condition import Condition
from kg_api.journal import Seen

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_METHODS: Final = frozenset(method.value for method in HTTPMethod)
_NO_ROUTE: Final = "none"
_ASKING: Final = frozenset(("/sparql", "/sparql/", "/api/v1/queries/{noun}/{name}/run"))
_WRITING: Final = "/api/v1/records"
_BAD: Final = 400
_STATM: Final = Path("/proc/self/statm")


class Metrics:
    """Counts in a registry of its own, which is written out when somebody asks for it."""

    def __init__(self, condition: Callable[[], Condition | None]) -> None:
        """Count from now on; `condition` tells how the service is, None before it is open."""
        self._registry = registry = CollectorRegistry()
        self._requests = Counter(
            "kg_requests", "Requests answered.", ("route", "method", "status"), registry=registry
        )
        self._seconds = Histogram(
            "kg_request_seconds", "Until the last byte.", ("route",), buckets=SECONDS,
            registry=registry,
        )  # fmt: skip
        self._questions = Counter(
            "kg_questions", "SPARQL and documented queries.", ("outcome",), registry=registry
        )
        self._writes = Counter("kg_writes", "Writes.", ("kind", "outcome"), registry=registry)
        registry.register(_Conditions(condition))
        # Finding a child takes longer than counting; there are only as many as labels.
        self._request = cache(self._requests.labels)
        self._second = cache(self._seconds.labels)

    def count(self, seen: Seen) -> None:
        """Count a request that is over."""
        route = seen.route or _NO_ROUTE
        method = seen.method if seen.method in _METHODS else "other"
        self._request(route, method, str(seen.status)).inc()
        self._second(route).observe(seen.seconds)
        if route in _ASKING:
            self._questions.labels(_outcome(seen)).inc()
        elif method == "POST" and route.startswith(_WRITING):
            self._writes.labels(_write_kind(route), _outcome(seen)).inc()

    def written(self) -> bytes:
        """Return everything counted so far."""
        return generate_latest(self._registry)


def _outcome(seen: Seen) -> str:
    """Return `answered`, or the kind of problem: `time-limit`, `worker-lost`, `busy` ..."""
    return "answered" if seen.status < _BAD else seen.problem or str(seen.status)


def _write_kind(route: str) -> str:
    _, _, verb = route.removeprefix(_WRITING).rpartition("}/")
    return verb or "record"


class _Conditions(Collector):
    """Tells how the service is at the moment somebody asks."""

    def __init__(self, condition: Callable[[], Condition | None]) -> None:
        self._condition = condition

    @override
    def collect(self) -> Iterator[Metric]:
        """Yield what can be told now; what cannot is left out."""
        if (size := resident()) is not None:
            yield GaugeMetricFamily("kg_resident_bytes", "Memory of this process.", size)
        found = self._condition()
        if found is None:
            return
        for name, text, value in (
            ("kg_generation_revision", "Number of the last event shown.", found.revision),
            ("kg_generation_age_seconds", "Since it was published.", _age(found)),
            ("kg_disk_free_bytes", "Room for the data.", found.disk_free),
            ("kg_store_bytes", "Size of the generation shown.", found.store_size),
            ("kg_workers", "Processes that evaluate queries.", found.workers),
            ("kg_workers_idle", "Of them without a job.", found.idle),
            ("kg_jobs_waiting", "Jobs that wait for a worker.", found.waiting),
        ):
            if value is not None:
                yield GaugeMetricFamily(name, text, value)
        lost = CounterMetricFamily("kg_workers_lost", "Workers that ended.", labels=("reason",))
        for reason, number in found.lost.items():
            lost.add_metric((reason,), number)
        yield lost


def _age(found: Condition) -> float | None:
    return None if found.published is None else max(0.0, time.time() - found.published)


def resident() -> int | None:
    """Return the bytes of memory this process has; None where nobody tells."""
    try:
        return int(_STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return None
