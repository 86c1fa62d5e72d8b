"""The IRIs of every term we use, as constants; a test proves each is in `ontology/`.

>>> CP.speaker
'https://w3id.org/claim-provenance#speaker'
>>> CPV("assert")
'https://w3id.org/claim-provenance/vocab#assert'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMESPACE: Final = "https://w3id.org/claim-provenance#"
VOCABULARY: Final = "https://w3id.org/claim-provenance/vocab#"
DEFAULT_BASE: Final = "https://w3id.org/claim-provenance/"

DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final = {
    "cp": NAMESPACE,
    "cpv": VOCABULARY,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}

CLASSES: Final = (
    "Anchor",
    "Attribution",
    "Change",
    "Claim",
    "ContentTriple",
    "Group",
    "Judgement",
    "Mention",
    "Passage",
    "Place",
    "Record",
    "Snapshot",
    "Source",
    "SourceTag",
    "Speaker",
    "Thing",
    "UncertainDate",
    "Undisclosed",
    "Utterance",
)

PROPERTIES: Final = (
    "about",
    "act",
    "addressee",
    "against",
    "anchor",
    "assumption",
    "byteCount",
    "certainty",
    "changeKind",
    "changedId",
    "charCount",
    "claim",
    "confidence",
    "content",
    "cue",
    "earliest",
    "edtf",
    "eventNumber",
    "function",
    "hedge",
    "inReplyTo",
    "inSource",
    "invented",
    "judges",
    "latest",
    "localTo",
    "mention",
    "monthDay",
    "names",
    "ofSnapshot",
    "onBehalfOf",
    "partOf",
    "polarity",
    "produced",
    "quoteMode",
    "recordedIn",
    "relation",
    "relativeTo",
    "resolvesTo",
    "said",
    "sha256",
    "situationDate",
    "snapshotOf",
    "sourceKind",
    "speaker",
    "speakerBasis",
    "spokenBy",
    "stance",
    "supersededVersion",
    "supersedes",
    "utterance",
    "venue",
    "version",
    "via",
    "within",
    "writtenAs",
)

VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "Act": (
        "ask",
        "assert",
        "believe",
        "demand",
        "deny",
        "express",
        "note",
        "pledge",
        "predict",
        "presuppose",
        "urge",
        "welcome",
    ),
    "Certainty": ("certain", "possible", "probable", "unspecified"),
    "ChangeKind": ("accepted", "changed", "erased", "given", "retracted", "withdrawn"),
    "Function": ("body", "boilerplate", "byline", "caption", "headline", "pageDate", "sourceTag"),
    "Polarity": ("affirmed", "negated"),
    "QuoteMode": ("direct", "indirect", "partial"),
    "Relation": (
        "contradicts",
        "copyOf",
        "narrower",
        "sameClaim",
        "sameSpeaker",
        "sameUtterance",
        "supports",
        "titleConflict",
    ),
    "SourceKind": ("article", "briefing", "post", "report", "statement", "transcript"),
    "SpeakerBasis": ("authorVoice", "context", "described", "named", "open"),
    "Stance": ("distancing", "endorsing", "neutral", "unclear"),
}

ACT_GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "backgrounded": ("note", "presuppose"),
    "commissive": ("pledge",),
    "conjectural": ("believe", "predict"),
    "directive": ("ask", "demand", "urge"),
    "expressive": ("express", "welcome"),
    "factual": ("assert", "deny"),
}


class _Terms(type):
    """Lets `CP.speaker` be written for the IRI of `cp:speaker`, and refuses unknown terms."""

    def __getattr__(cls, name: str) -> str:
        """Return the full IRI of a term, or say that the ontology has none of that name."""
        if name in CLASSES or name in PROPERTIES:
            setattr(cls, name, NAMESPACE + name)  # looked for once; loading asks millions of times
            return NAMESPACE + name
        raise AttributeError(f"the ontology has no term cp:{name}")


class CP(metaclass=_Terms):
    """The terms of the claim-provenance ontology, as full IRIs: `CP.Attribution`, `CP.said`."""


def CPV(name: str) -> str:  # noqa: N802  (reads as the prefix it stands for)
    """Return the full IRI of a value, such as `CPV("assert")`, of a group of acts or of a list.

    Unlike `CP` it takes any word: queries have switches of their own in the same namespace.
    """
    return VOCABULARY + name
