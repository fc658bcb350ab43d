"""What a CAS says, as articles with claims: every layer of spans is offered, whatever it is called.

A span has a claim for each of its features that are words, labelled as in "NamedEntity.value=PER"; one
without such words is labelled with its layer alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Final

from annotator.domain.records import Confidence
from annotator.exchange.annotations.foreign import (
    ForeignArticle,
    ForeignClaim,
    ForeignSpan,
    ForeignUnit,
    Measure,
)
from annotator.exchange.formats.pieces import CONTINUES as NEXT_PIECE
from annotator.exchange.formats.pieces import Link, joined
from annotator.exchange.formats.uima_cas import Cas, Sofa, Structure
from annotator.exchange.formats.uima_types import (
    CLAIM,
    CONTINUES,
    DKPRO,
    DOCUMENT,
    FROM,
    SEGMENTATION,
    SENTENCE,
    TO,
    Kind,
    TypeSystem,
)
from annotator.exchange.losses import Losses

_CAS_META_DATA: Final = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata"
_OF_WORDS: Final = (
    *(f"{SEGMENTATION}{name}" for name in ("Lemma", "Stem", "TokenForm", "Token")),
    f"{DKPRO}lexmorph.type.morph.MorphologicalFeatures",
)
_OF_TAGS: Final = f"{DKPRO}metadata.type."
_OF_PAGES: Final = (SEGMENTATION, f"{DKPRO}structure.type.", "org.dkpro.core.api.xml.type.")
_LIBRARIES: Final = (DKPRO, "org.dkpro.core.api.")
_NOTES: Final = frozenset({"note", "notes", "comment", "comments"})
_OF_CHAINS: Final = frozenset({"next", "first"})
_SURE_LINKS: Final = frozenset({*_OF_CHAINS, FROM, TO})
_BETWEEN: Final = "referenceRelation"
"""What a mention in a chain says of its relation to the next one."""
_UNKNOWN: Final = "x-unspecified"
_LEVELS: Final = {level.value: level for level in Confidence}


class _Role(Enum):
    SPAN = auto()
    CLAIM = auto()
    PIECES = auto()
    RELATION = auto()
    CHAIN = auto()
    SENTENCE = auto()
    DOCUMENT = auto()
    OF_WORDS = auto()
    OF_PAGES = auto()
    NOTHING = auto()


_PLACED: Final = (_Role.SPAN, _Role.CLAIM, _Role.SENTENCE)
_LOST: Final = {
    _Role.RELATION: "relations",
    _Role.CHAIN: "chains",
    _Role.OF_WORDS: "what is said of single words ({layer})",
    _Role.OF_PAGES: "what is said of the page itself ({layer})",
}


def articles_of(
    cas: Cas, losses: Losses, *, name: str, title: str = "", annotator: str = ""
) -> Iterator[ForeignArticle]:
    """An article for each text of the CAS. `name` is that of its file, `title` one that is surer than it.

    `annotator` is who is known to have made it; else it is who the CAS says.
    """
    structures: dict[str, list[Structure]] = defaultdict(list)
    for structure in cas.structures:
        structures[structure.sofa].append(structure)
    for id_, sofa in cas.sofas.items():
        place = name if len(cas.sofas) == 1 else f"{name} {sofa.name}"
        if sofa.text is None:
            losses.add("documents whose text is elsewhere", place)
            continue
        found = _View(cas.types, sofa, losses, place)
        for structure in structures[id_]:
            found.take(structure)
        yield found.article(title or place, annotator)
    guessed = [feature for _, feature in cas.guessed if feature not in _SURE_LINKS]
    losses.add("features that seem to be links: TypeSystem.xml is missing", name, count=len(guessed))


@dataclass(slots=True)
class _View:
    """What is said of one text, collected structure by structure."""

    types: TypeSystem
    sofa: Sofa
    losses: Losses
    place: str
    roles: dict[str, _Role] = field(default_factory=dict)
    claims: list[tuple[str, ForeignClaim]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    units: list[ForeignUnit] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    encoded: bytes = b""

    def take(self, structure: Structure) -> None:
        where = f"{self.place} {structure.id}"
        layer = layer_name(structure.type)
        role = self._role(structure)
        if role in _PLACED and structure.id not in self.sofa.members:
            self.losses.add("annotations that were taken out of the index", where)
            return
        if role in _PLACED and (structure.begin is None or structure.end is None):
            self.losses.add("annotations without a place", where)
            return
        match role:
            case _Role.SPAN:
                self._take_span(structure, layer)
            case _Role.CLAIM:
                self.claims.append((structure.id, _own_claim(structure, self._covered(structure))))
            case _Role.PIECES:
                self._take_link(structure)
            case _Role.SENTENCE:
                self.units.append(ForeignUnit(structure.begin or 0, structure.end or 0))
            case _Role.DOCUMENT:
                self.facts |= {name: words[0] for name, words in structure.words.items() if words}
            case _ if role in _LOST:
                self.losses.add(_LOST[role].format(layer=layer), where)

    def article(self, name: str, annotator: str) -> ForeignArticle:
        claims, others = joined(self.claims, self.links)
        self.losses.add("relations", self.place, count=len(others))
        person = annotator or self.facts.get("username", "")
        language, url = self.facts.get("language", _UNKNOWN), self.facts.get("documentUri", "")
        return ForeignArticle(
            name,
            self.sofa.text or "",
            measure=Measure.UTF16,
            title=self.facts.get("documentTitle", ""),
            url=url if url.startswith(("http://", "https://")) else "",
            language="" if language == _UNKNOWN else language,
            claims=tuple(replace(claim, annotator=person) for claim in claims),
            units=tuple(self.units) or None,
        )

    def _role(self, structure: Structure) -> _Role:
        role = self.roles.get(structure.type)
        if role is None:
            role = self.roles[structure.type] = _role_of(structure.type, self.types)
        if role is not _Role.SPAN:
            return role
        if FROM in structure.links or TO in structure.links:
            return _Role.RELATION
        if structure.begin is None or structure.end is None:
            return _Role.CHAIN if not _OF_CHAINS.isdisjoint(structure.links) else _Role.NOTHING
        return role

    def _take_span(self, structure: Structure, layer: str) -> None:
        linked = [name for name in structure.links if name not in _OF_CHAINS]
        self.losses.add("links between annotations", f"{self.place} {structure.id}", count=len(linked))
        note = "\n".join(word for name in structure.words if _is_note(name) for word in structure.words[name])
        labels = {
            f"{structure.id}-{name}-{word}": f"{layer}.{name}={word}"
            for name, words in structure.words.items()
            if not _is_note(name) and name != _BETWEEN
            for word in words
            if word
        }
        extra = {f"{layer}.{name}": value for name, value in structure.plain.items()}
        for id_, label in (labels or {structure.id: layer}).items():
            self.claims.append((id_, ForeignClaim(id_, label, _spans(structure), note=note, extra=extra)))

    def _covered(self, structure: Structure) -> str | None:
        """The words of a span of our own layer, which surely counts UTF-16.

        None outside the text and inside a character.
        """
        if not self.encoded:
            self.encoded = (self.sofa.text or "").encode("utf-16-le", errors="surrogatepass")
        begin, end = structure.begin or 0, structure.end or 0
        if begin > end or 2 * end > len(self.encoded):
            return None
        try:
            return self.encoded[2 * begin : 2 * end].decode("utf-16-le")
        except UnicodeDecodeError:
            return None

    def _take_link(self, structure: Structure) -> None:
        first, second = (next(iter(structure.links.get(end, ())), "") for end in (FROM, TO))
        self.links.append(Link(first, second, NEXT_PIECE))


def layer_name(type_: str) -> str:
    """What people call a layer: its last part where it is one that comes with INCEpTION."""
    return type_.rpartition(".")[2] if type_.startswith(_LIBRARIES) else type_


def _role_of(type_: str, types: TypeSystem) -> _Role:
    """What structures of a type are, as far as the type tells."""
    lineage = tuple(types.lineage(type_))
    roles = {
        CLAIM: _Role.CLAIM,
        CONTINUES: _Role.PIECES,
        SENTENCE: _Role.SENTENCE,
        DOCUMENT: _Role.DOCUMENT,
        _CAS_META_DATA: _Role.DOCUMENT,
        **dict.fromkeys(_OF_WORDS, _Role.OF_WORDS),
    }
    for name in lineage:
        if name in roles:
            return roles[name]
    if type_.startswith(_OF_PAGES):
        return _Role.OF_PAGES
    if type_.startswith((_OF_TAGS, "uima.cas.")):
        return _Role.NOTHING
    is_relation = any(types.kind(type_, end) is Kind.LINK for end in (FROM, TO))
    return _Role.RELATION if is_relation else _Role.SPAN


def _own_claim(structure: Structure, quote: str | None) -> ForeignClaim:
    """A claim, or a piece of one, of our own layer."""

    def said(name: str) -> str:
        return next(iter(structure.words.get(name, ())), "")

    return ForeignClaim(
        said("id") or structure.id,
        said("label") or CLAIM,
        _spans(structure, quote),
        note=said("note"),
        confidence=_LEVELS.get(said("confidence"), Confidence.UNSET),
        flag=structure.plain.get("flag") in ("true", True),
    )


def _spans(structure: Structure, quote: str | None = None) -> tuple[ForeignSpan, ...]:
    return (ForeignSpan(structure.begin or 0, structure.end or 0, quote),)


def _is_note(feature: str) -> bool:
    return feature.casefold() in _NOTES
