"""What can be set, read from the environment once, at the edge, and passed in.

| variable | meaning | default |
|---|---|---|
| `KG_STORE` | a data directory, or the URL of a SPARQL 1.1 endpoint | `kg-data` |
| `KG_BASE` | what every IRI of the data starts with | `https://w3id.org/claim-provenance/` |
| `KG_QUERIES` | one more folder of `.rq` files, beside the shipped ones | none |
| `KG_WORKERS` | processes that evaluate queries; at least 2 | number of cores, 2 to 8 |
| `KG_PROCESSES` | processes that answer (`kg serve --workers`), each with its own workers | 1 |
| `KG_TIME_LIMIT` | seconds one query may take; an answer of several has three times that | 10 |
| `KG_MAX_BYTES` | size of the largest answer | 33554432 (32 MiB) |
| `KG_CLIENT_CPU` | CPU-seconds of queries one client address may use per minute; 0 is no end | 60 |
| `KG_CACHE_BYTES` | memory for public answers a server keeps; 0 keeps none | 64 MiB |
| `KG_ACTOR` | who the ledger says wrote with the command line | `local` |
| `KG_WRITABLE` | serve the routes that write, to whoever has a key | no |
| `KG_TWO_PERSONS` | take a record only as a draft that another actor accepts | no |
| `KG_METRICS` | serve `/metrics` | no |
| `KG_PUBLIC_URL` | where others reach the server, as in `https://claims.example.org` | none |
| `KG_LOG` | how a server logs: `json`, one object a line, or `plain` | `plain` on a terminal |

Numbers are written in digits; yes and no as `yes`, `true` or `1` and `no`, `false` or `0`.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final, Self

from kg.errors import BadParameterError
from kg.vocab import DEFAULT_BASE

_PUBLIC: Final = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+", re.ASCII)


def _cores() -> int:
    return min(8, max(2, os.cpu_count() or 2))


class Log(StrEnum):
    """How a server logs: for a program, or for a person."""

    JSON = "json"
    PLAIN = "plain"


def _log() -> Log:
    # A process without standard error has None there.
    return Log.PLAIN if sys.stderr is not None and sys.stderr.isatty() else Log.JSON


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
    processes: int = 1
    cache_bytes: int = 64 * 2**20
    writable: bool = False
    two_persons: bool = False
    metrics: bool = False
    public_url: str | None = None
    log: Log = field(default_factory=_log)
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
        if not (self.time_limit > 0 and self.max_bytes > 0):  # as NaN is neither
            raise BadParameterError(
                "limits are positive numbers", where="KG_TIME_LIMIT, KG_MAX_BYTES"
            )
        if self.public_url is not None and not _PUBLIC.fullmatch(self.public_url):
            raise BadParameterError(
                f"“{self.public_url}” is no address of a server",
                where="KG_PUBLIC_URL",
                hint="write scheme and host only, as in https://claims.example.org",
            )
        if not self.client_cpu >= 0:
            raise BadParameterError("less than nothing", where="KG_CLIENT_CPU")
        if self.processes < 1:
            raise BadParameterError("one process is the least", where="KG_PROCESSES")
        if self.cache_bytes < 0:
            raise BadParameterError("less than nothing", where="KG_CACHE_BYTES")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from an environment; what is absent or empty keeps its default."""
        given: dict[str, object] = {}
        for variable, (name, kind) in VARIABLES.items():
            if text := environ.get(variable):
                given[name] = _value(variable, kind, text)
        return cls(**given)  # type: ignore[arg-type]

    def to_env(self) -> dict[str, str]:
        """Return the environment from which the same settings are read, but for `rdf`."""
        given = {name: getattr(self, field) for name, (field, _) in VARIABLES.items()}
        return {name: _written(value) for name, value in given.items() if value is not None}

    @property
    def remote(self) -> bool:
        """Whether the store is somebody else's endpoint."""
        return self.store.startswith(("http://", "https://"))


def _whether(text: str) -> bool:
    return _WORDS[text.lower()]


_WORDS: Final = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}

_FORMS: Final[dict[Callable[[str], object], str]] = {
    int: "a number; write digits only",
    float: "a number; write digits, and a point",
    _whether: "yes or no; write 1, true or yes, or 0, false or no",
    Log: "a way to log; write json or plain",
}

VARIABLES: dict[str, tuple[str, Callable[[str], object]]] = {
    "KG_STORE": ("store", str),
    "KG_BASE": ("base", str),
    "KG_QUERIES": ("queries", Path),
    "KG_WORKERS": ("workers", int),
    "KG_PROCESSES": ("processes", int),
    "KG_TIME_LIMIT": ("time_limit", float),
    "KG_MAX_BYTES": ("max_bytes", int),
    "KG_CLIENT_CPU": ("client_cpu", float),
    "KG_CACHE_BYTES": ("cache_bytes", int),
    "KG_ACTOR": ("actor", str),
    "KG_WRITABLE": ("writable", _whether),
    "KG_TWO_PERSONS": ("two_persons", _whether),
    "KG_METRICS": ("metrics", _whether),
    "KG_PUBLIC_URL": ("public_url", str),
    "KG_LOG": ("log", Log),
}
"""Each variable with the setting it gives and what reads its text."""


def _written(value: object) -> str:
    return str(int(value)) if isinstance(value, bool) else str(value)


def _value(variable: str, reading: Callable[[str], object], text: str) -> object:
    try:
        return reading(text)
    except (ValueError, KeyError):
        what, _, hint = _FORMS[reading].partition("; ")
        raise BadParameterError(f"“{text}” is not {what}", where=variable, hint=hint) from None
