"""Records: how claims get in.

A person writes YAML (JSON is the same) with quoted words; reading finds them in the text,
settles every reference, checks every rule, and returns a `ResolvedRecord` or raises one
`RecordError` with every fault, each with file, line and field.
"""

from __future__ import annotations

from kg.errors import Fault
from kg.records.known import NOTHING, Known, NothingKnown
from kg.records.reading import load, parse
from kg.records.resolved import ResolvedRecord

__all__ = ["NOTHING", "Fault", "Known", "NothingKnown", "ResolvedRecord", "load", "parse"]
