"""What is known of an API key without its secret: whose it is, what it allows, and until when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from kg.errors import BadParameterError, NotAllowedError

USUAL_DAYS: Final = 90
"""How long a key works when nobody says."""

LONGEST_DAYS: Final = 366
"""How long a key may work at most."""

LONGEST_ACTOR: Final = 80
"""Characters of an actor's name at most."""

_ID: Final = re.compile(r"[0-9a-f]{12}", re.ASCII)
_ACTOR: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class Scope(StrEnum):
    """One thing a key may allow; none includes another."""

    DRAFT = "draft"
    """Hand in a record as a draft."""

    REVIEW = "review"
    """Read drafts and accept them; hand in a record as accepted."""

    JUDGE = "judge"
    """Give judgements by themselves, and withdraw those given by the same actor."""

    RETRACT = "retract"
    """Take a record back; withdraw or change a judgement that somebody else gave."""

    PAST = "past"
    """Read the past with what was retracted since."""

    ADMIN = "admin"
    """List and revoke keys."""


class State(StrEnum):
    """Whether a key works; revoking outweighs expiring."""

    USABLE = "usable"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it may be shown to anybody who keeps the collection: without its secret.

    `id` is 12 lower hexadecimal digits. `actor` is who the ledger says wrote; two keys of one
    actor are one person. All times are instants; a key no longer works at `expires_at` itself.

    Raises:
        BadParameterError: no key can be like that; `where` names the part.
    """

    id: str
    actor: str
    scopes: frozenset[Scope]
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse what no key is."""
        if not _ID.fullmatch(self.id):
            raise BadParameterError("an id of a key is 12 lower hexadecimal digits", where="id")
        _check_actor(self.actor)
        _check_scopes(self.scopes)
        for instant in (self.issued_at, self.expires_at, self.revoked_at):
            if instant is not None and instant.tzinfo is None:
                raise BadParameterError("a time without a zone is not an instant", where="now")
        if not timedelta() < self.expires_at - self.issued_at <= timedelta(LONGEST_DAYS):
            raise BadParameterError(
                f"a key works for 1 to {LONGEST_DAYS} days",
                where="days",
                hint="issue a new one then",
            )

    def state(self, now: datetime) -> State:
        """Return whether the key works at an instant."""
        if self.revoked_at is not None:
            return State.REVOKED
        return State.EXPIRED if now >= self.expires_at else State.USABLE

    def require(self, *scopes: Scope) -> None:
        """Let a request pass that asks for one of these scopes.

        Raises:
            NotAllowedError: the key has none of them.
        """
        if self.scopes.isdisjoint(scopes):
            raise NotAllowedError(
                f"the key {self.id} of {self.actor} does not have the scope " + " or ".join(scopes),
                hint=f"its scopes: {', '.join(sorted(self.scopes))}",
            )


def _check_actor(actor: str) -> None:
    if len(actor) > LONGEST_ACTOR or not _ACTOR.fullmatch(actor):
        raise BadParameterError(
            f"“{actor[:LONGEST_ACTOR]}” is no name of an actor",
            where="actor",
            hint=f"lower letters, digits and hyphens, {LONGEST_ACTOR} at most, such as jane-doe",
        )


def _check_scopes(scopes: frozenset[Scope]) -> None:
    if not scopes or not all(isinstance(scope, Scope) for scope in scopes):
        raise BadParameterError(
            "a key has at least one scope", where="scope", hint="there are: " + ", ".join(Scope)
        )
