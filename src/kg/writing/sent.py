"""A record as somebody sent it, before anything is known of it."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from kg.pool.frames import JsonObject
    from kg.pool.serving import Emit
    from kg.records import Known, ResolvedRecord
    from kg.records.faults import Faults
    from kg.records.validation import Draft


@dataclass(frozen=True, slots=True)
class Sent:
    """The bytes of a record; its text is in it, for no file of ours is ever read for it."""

    data: bytes
    json: bool
    """JSON, else YAML."""

    @property
    def name(self) -> str:
        """What faults call it."""
        return "record.json" if self.json else "record.yaml"

    def written(self) -> JsonObject:
        """Return it as JSON."""
        return {"data": b64encode(self.data).decode("ascii"), "json": self.json}

    @classmethod
    def read(cls, written: JsonObject) -> Self:
        """Return what was written."""
        return cls(b64decode(written["data"]), written["json"])

    def resolved(self, known: Known) -> ResolvedRecord:
        """Return the record, with everything it refers to.

        Raises:
            RecordError: it has faults; `faults` has them all.
        """
        from kg.records import parse

        return parse(self.data, name=self.name, known=known)

    def form(self) -> Form:
        """Return what can be told of it without the collection.

        Raises:
            RecordError: it is no YAML or JSON, or its text is to come from a file.
        """
        from kg.records.faults import Faults
        from kg.records.reading import read_draft

        faults = Faults(self.name)
        draft = read_draft(self.data, faults, json=self.json)
        _refuse_file(draft, faults)
        return Form(None if faults.found else draft.document.status.value)


@dataclass(frozen=True, slots=True)
class Form:
    """What can be told of a record without the collection.

    `status` is `accepted` or `draft`; None where the record has faults, which are all told once
    it is looked at beside the collection.
    """

    status: str | None


def check_form(payload: JsonObject, _: Emit) -> JsonObject:
    """Read a document that came from outside where it can do no harm: the operation `read`."""
    return {"status": Sent.read(payload).form().status}


def _refuse_file(draft: Draft, faults: Faults) -> None:
    wanted = draft.document.text
    if wanted is not None and wanted.file is not None:
        faults.add(
            ("text",),
            "the text of a record that is sent must be sent with it",
            "write `text: {inline: ...}`",
        )
        faults.refuse()
