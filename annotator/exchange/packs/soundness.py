"""What holds of every pack that a project wrote beside the shape of its records: names, numbers, settings."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from annotator.domain.errors import Refused
from annotator.domain.guideline import Guideline
from annotator.domain.labels import DIGITS
from annotator.domain.person_names import person_name
from annotator.domain.records import Label
from annotator.exchange.packs.cover import Cover
from annotator.exchange.packs.layout import LARGEST_NUMBER
from annotator.exchange.packs.lines import PackedArticle
from annotator.store.team_settings import settings_of
from annotator.store.troubles import Damaged


def is_sound(
    cover: Cover,
    labels: Sequence[Label],
    guidelines: Sequence[Guideline],
    articles: Sequence[PackedArticle],
) -> bool:
    """Whether a project can hold what the pack brings beside its annotator's rows."""
    numbers = [guideline.number for guideline in guidelines]
    return (
        _is_name(cover.annotator.name)
        and _is_understood(cover.settings)
        and all(label.key and label.digit in DIGITS for label in labels)
        and all(0 <= label.position < LARGEST_NUMBER for label in labels)
        and all(0 < number < LARGEST_NUMBER for number in numbers)
        and _are_different([label.key for label in labels])
        and _are_different(numbers)
        and _are_different([article.id for article in articles])
        and _are_different([article.sha256 for article in articles])
    )


def _is_name(name: str) -> bool:
    try:
        return person_name(name) == name
    except Refused:
        return False


def _is_understood(settings: str) -> bool:
    try:
        return not settings or bool(settings_of(settings))
    except Damaged:
        return False


def _are_different(values: Sequence[Hashable]) -> bool:
    return len(set(values)) == len(values)
