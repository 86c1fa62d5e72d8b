"""When two addresses are the same page.

>>> normal("HTTPS://www.Example.org:443/a/?utm_source=x&id=7#top")
'//example.org/a?id=7'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from kg.errors import BadParameterError

_PORTS: Final[Mapping[str, int]] = MappingProxyType({"http": 80, "https": 443})
_TRACKING: Final = frozenset(
    {
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "igshid",
        "twclid",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
    }
)


def normal(url: str) -> str:
    """Return the address without what does not tell pages apart.

    The host in lower case (RFC 3986 section 6.2.2.1) and without `www.`, no scheme, no default
    port, no fragment, no slash at the end, no tracking parameters. Path and all other parameters
    stay: they may well lead to another page.

    Raises:
        BadParameterError: it is not a web address.
    """
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError as error:
        raise _refused(url) from error
    if parts.scheme not in _PORTS or not host:
        raise _refused(url)
    return urlunsplit(("", host, parts.path.rstrip("/"), _query(parts.query), ""))


def known_normal(url: str) -> str:
    """Return the address of a source as `normal` does, or as it stands if it is no web address."""
    try:
        return normal(url)
    except BadParameterError:
        return url


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    host = f"[{host}]" if ":" in host else host
    given = parts.port
    return host if given in (None, _PORTS.get(parts.scheme)) else f"{host}:{given}"


def _query(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if not _tracks(key.lower())]
    return query if kept == pairs else urlencode(kept)


def _tracks(key: str) -> bool:
    return key in _TRACKING or key.startswith("utm_")


def _refused(url: str) -> BadParameterError:
    shown = url if len(url) <= 60 else url[:60] + "…"  # noqa: PLR2004  (worth repeating)
    return BadParameterError(
        f"“{shown}” is not a web address", where="url", hint="write it in full, with https://"
    )
