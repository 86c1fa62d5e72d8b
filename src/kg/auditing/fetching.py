"""What a server of ours tells of its ledger, fetched over HTTP from the one host that was named."""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kg.errors import BadParameterError, IncompleteAnswerError, StoreError, StoreUnreachableError
from kg.store.question import StayHere

SECONDS: Final = 30.0
MOST_BYTES: Final = 64 * 1024
_PIECE: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class LedgerServer:
    """A server, by the address it is reached at: scheme, host, and a path if there is one."""

    url: str

    def __post_init__(self) -> None:
        """Refuse what is no address of a server."""
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
            raise BadParameterError(
                "this is no address of a server", where="URL", hint="https://claims.example.org"
            )

    def checkpoint(self) -> bytes:
        """Return its newest checkpoint."""
        return self._get("/ledger/checkpoint")

    def keys(self) -> bytes:
        """Return the keys it says it signs with."""
        return self._get("/ledger/keys")

    def consistency(self, first: int, second: int) -> bytes:
        """Return what it says proves that one checkpoint's ledger began with another's."""
        return self._get(f"/ledger/consistency?from={first}&to={second}")

    def _get(self, path: str) -> bytes:
        url = self.url.rstrip("/") + path
        deadline = time.monotonic() + SECONDS
        # No redirect leads to another host, and no file is opened: the scheme was looked at.
        opener = urllib.request.build_opener(StayHere)
        try:
            with opener.open(url, timeout=SECONDS) as response:
                return _read(response, deadline, url)
        except urllib.error.HTTPError as error:
            with error:
                raise StoreError(f"The server answers {error.code}", where=url) from error
        except (OSError, http.client.HTTPException) as error:
            raise StoreUnreachableError(
                f"The server does not answer: {error}", where=url
            ) from error


def _read(response: http.client.HTTPResponse, deadline: float, url: str) -> bytes:
    body = bytearray()
    while piece := response.read1(_PIECE):
        body += piece
        if len(body) > MOST_BYTES or time.monotonic() > deadline:
            raise IncompleteAnswerError("The answer is too long, or too slow", where=url)
    told = response.headers.get("Content-Length")
    if told is not None and told.strip() != str(len(body)):
        raise IncompleteAnswerError("The answer broke off", where=url)
    return bytes(body)
