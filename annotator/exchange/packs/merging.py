"""Merges a pack into a project: compared first, backed up, and then written as a whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from annotator.domain.cursor import Cursor
from annotator.domain.errors import Refused
from annotator.domain.progress import progress_of
from annotator.domain.records import Progress
from annotator.domain.sheet import Sheet
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.packs.comparison import Comparison
from annotator.exchange.packs.reading import Pack
from annotator.exchange.packs.weighing import compare
from annotator.store.backups import back_up
from annotator.store.merging import Moved, write_union
from annotator.store.project import Project

BACKUP: Final = "before-merge"


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
            write(project, pack, found, job)
        except Moved:
            continue
        return found


def write(project: Project, pack: Pack, found: Comparison, job: Job) -> None:
    """Write what was compared, with the counts of her queue. Raises as `write_union` does."""
    write_union(project, found.union, lambda id_: _counted(project, id_, pack.cover.annotator.id, job))


def _counted(project: Project, article_id: str, annotator_id: str, job: Job) -> Progress:
    """The counts of her queue for an article as it is in the file now, at the place where she was."""
    job.check()
    article = project.articles.get(article_id)
    if article is None:
        raise KeyError(article_id)
    before = project.people.progress(article_id, annotator_id)
    sheet = Sheet(
        article,
        # Counting needs no words.
        "",
        units=project.articles.units(article_id),
        claims=project.claims.of_article(article_id, annotator_id),
        decisions=project.claims.decisions(article_id, annotator_id),
        annotator_id=annotator_id,
        furthest=before.furthest if before else -1,
    )
    counts = progress_of(sheet, annotator_id, Cursor(-1))
    if before is None:
        return counts
    return replace(
        counts,
        unit_start=before.unit_start,
        selection=before.selection,
        furthest=before.furthest,
        at=before.at,
    )
