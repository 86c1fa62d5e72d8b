"""Judgements that people and programs give by themselves, outside any record.

`Given` is what somebody says, `settled` makes a `Judgement` of it: complete, and about things that
are here. `read` takes what came from outside.
"""

from __future__ import annotations

from kg.judgements.given import Given, read
from kg.judgements.judgement import Judgement, decoded, encoded
from kg.judgements.settling import Held, settled

__all__ = ["Given", "Held", "Judgement", "decoded", "encoded", "read", "settled"]
