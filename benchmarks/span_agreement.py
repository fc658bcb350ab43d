"""12,500 articles with 8 claims of each of three annotators: aligned, compared and measured.

The floor is the processor time that is promised for the alignment, 60 µs a claim; that the other measures
keep within it too is our own bound.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from annotator.domain.agreement.alignment import align
from annotator.domain.agreement.continuum import unitizing_agreement
from annotator.domain.agreement.disagreement import disagreements
from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.agreement.sentences import answered_sentences
from annotator.domain.agreement.span_f1 import Likeness, span_f1
from annotator.domain.spans import Span
from benchmarks.claims import LABELS
from benchmarks.figures import Figure

ARTICLES: Final = 12_500
CLAIMS: Final = 8
MICROSECONDS: Final = 60.0
_PEOPLE: Final = ("ada", "ben", "chen")
_SENTENCE: Final = 120


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    articles = marked_articles(max(100, round(ARTICLES * scale)))
    sentences = [Span(start, start + _SENTENCE) for start in range(0, _SENTENCE * CLAIMS * 4, _SENTENCE)]
    units = [align(article) for article in articles]
    tasks: dict[str, Callable[[], object]] = {
        "aligned into review units": lambda: [align(article) for article in articles],
        "the disagreement of each unit": lambda: [disagreements(each) for each in units],
        "u with its interval": lambda: unitizing_agreement(articles),
        "relaxed F1 with its interval": lambda: span_f1(articles, Likeness.RELAXED),
        "answers to sentences": lambda: [answered_sentences(article, sentences) for article in articles],
    }
    claims = len(articles) * len(_PEOPLE) * CLAIMS
    for name, task in tasks.items():
        spent = _processor_seconds(task) * 1e6 / claims
        yield Figure(f"{claims:,} claims: {name}, a claim", spent, MICROSECONDS, 1.0, "µs")


def marked_articles(count: int, seed: int = 4) -> list[MarkedArticle]:
    """Articles in which three annotators mostly mean the same claims, with other edges and labels."""
    chance = random.Random(seed)
    return [_marked_article(chance, f"article-{number}") for number in range(count)]


def _marked_article(chance: random.Random, article_id: str) -> MarkedArticle:
    length = _SENTENCE * CLAIMS * 4
    marks = []
    for place in range(CLAIMS):
        middle = place * _SENTENCE * 4 + chance.randrange(100, 200)
        for annotator in _PEOPLE:
            start = max(0, middle - chance.randrange(30, 60) + chance.choice((0, 0, 0, 60)))
            end = min(length, middle + chance.randrange(30, 60))
            name = f"{article_id}-{annotator}-{place}"
            marks.append(Mark(name, annotator, chance.choice(LABELS), (Span(start, max(end, start + 1)),)))
    chance.shuffle(marks)
    people = frozenset(_PEOPLE)
    return MarkedArticle(article_id, length, people, people, tuple(marks))


def _processor_seconds(task: Callable[[], object]) -> float:
    start = time.process_time()
    task()
    return time.process_time() - start
