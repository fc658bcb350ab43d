"""A project in a file that several annotators have finished, for tests of review."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from annotator.domain.claiming import new_claim
from annotator.domain.identity import new_id, now
from annotator.domain.records import Article, Assignment, Claim, Unit
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.project import Project, create_project

NAMES: Final = ("Anna", "Ben", "Chen")
LABELS: Final = ("confirmed", "disputed", "unverified")
Marked = Mapping[str, Iterable[tuple[str, str]]]
"""Annotator's name to the words she marked and their labels."""


def add_article(project: Project, text: str) -> str:
    """An article with a sentence on each line; returns its id."""
    article_id, start, units = new_id(), 0, []
    for line in text.splitlines():
        units.append(Unit(article_id, start, start + len(line)))
        start += len(line) + 1
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(article_id, sha256, text.partition("\n")[0], len(text), language="en")
    project.articles.add([(article, text, units)], annotator_id=project.people.all()[0].id)
    return article_id


def finish(project: Project, article_id: str, name: str, words: Iterable[tuple[str, str]]) -> list[Claim]:
    """Let an annotator mark these words with these labels, and finish the article."""
    text = project.articles.text(article_id)
    spans = [(Span(text.index(quote), text.index(quote) + len(quote)), label) for quote, label in words]
    return finish_spans(project, article_id, name, spans)


def finish_spans(
    project: Project, article_id: str, name: str, spans: Iterable[tuple[Span, str]]
) -> list[Claim]:
    """Let an annotator mark these spans with these labels, and finish the article."""
    text, who = project.articles.text(article_id), project.join(name).id
    claims = [
        new_claim(text, [span], article_id=article_id, annotator_id=who, label=label) for span, label in spans
    ]
    before = project.people.assignment(article_id, who)
    done = Assignment(article_id, who, finished_at=now())
    edits = (*(Edit(None, claim) for claim in claims), Edit(before, done))
    written = project.ledger.commit(Step(new_id(), Verb.FINISH, who, article_id, edits))
    return [edit.after for edit in written.edits if isinstance(edit.after, Claim)]


def team_project(folder: Path, articles: Sequence[tuple[str, Marked]]) -> Project:
    """Anna, Ben and Chen, and articles with what each of them who finished marked."""
    project = create_project(folder / "team", title="Team")
    for name in NAMES:
        project.join(name)
    for text, marked in articles:
        article_id = add_article(project, text)
        for name, words in marked.items():
            finish(project, article_id, name, words)
    return project


def random_team(folder: Path, *, articles: int, seed: int) -> Project:
    """Articles of six sentences of which each annotator marks some, some a little shorter, by chance."""
    draw = random.Random(seed)
    project = create_project(folder / "team", title="Team")
    for name in NAMES:
        project.join(name)
    for number in range(articles):
        lines = [f"Sentence {number}.{line} says that something happened there." for line in range(6)]
        article_id = add_article(project, "\n".join(lines) + "\n")
        truth = {line: draw.choice(LABELS) for line in range(6) if draw.random() < 0.6}
        for name in NAMES:
            spans = []
            for line, label in truth.items():
                start = sum(len(other) + 1 for other in lines[:line])
                if draw.random() < 0.8:
                    end = start + len(lines[line]) - (7 if draw.random() < 0.2 else 0)
                    spans.append((Span(start, end), label if draw.random() < 0.75 else draw.choice(LABELS)))
            finish_spans(project, article_id, name, spans)
    return project
