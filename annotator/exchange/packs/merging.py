"""Merges a pack into a project: compared first, backed up, and then written as a whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final, TypeVar

from annotator.domain.cursor import Cursor
from annotator.domain.errors import Refused
from annotator.domain.progress import progress_of
from annotator.domain.records import Claim, Decision, Progress
from annotator.domain.sheet import Sheet
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.packs.comparison import Comparison
from annotator.exchange.packs.reading import Pack
from annotator.exchange.packs.weighing import compare
from annotator.store.backups import back_up
from annotator.store.merging import Moved, Union, write_union
from annotator.store.project import Project

BACKUP: Final = "before-merge"
_Row = TypeVar("_Row", Claim, Decision)


def merge(project: Project, pack: Pack, *, name: str = "", job: Job = UNWATCHED) -> Comparison:
    """Write what the project lacks of a pack, and return how they compared before.

    A backup is made first. Merging the same again changes nothing. Raises as `compare` does, Refused where
    the annotator's name is another person's here and `name` gives no free one, and Unavailable where the
    file or its backup can't be written; nothing was changed then.
    """
    while True:
        found = compare(project, pack, name=name, job=job)
        if found.stops:
            raise Refused(
                f"Somebody else in this project is called “{found.union.annotator.name}”. Nothing was "
                f"changed. If {pack.name} is of another person, say what she is to be called here."
            )
        if found.union.is_empty:
            return found
        back_up(project.database, why=BACKUP, job=job)
        job.check()
        try:
            write(project, found, job)
        except Moved:
            continue
        return found


def write(project: Project, found: Comparison, job: Job) -> None:
    """Write what was compared, with the counts of her queue. Raises as `write_union` does."""
    write_union(project, found.union, list(_counts(project, found.union, job)))


def _counts(project: Project, union: Union, job: Job) -> Iterator[Progress]:
    """The counts of her queue for every article in which something new was said, as they will be."""
    brought = {article.id: (article, units) for article, _, units in union.articles}
    claims, decisions = _by_article(claim for claim, _ in union.claims), _by_article(union.decisions)
    for article_id in union.touched:
        job.check()
        article, units = brought.get(article_id) or (project.articles.get(article_id), None)
        if article is None:
            raise KeyError(article_id)
        key = article_id, union.annotator.id
        all_claims = {claim.id: claim for claim in project.claims.of_article(*key)}
        all_claims |= {claim.id: claim for claim in claims[article_id]}
        all_decisions = {decision.unit_start: decision for decision in project.claims.decisions(*key)}
        all_decisions |= {decision.unit_start: decision for decision in decisions[article_id]}
        before = project.people.progress(*key)
        sheet = Sheet(
            article,
            # Counting needs no words.
            "",
            units=project.articles.units(article_id, with_joined=True) if units is None else units,
            claims=[claim for claim in all_claims.values() if claim.deleted_at is None],
            decisions=all_decisions.values(),
            annotator_id=union.annotator.id,
            furthest=before.furthest if before else -1,
        )
        yield _at_place(progress_of(sheet, union.annotator.id, Cursor(-1)), before)


def _by_article(rows: Iterable[_Row]) -> defaultdict[str, list[_Row]]:
    found: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.article_id].append(row)
    return found


def _at_place(counts: Progress, before: Progress | None) -> Progress:
    """The counts at the place where she was."""
    if before is None:
        return counts
    return replace(
        counts,
        unit_start=before.unit_start,
        selection=before.selection,
        furthest=before.furthest,
        at=before.at,
    )
