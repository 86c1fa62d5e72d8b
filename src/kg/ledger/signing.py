"""Ed25519 keys and signed notes, as C2SP writes them (c2sp.org/signed-note).

A note is a text, an empty line and a line with the signature. A public key is one line too:
the name of the log, four bytes that tell keys apart, the key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from typing_extensions import override

from kg.errors import LedgerError

_ED25519: Final = b"\x01"
_KEY_BYTES: Final = 32
_ID_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Who signed: the log's name and the 32 bytes of the key."""

    name: str
    raw: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell the keys of a name apart."""
        told = self.name.encode() + b"\n" + _ED25519 + self.raw
        return hashlib.sha256(told).digest()[:_ID_BYTES]

    @override
    def __str__(self) -> str:
        """Return the key as others are given it: `name+id+key`."""
        return f"{self.name}+{self.id.hex()}+{encode(_ED25519 + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read a key back; raise LedgerError for anything but the one spelling of it."""
        name, _, rest = text.partition("+")
        raw = decode(rest.partition("+")[2])
        key = cls(name, raw[1:])
        if not name or len(raw) != _KEY_BYTES + 1 or str(key) != text:
            raise LedgerError(f"{text!r} is not a public key", hint="it looks like name+id+key")
        return key

    def signed(self, text: str, line: str) -> bool:
        """Return whether a signature line is this key's signature of a text."""
        opening = f"— {self.name} "
        blob = decode(line.removeprefix(opening))
        if not line.startswith(opening) or blob[:_ID_BYTES] != self.id:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(blob[_ID_BYTES:], text.encode())
        except InvalidSignature:
            return False
        return line == opening + encode(blob)


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """Somebody with a private key, who signs in the name of a log."""

    name: str
    secret: bytes

    @property
    def public(self) -> PublicKey:
        """The key that checks what this one signs."""
        return PublicKey(self.name, self._key.public_key().public_bytes_raw())

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    def line(self, text: str) -> str:
        """Return the signature line for a text that ends in a newline."""
        return f"— {self.name} {encode(self.public.id + self._key.sign(text.encode()))}"


def new_secret() -> bytes:
    """Return the 32 bytes of a new private key."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def encode(content: bytes) -> str:
    """Return bytes as base64 (RFC 4648, section 4)."""
    return base64.b64encode(content).decode("ascii")


def decode(text: str) -> bytes:
    """Return the bytes of a base64 text; none where it is not base64."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
