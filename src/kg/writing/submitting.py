"""The operation `write` of the writer process: what came over HTTP becomes events of the ledger.

The collection is opened for each job and closed after it. So `kg load` may write between two
jobs, and whatever went wrong in one (a full disk, above all) is over when the next one opens it.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import NotAllowedError
from kg.judgements import read
from kg.keeping.documents import encoded
from kg.ledger import Request, write_instant
from kg.writing.sent import Sent
from kg.writing.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit
    from kg.writing.writer import Draft, JudgementOutcome, Outcome


def write(payload: JsonObject, emit: Emit) -> JsonObject:
    """Do what the payload asks for, and publish it.

    `do` names it; `store`, `base`, `actor`, `two_persons` and `wait` are those of `Writer.open`.

    Raises:
        KgError: whatever the writer raises; the same request may then be sent again.
    """
    with Writer.open(
        Path(payload["store"]),
        base=payload["base"],
        actor=payload["actor"],
        two_persons=payload["two_persons"],
        wait=payload["wait"],
    ) as writer:
        return _DO[payload["do"]](writer, payload, emit)


def _load(writer: Writer, payload: JsonObject, _: Emit) -> JsonObject:
    dry_run: bool = payload["dry_run"]
    request = _request(payload)
    if not dry_run and (done := writer.done(request)):
        writer.publish()
        return _told(done)
    record = Sent.read(payload["sent"]).resolved(writer.known)
    if record.status.value != payload["status"]:  # the key was asked about another status
        raise NotAllowedError("The record has another status than was allowed", where="status")
    outcome = writer.load(record, request=request, dry_run=dry_run)
    if not dry_run:
        writer.publish()
    return _told(outcome)


def _accept(writer: Writer, payload: JsonObject, _: Emit) -> JsonObject:
    outcome = writer.accept(payload["record"], payload["document"], request=_request(payload))
    writer.publish()
    return _told(outcome)


def _retract(writer: Writer, payload: JsonObject, _: Emit) -> JsonObject:
    outcome = writer.retract(payload["record"], payload["reason"], request=_request(payload))
    writer.publish()
    return _told(outcome)


def _judge(writer: Writer, payload: JsonObject, _: Emit) -> JsonObject:
    outcome = writer.judge(
        read(payload["given"]),
        request=_request(payload),
        dry_run=payload["dry_run"],
        others=payload["others"],
    )
    if not payload["dry_run"]:
        writer.publish()
    return _told(outcome)


def _withdraw(writer: Writer, payload: JsonObject, _: Emit) -> JsonObject:
    outcome = writer.withdraw(
        payload["judgement"],
        payload["reason"],
        request=_request(payload),
        others=payload["others"],
    )
    writer.publish()
    return _told(outcome)


def _publish(writer: Writer, _: JsonObject, __: Emit) -> JsonObject:
    return {"revision": writer.publish().facts.revision}


def _drafts(writer: Writer, _: JsonObject, __: Emit) -> JsonObject:
    return {"drafts": [_entry(draft) for draft in writer.drafts()]}


def _draft(writer: Writer, payload: JsonObject, emit: Emit) -> JsonObject:
    seen = writer.review(payload["record"])
    content = encoded(seen.record)
    emit(content)
    emit(seen.record.text.encode())
    return {
        "draft": _entry(seen.draft),
        "diff": list(seen.diff),
        "content_bytes": len(content),
    }


_DO: Final[Mapping[str, Callable[[Writer, JsonObject, Emit], JsonObject]]] = {
    "load": _load,
    "accept": _accept,
    "retract": _retract,
    "judge": _judge,
    "withdraw": _withdraw,
    "publish": _publish,
    "drafts": _drafts,
    "draft": _draft,
}


def _request(payload: JsonObject) -> Request | None:
    given = payload["request"]
    return None if given is None else Request(given["id"], given["body"])


def _told(outcome: Outcome | JudgementOutcome) -> JsonObject:
    return asdict(outcome)


def _entry(draft: Draft) -> JsonObject:
    return asdict(draft) | {"at": write_instant(draft.at)}
