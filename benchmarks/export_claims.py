"""Export of 100,000 claims to JSONL, beside SELECT and `json.dumps` of the same rows into a file."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from annotator.domain.claiming import new_claim
from annotator.domain.identity import new_id
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.making import in_the_making
from annotator.store.project import Project, create_project
from benchmarks.corpus import write_articles
from benchmarks.figures import Figure

CLAIMS = 100_000
_ROUNDS = 3


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    wanted = max(1_000, round(CLAIMS * scale))
    project = create_project(folder / "claims")
    write_articles(folder / "articles", max(1, wanted // 200))
    with in_the_making(project):
        import_texts(Unwatched(), project, find_files([folder / "articles"]))
        count = _label(project, wanted)
    choices = ExportChoices("jsonl", finished_only=False, notes=True)
    rounds = [
        (
            _timed(lambda: _export(project, choices, folder / "ours.jsonl", apart=False)),
            _timed(lambda: _export(project, choices, folder / "ours.jsonl", apart=True)),
            _timed(lambda: _dump(project, folder / "floor.jsonl")),
        )
        for _ in range(_ROUNDS)
    ]
    project.close()
    plain, apart, floor = (median(times) for times in zip(*rounds, strict=True))
    yield Figure(f"export of {count:,} claims to JSONL", plain, floor, 2.5)
    yield Figure("the same from a copy, while others decide", apart, floor, 2.5)


def _label(project: Project, wanted: int) -> int:
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
                label=("confirmed", "disputed", "unverified")[number % 3],
            )
            edits.append(Edit(None, claim))
        project.ledger.commit(Step(new_id(), Verb.MARK, annotator.id, article.id, tuple(edits)))
        count += len(edits)
    return count


def _export(project: Project, choices: ExportChoices, path: Path, *, apart: bool) -> None:
    report = export(Unwatched(), project, choices, path, apart=apart)
    assert report.is_complete


def _dump(project: Project, path: Path) -> None:
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


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
