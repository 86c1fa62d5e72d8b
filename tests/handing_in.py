"""Records handed in over HTTP, and the keys that allow it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kg.access import Keyring, Scope
from small_records import HILL, written

Headers = dict[str, str]


def bearer(directory: Path, actor: str, *scopes: Scope, days: int = 90, age: int = 0) -> Headers:
    """Issue a key, `age` days ago, and return the header that shows it."""
    directory.mkdir(exist_ok=True)
    issued = datetime.now(UTC) - timedelta(days=age)
    _, text = Keyring(directory).issue(actor, scopes, now=issued, days=days)
    return {"Authorization": f"Bearer {text}"}


def body(record: str, text: str = HILL, **more: Any) -> bytes:
    """Return a small record with its text in it, as JSON."""
    return json.dumps(written(record, text, **more) | {"text": {"inline": text}}).encode()


JSON: Headers = {"Content-Type": "application/json"}
YAML: Headers = {"Content-Type": "application/yaml"}


def named(name: str) -> Headers:
    """Return the header that names a request."""
    return {"Idempotency-Key": name}
