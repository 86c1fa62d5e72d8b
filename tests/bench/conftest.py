"""The benchmark is no part of the wheel; where only that is tested, these tests are left out."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("kg_bench") else ["test_*.py"]
