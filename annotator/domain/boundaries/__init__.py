"""Where a selection may start and end: graphemes, words, clauses, quotations, paragraphs."""

from annotator.domain.boundaries.clauses import (
    clause_at,
    clauses,
    next_clause_edge,
    previous_clause_edge,
    rest_after,
)
from annotator.domain.boundaries.graphemes import (
    is_grapheme_edge,
    next_grapheme_edge,
    previous_grapheme_edge,
    snapped,
)
from annotator.domain.boundaries.passages import paragraph_at, quotation_at
from annotator.domain.boundaries.words import (
    Side,
    next_word_edge,
    previous_word_edge,
    rough_word_count,
    word_at,
    word_count,
    words,
)

__all__ = [
    "Side",
    "clause_at",
    "clauses",
    "is_grapheme_edge",
    "next_clause_edge",
    "next_grapheme_edge",
    "next_word_edge",
    "paragraph_at",
    "previous_clause_edge",
    "previous_grapheme_edge",
    "previous_word_edge",
    "quotation_at",
    "rest_after",
    "rough_word_count",
    "snapped",
    "word_at",
    "word_count",
    "words",
]
