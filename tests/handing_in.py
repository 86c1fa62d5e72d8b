"""Records handed in over HTTP, and the keys that allow it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

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


def ledger(directory: Path) -> str:
    """Return a digest of everything the ledger and its blobs hold, and of what readers see."""
    files = sorted(directory.glob("ledger/**/*")) + sorted(directory.glob("current"))
    digest = hashlib.sha256()
    for path in files:
        if path.is_file():
            digest.update(f"{path.relative_to(directory)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def saying(words: str) -> str:
    """Return a text a small record can read."""
    return f"The ministry said {words}."


@dataclass(frozen=True)
class Writable:
    """A client of a server that takes writes, its directory, and a key for each actor."""

    client: TestClient
    directory: Path
    keys: dict[str, Headers]

    def hand_in(self, actor: str, content: bytes, name: str | None = None, **more: Any) -> Any:
        """Hand in a record as JSON."""
        headers = self.keys[actor] | JSON | (named(name) if name else {})
        return self.client.post("/api/v1/records", content=content, headers=headers, **more)

    def post(self, actor: str, address: str, name: str | None = None, **body: Any) -> Any:
        """Send a JSON body."""
        headers = self.keys[actor] | (named(name) if name else {})
        return self.client.post(f"/api/v1/{address}", json=body, headers=headers)

    def get(self, actor: str, address: str) -> Any:
        """Ask for something."""
        return self.client.get(f"/api/v1/{address}", headers=self.keys[actor])
