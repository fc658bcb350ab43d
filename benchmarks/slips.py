"""A project whose truth is known: three annotators labelled every sentence, and slipped on a few."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Final

from annotator.domain.claiming import fragment_at
from annotator.domain.identity import new_id, now
from annotator.domain.records import Assignment, Claim, Unit
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.importing import import_pasted
from annotator.store.making import in_the_making
from annotator.store.project import Project, create_project
from benchmarks.corpus import article
from benchmarks.teams import NAMES

Version = Sequence[tuple[Span, str]]
"""What is marked of a sentence, and with which labels."""

_LABELS: Final = ("confirmed", "disputed", "unverified")
_LONG_ENOUGH: Final = 40
"""Characters of a sentence of which a part can be marked."""
_TWO_SLIP: Final = 0.15
"""How often two of the three annotators slip, where anybody does."""


def true_version(unit: Span) -> Version:
    """What everybody should mark of a sentence: all of it, with a label that follows from its place."""
    return ((unit, _LABELS[unit.start % len(_LABELS)]),)


def make_known_project(path: Path, *, sentences: int, different: int, seed: int = 1) -> Path:
    """So many sentences that three annotators labelled, and so many of these on which they differ.

    There one of them slips, now and then two, and never all: she gives another label, marks less, makes two
    claims of one, or overlooks it. What the last article has beyond these sentences claims nothing. Returns
    the file's path.
    """
    draw = random.Random(seed)
    project = create_project(path)
    with in_the_making(project):
        people = [project.join(name).id for name in NAMES]
        units = _articles_of(project, sentences)
        marked = [unit for of_article in units.values() for unit in of_article]
        hard = draw.sample([unit for unit in marked if len(unit.span) >= _LONG_ENOUGH], different)
        slips = {(unit.article_id, unit.span): _slips(project, draw, people, unit) for unit in hard}
        steps = [
            _finish(project, article_id, of_article, who, slips)
            for article_id, of_article in units.items()
            for who in people
        ]
        project.ledger.commit_all(steps)
    found = project.path
    project.close()
    return found


def _articles_of(project: Project, sentences: int) -> dict[str, list[Unit]]:
    """Articles that are taken in until there are so many sentences to ask, and these sentences."""
    units: dict[str, list[Unit]] = {}
    missing = sentences
    for number in count():
        import_pasted(project, article(number))
        newest = next(one for one in project.articles.each() if one.id not in units)
        asked = [unit for unit in project.articles.units(newest.id) if unit.annotatable]
        units[newest.id] = asked[:missing]
        missing -= len(units[newest.id])
        if not missing:
            break
    return units


def _slips(project: Project, draw: random.Random, people: Sequence[str], unit: Unit) -> Mapping[str, Version]:
    """Who marks a sentence otherwise than she should, and how."""
    wrong = draw.sample(people, 2 if draw.random() < _TWO_SLIP else 1)
    text = project.articles.text(unit.article_id)
    return {who: draw.choice(_wrong_versions(draw, text, unit.span)) for who in wrong}


def _wrong_versions(draw: random.Random, text: str, unit: Span) -> Sequence[Version]:
    """The whole with another label, a part of it, two parts, and nothing."""
    ((_, label),) = true_version(unit)
    cut = text.rindex(" ", unit.start, unit.start + len(unit) * 2 // 3)
    part, rest = Span(unit.start, cut), Span(cut + 1, unit.end)
    other = draw.choice([one for one in _LABELS if one != label])
    return ((unit, other),), ((part, label),), ((part, label), (rest, other)), ()


def _finish(
    project: Project,
    article_id: str,
    units: Sequence[Unit],
    who: str,
    slips: Mapping[tuple[str, Span], Mapping[str, Version]],
) -> Step:
    """The step with which somebody labels an article's sentences and finishes it."""
    text = project.articles.text(article_id)
    marks = [
        mark
        for unit in units
        for mark in slips.get((article_id, unit.span), {}).get(who, true_version(unit.span))
    ]
    claims = [
        Claim(new_id(), article_id, who, label, (fragment_at(text, span.start, span.end),))
        for span, label in marks
    ]
    done = Assignment(article_id, who, finished_at=now())
    edits = (*(Edit(None, claim) for claim in claims), Edit(None, done))
    return Step(new_id(), Verb.FINISH, who, article_id, edits)
