"""The types of UIMA: what inherits from what, and which features of a feature structure are words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import Enum, auto
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.json_values import Unfit, mapping
from annotator.exchange.articles.markup import local_name, xml_elements

STRING: Final = "uima.cas.String"
BOOLEAN: Final = "uima.cas.Boolean"
ANNOTATION: Final = "uima.tcas.Annotation"
DOCUMENT: Final = "uima.tcas.DocumentAnnotation"

DKPRO: Final = "de.tudarmstadt.ukp.dkpro.core.api."
SEGMENTATION: Final = f"{DKPRO}segmentation.type."
META_DATA: Final = f"{DKPRO}metadata.type.DocumentMetaData"
SENTENCE: Final = f"{SEGMENTATION}Sentence"
TOKEN: Final = f"{SEGMENTATION}Token"
CLAIM: Final = "claimdesk.Claim"
CONTINUES: Final = "claimdesk.Continues"
FROM: Final = "Governor"
TO: Final = "Dependent"
"""What DKPro and INCEpTION call the two ends of every relation."""

_SEVERAL: Final = frozenset({"uima.cas.StringArray", "uima.cas.StringList"})
_NUMBERS: Final = tuple(
    f"uima.cas.{kind}" for kind in ("Byte", "Short", "Integer", "Long", "Float", "Double")
)
_PLAIN: Final = frozenset(f"{kind}{many}" for kind in (*_NUMBERS, BOOLEAN) for many in ("", "Array", "List"))
_DEEPEST: Final = 100
"""Types above a type; more than any type system has, and the end of one that runs in a circle."""


class Kind(Enum):
    """What the value of a feature is."""

    WORDS = auto()
    SEVERAL = auto()
    """A list of words."""
    LINK = auto()
    PLAIN = auto()
    """A number or a truth."""


@immutable
class Type:
    """A type with its own features and what they range over."""

    name: str
    supertype: str = ANNOTATION
    features: Mapping[str, str] = field(default_factory=dict)


@immutable
class TypeSystem:
    """Types by name."""

    types: Mapping[str, Type]

    def joined(self, others: Iterable[Type]) -> TypeSystem:
        """This one with `others`, which add to what is known of a type already."""
        types = dict(self.types)
        for other in others:
            known = types.get(other.name)
            features = {**(known.features if known else {}), **other.features}
            types[other.name] = Type(other.name, other.supertype, features)
        return TypeSystem(types)

    def lineage(self, name: str) -> Iterator[str]:
        """The type and those above it, the nearest first; itself alone where it is not known."""
        for _ in range(_DEEPEST):
            yield name
            found = self.types.get(name)
            if found is None:
                return
            name = found.supertype

    def kind(self, type_: str, feature: str) -> Kind | None:
        """What the feature holds; None where nobody says."""
        for name in self.lineage(type_):
            found = self.types.get(name)
            if found and feature in found.features:
                return self._kind_of(found.features[feature])
        return None

    def _kind_of(self, range_: str) -> Kind:
        name = f"{range_[:-2]}Array" if range_.endswith("[]") else range_
        if name in _PLAIN:
            return Kind.PLAIN
        if name in _SEVERAL:
            return Kind.SEVERAL
        # A type that lists the values that it allows is a kind of string.
        return Kind.WORDS if STRING in self.lineage(name) else Kind.LINK


def types_of_xml(data: bytes, name: str) -> Iterator[Type]:
    """The types of a TypeSystem.xml. Raises Refused for what is no XML."""
    for element in xml_elements(data, "typeDescription", f"type system {name}"):
        said = {local_name(child): (child.text or "").strip() for child in element}
        features: dict[str, str] = {}
        for child in element.iter("{*}featureDescription"):
            parts = {local_name(part): (part.text or "").strip() for part in child}
            features[parts.get("name", "")] = parts.get("rangeTypeName", "")
        yield Type(said.get("name", ""), said.get("supertypeName", ""), features)


def types_of_json(value: object) -> Iterator[Type]:
    """The types of a CAS in JSON. Raises Unfit."""
    for name, described in mapping(value).items():
        said = mapping(described)
        features: dict[str, str] = {}
        for feature, part in said.items():
            if not feature.startswith("%"):
                features[feature] = _text(mapping(part).get("%RANGE"))
        yield Type(name, _text(said.get("%SUPER_TYPE", "uima.cas.TOP")), features)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unfit("the name of a type is missing")
    return value


OURS: Final = (
    Type(
        CLAIM, features={"label": STRING, "id": STRING, "confidence": STRING, "note": STRING, "flag": BOOLEAN}
    ),
    Type(CONTINUES, features={FROM: CLAIM, TO: CLAIM}),
)
"""The layers of claims: a span for each piece of a claim, and a relation from each piece to the next."""

WRITTEN: Final = (
    *OURS,
    Type(META_DATA, DOCUMENT, {"documentTitle": STRING, "documentId": STRING, "documentUri": STRING}),
    Type(SENTENCE),
    Type(TOKEN),
)
"""What our files are made of."""

BUILT_IN: Final = TypeSystem(
    {
        STRING: Type(STRING, "uima.cas.TOP"),
        ANNOTATION: Type(ANNOTATION, "uima.cas.AnnotationBase"),
        DOCUMENT: Type(DOCUMENT, ANNOTATION, {"language": STRING}),
    }
).joined(
    (
        *WRITTEN,
        Type(f"{DKPRO}ner.type.NamedEntity", features={"value": STRING, "identifier": STRING}),
        Type(f"{DKPRO}lexmorph.type.pos.POS", features={"PosValue": STRING, "coarseValue": STRING}),
        Type(f"{DKPRO}syntax.type.chunk.Chunk", features={"chunkValue": STRING}),
        Type(f"{DKPRO}coref.type.CoreferenceLink", features={"referenceType": STRING}),
        Type(f"{DKPRO}semantics.type.SemPred", features={"category": STRING}),
    )
)
"""What is known without a type system: UIMA's own types, ours, and the layers that INCEpTION comes with."""
