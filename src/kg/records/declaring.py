"""From the declarations of a record to definitions with settled references."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kg.records.definitions import (
    AnnotatorDef,
    ClaimDef,
    ContentDef,
    Definition,
    NameDef,
    RoleDef,
    SourceDef,
    SpeakerDef,
    ThingDef,
)
from kg.records.entries import Annotator, Claim, Content, Source, Speaker, Thing, Work
from kg.records.sharing import completed, references
from kg.records.shelf import Reference, Shelf

if TYPE_CHECKING:
    from kg.records.dating import Dating
    from kg.records.document import Document
    from kg.records.faults import Faults
    from kg.records.tree import Path

D = TypeVar("D", bound=Definition)
ABOUT = ("speaker", "place", "thing")


def declare_all(document: Document, shelf: Shelf) -> None:
    """Note every id the record declares, so that order does not matter."""
    shelf.declare("source", document.source.id, ("source",))
    for kind, name in (
        ("source", "works"), ("place", "places"), ("thing", "things"),
        ("relation", "relations"), ("claim", "claims"),
    ):  # fmt: skip
        for n, entry in enumerate(getattr(document, name)):
            shelf.declare(kind, entry.id, (name, n))
    for n, speaker in enumerate(document.speakers):
        shelf.declare("speaker", speaker.id, ("speakers", n), local=speaker.kind.local)


class Declaring:
    """Builds the definitions of one record; what is wrong with them goes to the faults."""

    def __init__(self, document: Document, shelf: Shelf, dating: Dating, faults: Faults) -> None:
        """Work on one document."""
        self._document = document
        self._shelf = shelf
        self._dating = dating
        self._faults = faults

    def sources(self) -> tuple[SourceDef, ...]:
        """Return the source itself and the works it cites."""
        own = self._source(("source",), self._document.source, self._document.invented)
        works = (
            self._source(("works", n), work, self._is_invented(work))
            for n, work in enumerate(self._document.works)
        )
        return (own, *works)

    def _is_invented(self, work: Work) -> bool:
        """Return what the collection says of a cited work, else what the record says of itself."""
        known = self._shelf.lookup(Reference("source", work.id))
        if known is not None and isinstance(known[0], SourceDef):
            return known[0].invented
        return self._document.invented

    def speakers(self) -> tuple[SpeakerDef, ...]:
        """Return the speakers."""
        return tuple(
            self._speaker(("speakers", n), s) for n, s in enumerate(self._document.speakers)
        )

    def things(self, kind: str, field: str) -> tuple[ThingDef, ...]:
        """Return the places, things or relations."""
        entries: tuple[Thing, ...] = getattr(self._document, field)
        return tuple(
            self._shared((field, n), kind, ThingDef(id=one.id, name=one.name, names=_names(one)))
            for n, one in enumerate(entries)
        )

    def claims(self) -> tuple[ClaimDef, ...]:
        """Return the claims."""
        return tuple(self._claim(("claims", n), one) for n, one in enumerate(self._document.claims))

    def annotator(self, path: Path, entry: Annotator) -> AnnotatorDef:
        """Return an annotator."""
        stated = AnnotatorDef(id=entry.id, kind=entry.kind, name=entry.name)
        return self._shared(path, "annotator", stated)

    def _source(self, path: Path, entry: Source | Work, invented: bool) -> SourceDef:  # noqa: FBT001
        label = entry.label or (entry.title or entry.id)
        stated = SourceDef(
            id=entry.id,
            kind=entry.kind,
            label=label,
            title=entry.title,
            language=entry.language,
            url=entry.url,
            creator=self._id(("speaker",), entry.creator, (*path, "creator")),
            publisher=self._id(("speaker",), entry.publisher, (*path, "publisher")),
            issued=self._dating.bare((*path, "issued"), entry.issued),
            rights=entry.rights,
            invented=invented,
        )
        return self._shared(path, "source", stated)

    def _speaker(self, path: Path, entry: Speaker) -> SpeakerDef:
        source = self._document.source.id
        roles = (
            RoleDef(
                title=role.title,
                organization=self._id(
                    ("speaker",), role.organization, (*path, "roles", n, "organization")
                ),
            )
            for n, role in enumerate(entry.roles)
        )
        stated = SpeakerDef(
            id=f"{source}.{entry.id}" if entry.kind.local else entry.id,
            kind=entry.kind,
            name=entry.name,
            names=_names(entry),
            note=entry.note,
            roles=tuple(roles),
            local_to=source if entry.kind.local else None,
        )
        return self._shared(path, "speaker", stated)

    def _claim(self, path: Path, entry: Claim) -> ClaimDef:
        about = (
            self._shelf.find(ABOUT, name, (*path, "about", n)) for n, name in enumerate(entry.about)
        )
        content = (self._content((*path, "content", n), one) for n, one in enumerate(entry.content))
        stated = ClaimDef(
            id=entry.id,
            text=entry.text,
            language=entry.language,
            about=tuple(dict.fromkeys(str(one) for one in about if one)),
            situation=self._dating.situation((*path, "situation"), entry.situation),
            part_of=self._id(("claim",), entry.part_of, (*path, "part_of")),
            content=tuple(one for one in content if one),
        )
        return self._shared(path, "claim", stated)

    def _content(self, path: Path, entry: Content) -> ContentDef | None:
        subject = self._shelf.find(ABOUT, entry.subject, (*path, "subject"))
        relation = self._shelf.find(("relation",), entry.relation, (*path, "relation"))
        if isinstance(entry.object, str):
            thing = self._shelf.find(ABOUT, entry.object, (*path, "object"))
            text = None
        else:
            thing, text = None, entry.object.text
        if subject is None or relation is None or (thing is None and text is None):
            return None
        return ContentDef(
            subject=str(subject),
            relation=relation.id,
            object=None if thing is None else str(thing),
            text=text,
        )

    def _id(self, kinds: tuple[str, ...], name: str | None, path: Path) -> str | None:
        found = None if name is None else self._shelf.find(kinds, name, path)
        return None if found is None else found.id

    def _shared(self, path: Path, kind: str, stated: D) -> D:
        """Return a definition completed with what the collection knows; never contradicting it."""
        found = self._shelf.lookup(Reference(kind, stated.id))
        if found is None:
            return stated
        known, holders = found
        whole, differing = completed(stated, known)
        for name in differing:
            self._faults.add(
                (*path, name),
                f"{kind} `{stated.id}` has another `{name}` in the collection:"
                f" {_shown(getattr(known, name))} (record {', '.join(holders)})",
                f"write the same `{name}`, or choose another id",
            )
        for reference in references(whole):
            self._shelf.copy(Reference(*reference))
        return whole


def _names(entry: Speaker | Thing) -> tuple[NameDef, ...]:
    return tuple(NameDef(text=name.text, lang=name.lang) for name in entry.names)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else getattr(value, "edtf", str(value))
    return f"`{text}`"
