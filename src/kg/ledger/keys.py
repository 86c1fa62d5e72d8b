"""The keys of a data directory: one private, for signing, and all public ones there ever were."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import LedgerError
from kg.ledger.durable import make_directory, write_durably
from kg.ledger.signing import PublicKey, Signer, decode, encode, new_secret

_SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Keys:
    """The folder `keys`: `private` may be read by its owner only, `public` by everybody."""

    folder: Path

    @property
    def private(self) -> Path:
        """The private key, in base64."""
        return self.folder / "private"

    @property
    def public(self) -> Path:
        """The public keys, one a line, the one in use last."""
        return self.folder / "public"

    def known(self) -> list[PublicKey]:
        """Return every public key; raise LedgerError where the file is damaged."""
        try:
            lines = self.public.read_text("utf-8").splitlines()
        except FileNotFoundError:
            return []
        except UnicodeDecodeError as error:
            raise LedgerError("This file is damaged", where=str(self.public)) from error
        return [PublicKey.parse(line) for line in lines]

    def signer(self, name: str) -> Signer:
        """Return who signs here in the name of a log; the key is made at first use.

        Needs the lock.

        Raises:
            LedgerError: a key file is damaged.
        """
        make_directory(self.folder)
        if not self.private.exists():
            secret = encode(new_secret()).encode()
            write_durably(self.private, secret + b"\n", private=True)
        signer = Signer(name, self._secret())
        known = self.known()
        if signer.public not in known:
            lines = "".join(f"{key}\n" for key in [*known, signer.public])
            write_durably(self.public, lines.encode())
        return signer

    def _secret(self) -> bytes:
        secret = decode(self.private.read_text("ascii", errors="replace").strip())
        if len(secret) != _SECRET_BYTES:
            raise LedgerError(
                "The private key is damaged",
                where=str(self.private),
                hint="bring it back, or move it away: a new key is made then",
            )
        return secret
