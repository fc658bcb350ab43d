"""Articles taken out of a project as sheets, and steps done on them without a window."""

from __future__ import annotations

from annotator.domain.cursor import Cursor
from annotator.domain.errors import Refused
from annotator.domain.guideline_steps import under
from annotator.domain.progress import progress_of
from annotator.domain.records import Article, Claim, Decision, Unit
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step
from annotator.store.project import Project


def load_sheet(project: Project, article_id: str, annotator_id: str) -> Sheet:
    """One annotator's sheet of an article. Raises Refused for an article that the project does not have."""
    article = project.articles.get(article_id)
    if article is None:
        raise Refused(f"There is no article {article_id} in this project. Nothing was changed.")
    progress = project.people.progress(article_id, annotator_id)
    return sheet_of(project, article, annotator_id, furthest=progress.furthest if progress else -1)


def sheet_of(project: Project, article: Article, annotator_id: str, *, furthest: int) -> Sheet:
    """The sheet of an article that was seen up to the unit `furthest`. Raises Damaged as its readers do."""
    return Sheet(
        article,
        project.articles.text(article.id),
        units=project.articles.units(article.id, with_joined=True),
        claims=project.claims.of_article(article.id, annotator_id),
        decisions=project.claims.decisions(article.id, annotator_id),
        annotator_id=annotator_id,
        furthest=furthest,
    )


def commit(project: Project, sheet: Sheet, step: Step) -> Step:
    """Write `step`, with the counts of the annotator's queue, and put it into `sheet`.

    What it judges says which version of the guidelines holds now.

    Raises as `Ledger.commit` does; the sheet then no longer shows what is in the file.
    """
    step = under(step, project.gold.guideline_number())
    changes = step.changes
    start = min((*changes.unit_starts, *(span.start for span in changes.spans)), default=None)
    unit = -1 if start is None else sheet.unit_at(start)
    cursor = Cursor(-1 if unit is None else unit)
    if cursor.unit >= 0:
        sheet.see(cursor.unit)
    _put(sheet, step)
    written = project.ledger.commit(step, progress_of(sheet, sheet.annotator_id, cursor))
    _put(sheet, written)
    return written


def _put(sheet: Sheet, step: Step) -> None:
    for edit in step.edits:
        if isinstance(edit.after, Claim | Decision | Unit | Article):
            sheet.put(edit.after)
