"""Articles that come with annotations, cut into sentences as the file says or as we do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from annotator.domain.pieces import Piece
from annotator.domain.records import UnitKind
from annotator.domain.spans import Span, trimmed, uncovered
from annotator.domain.text import storable
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignUnit, Measure
from annotator.exchange.annotations.placing import Ground
from annotator.exchange.article_text import ArticleDraft, draft_of
from annotator.exchange.articles.shape import Extract, Facts
from annotator.exchange.articles.values import language_tag
from annotator.exchange.language_data import boilerplate_rules

_RULE: Final = "no sentence in the file"


def draft_from(
    foreign: ForeignArticle, ground: Ground, measure: Measure, *, source: str, sha256: str, format_name: str
) -> ArticleDraft:
    """The article as it will be stored, `source` being the file's name and `sha256` its hash.

    Raises Refused where the text holds no words or is too long.
    """
    facts = Facts(
        title=foreign.title,
        url=foreign.url,
        outlet=foreign.outlet,
        byline=foreign.byline,
        published_at=foreign.published_at,
        language=language_tag(foreign.language),
        record_id=foreign.name,
    )
    draft = draft_of(
        Extract(foreign.text, facts),
        name=storable(f"{source}#{foreign.name}" if foreign.name else source),
        source_sha256=sha256,
        rules=boilerplate_rules(),
    )
    pieces = _pieces(foreign.units, ground, measure) if foreign.units else ()
    return replace(draft, pieces=pieces or draft.pieces, kind_name=format_name)


def _pieces(units: Sequence[ForeignUnit], ground: Ground, measure: Measure) -> tuple[Piece, ...]:
    """The file's sentences, and what lies between them as asking nothing; () where they are not sound."""
    pieces = []
    for unit in sorted(units, key=lambda unit: unit.start):
        span = ground.span(unit.start, unit.end, measure)
        words = trimmed(ground.text, span) if span else Span(0, 0)
        if not words:
            return ()
        pieces.append(Piece(words.start, words.end, unit.kind, annotatable=unit.annotatable))
    if any(left.end > right.start for left, right in pairwise(pieces)):
        return ()
    covers = [Span(piece.start, piece.end) for piece in pieces]
    for gap in uncovered(Span(0, len(ground.text)), covers):
        if rest := trimmed(ground.text, gap):
            pieces.append(Piece(rest.start, rest.end, UnitKind.NAVIGATION, annotatable=False, rule=_RULE))
    return tuple(sorted(pieces, key=lambda piece: piece.start))
