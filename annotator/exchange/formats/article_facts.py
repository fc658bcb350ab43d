"""What is known of an article beside its text, as files of other tools carry it along for us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from annotator.domain.records import Article
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
from annotator.exchange.formats.fields import Fields

_FACTS: Final = ("title", "url", "outlet", "byline", "published_at", "language")
_OWN: Final = frozenset({*_FACTS, "article_id", "text_sha256"})


def facts_of(article: Article) -> Fields:
    """The facts by name, always the same names: some tools make a table of them."""
    return {
        "article_id": article.id,
        **{name: getattr(article, name) for name in _FACTS},
        "text_sha256": article.sha256,
    }


def article_with(
    facts: Mapping[str, object],
    *,
    name: str,
    text: str,
    claims: Sequence[ForeignClaim],
    measure: Measure | None = None,
) -> ForeignArticle:
    """An article of a file with those of its facts that have our names; the others are its metadata."""
    known = {fact: value for fact in _FACTS if isinstance(value := facts.get(fact), str)}
    return ForeignArticle(
        name,
        text,
        measure=measure,
        title=known.get("title", ""),
        url=known.get("url", ""),
        language=known.get("language", ""),
        outlet=known.get("outlet", ""),
        byline=known.get("byline", ""),
        published_at=known.get("published_at", ""),
        metadata={fact: value for fact, value in facts.items() if fact not in _OWN},
        claims=tuple(claims),
    )
