"""What can be set, read from the environment once, at the edge, and passed in.

| variable | meaning | default |
|---|---|---|
| `KG_STORE` | a data directory, or the URL of a SPARQL 1.1 endpoint | `kg-data` |
| `KG_BASE` | what every IRI of the data starts with | `https://w3id.org/claim-provenance/` |
| `KG_QUERIES` | one more folder of `.rq` files, beside the shipped ones | none |
| `KG_WORKERS` | processes that evaluate queries; at least 2 | number of cores, 2 to 8 |
| `KG_TIME_LIMIT` | seconds one query may take | 10 |
| `KG_MAX_BYTES` | size of the largest answer | 33554432 (32 MiB) |
| `KG_CLIENT_CPU` | CPU-seconds of queries one client address may use per minute; 0 is no end | 60 |
| `KG_ACTOR` | who the ledger says wrote | `local` |
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from kg.errors import BadParameterError
from kg.vocab import DEFAULT_BASE


def _cores() -> int:
    return min(8, max(2, os.cpu_count() or 2))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a process of ours may be told; see the table above.

    Raises:
        BadParameterError: a value is out of its range; `where` names the variable.
    """

    store: str = "kg-data"
    base: str = DEFAULT_BASE
    queries: Path | None = None
    workers: int = field(default_factory=_cores)
    time_limit: float = 10.0
    max_bytes: int = 32 * 2**20
    actor: str = "local"
    client_cpu: float = 60.0
    rdf: bool = False
    """The store holds plain RDF files (`kg serve --rdf`): its default graph is its own."""

    def __post_init__(self) -> None:
        """Refuse what no part of the program could work with."""
        if not self.base.endswith(("/", "#")) or "://" not in self.base:
            raise BadParameterError(
                f"“{self.base}” cannot start an IRI",
                where="KG_BASE",
                hint="write an absolute IRI ending in / or #, such as https://example.org/",
            )
        if self.workers < 2:  # noqa: PLR2004  (one is reserved for catalogue queries)
            raise BadParameterError("two workers are the least", where="KG_WORKERS")
        if self.time_limit <= 0 or self.max_bytes <= 0:
            raise BadParameterError(
                "limits are positive numbers", where="KG_TIME_LIMIT, KG_MAX_BYTES"
            )

        if self.client_cpu < 0:
            raise BadParameterError("less than nothing", where="KG_CLIENT_CPU")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from an environment; what is absent or empty keeps its default."""
        given: dict[str, object] = {}
        for variable, (name, kind) in VARIABLES.items():
            if text := environ.get(variable):
                given[name] = _value(variable, kind, text)
        return cls(**given)  # type: ignore[arg-type]

    @property
    def remote(self) -> bool:
        """Whether the store is somebody else's endpoint."""
        return self.store.startswith(("http://", "https://"))


VARIABLES: dict[str, tuple[str, type]] = {
    "KG_STORE": ("store", str),
    "KG_BASE": ("base", str),
    "KG_QUERIES": ("queries", Path),
    "KG_WORKERS": ("workers", int),
    "KG_TIME_LIMIT": ("time_limit", float),
    "KG_MAX_BYTES": ("max_bytes", int),
    "KG_CLIENT_CPU": ("client_cpu", float),
    "KG_ACTOR": ("actor", str),
}


def _value(variable: str, kind: type, text: str) -> object:
    try:
        return kind(text)
    except ValueError:
        raise BadParameterError(
            f"“{text}” is not a number", where=variable, hint="write digits only"
        ) from None
