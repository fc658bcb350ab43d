"""A project full of claims, and the least that writing them to a file can cost."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

from annotator.domain.claiming import new_claim
from annotator.domain.identity import new_id
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.making import in_the_making
from annotator.store.project import Project, create_project
from benchmarks.corpus import write_articles

LABELS = ("confirmed", "disputed", "unverified")


def labelled_project(folder: Path, wanted: int) -> Project:
    """A new project in `folder` with `wanted` claims of Ada, 200 in each article of 4 kB."""
    project = create_project(folder / "claims")
    write_articles(folder / "articles", max(1, wanted // 200))
    with in_the_making(project):
        import_texts(Unwatched(), project, find_files([folder / "articles"]))
        _label(project, wanted)
    return project


def dump(project: Project, path: Path) -> None:
    """SELECT all that is known of each claim, and `json.dumps` it into a file."""
    sql = """
        SELECT claim.id, annotator.name AS annotator, label, start, "end", quote, prefix, suffix, confidence,
            basis, origin, suggested_label, claim.guideline_version, as_of, created_at, updated_at,
            claim.version, note, flag, article.id AS article_id, title, url, language, sha256 AS text_sha256
        FROM article
        JOIN claim ON claim.article_id = article.id JOIN fragment ON fragment.claim_id = claim.id
        JOIN annotator ON annotator.id = claim.annotator_id
        ORDER BY article.position, start
    """
    cursor = project.database.connection.execute(sql)
    names = [column[0] for column in cursor.description]
    with path.open("w", encoding="utf-8") as file:
        for row in cursor:
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")


def timed(work: Callable[[], object]) -> float:
    """The seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _label(project: Project, wanted: int) -> None:
    """Claims on parts of every unit, round and round, until there are enough."""
    annotator = project.join("Ada")
    articles = list(project.articles.each())
    each = -(-wanted // len(articles))
    count = 0
    for article in articles:
        text = project.articles.text(article.id)
        units = project.articles.units(article.id)
        edits = []
        for number in range(min(each, wanted - count)):
            unit = units[number % len(units)]
            end = max(unit.start + 1, unit.end - number // len(units))
            claim = new_claim(
                text,
                [Span(unit.start, end)],
                article_id=article.id,
                annotator_id=annotator.id,
                label=LABELS[number % len(LABELS)],
            )
            edits.append(Edit(None, claim))
        project.ledger.commit(Step(new_id(), Verb.MARK, annotator.id, article.id, tuple(edits)))
        count += len(edits)
