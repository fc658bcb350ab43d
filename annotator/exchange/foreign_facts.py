"""What a file with annotations says of an article beside its text, under names that nothing of ours has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from annotator.domain.records import Article
from annotator.domain.text import storable

_PREFIX: Final = "file."
_RECORD: Final = "record_id"
_ADDRESS: Final = "://"


def kept(metadata: Mapping[str, object]) -> dict[str, str | int | bool]:
    """What of it is a text, a number or a truth."""
    return {
        f"{_PREFIX}{storable(key)}": storable(value) if isinstance(value, str) else value
        for key, value in metadata.items()
        if isinstance(value, str | int | bool)
    }


def kept_fact(article: Article, name: str) -> object:
    """What the file said of the article under `name`; None where it said nothing."""
    return article.metadata.get(f"{_PREFIX}{storable(name)}")


def without_foreign_facts(article: Article) -> Article:
    """The article as one may see it who labels it blind: such a fact may be a label that others gave.

    So may the address of a page that an article is known by, of fact-checks mostly.
    """
    own = {key: value for key, value in article.metadata.items() if not key.startswith(_PREFIX)}
    source_path = article.source_path
    if _ADDRESS in str(own.get(_RECORD, "")):
        del own[_RECORD]
        source_path = source_path.partition("#")[0]
    return replace(article, metadata=own, source_path=source_path)
