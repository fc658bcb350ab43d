"""What can be done to a whole article: pure functions to the step that does it."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.errors import Refused
from annotator.domain.identity import new_id, now
from annotator.domain.records import Article, Assignment, Direction
from annotator.domain.sheet import Sheet, step_on
from annotator.domain.steps import Edit, Step, Verb


def finish(sheet: Sheet, assignment: Assignment | None) -> Step:
    """Say that the annotator has finished the article. Refused while sentences are undecided or skipped."""
    if left := sheet.undecided:
        raise Refused(
            f"{left} {'sentence is' if left == 1 else 'sentences are'} undecided, so this article is not "
            "finished yet. Everything is saved.",
            ways=("go.next_todo", "claim.none"),
        )
    if left := sheet.skipped:
        raise Refused(
            f"{left} skipped {'sentence waits' if left == 1 else 'sentences wait'} for a decision. "
            "Everything is saved.",
            ways=("go.next_todo",),
        )
    before = assignment or Assignment(sheet.article.id, sheet.annotator_id)
    return step_on(sheet, Verb.FINISH, [Edit(assignment, replace(before, finished_at=now()))])


def unfinish(assignment: Assignment) -> Step:
    """Take an article up again."""
    edit = Edit(assignment, replace(assignment, finished_at=None))
    return _step(Verb.UNFINISH, assignment.annotator_id, assignment.article_id, edit)


def reopening(step: Step, sheet: Sheet, assignment: Assignment | None) -> Step:
    """`step`, and with it the end of the article's being finished where it leaves something undecided.

    `sheet` is as it will be after the step.
    """
    is_touched = any(isinstance(edit.after, Assignment) for edit in step.edits)
    is_finished = assignment is not None and assignment.finished_at is not None
    if assignment is None or not is_finished or is_touched or not (sheet.undecided or sheet.skipped):
        return step
    return replace(step, edits=(*step.edits, *unfinish(assignment).edits))


def turn(article: Article, annotator_id: str, direction: Direction) -> Step:
    """Say which way the article's text runs."""
    return _step(
        Verb.DIRECTION, annotator_id, article.id, Edit(article, replace(article, direction=direction))
    )


def exclude(article: Article, annotator_id: str) -> Step:
    """Take an article out of everybody's queue, or put it back. Its text and claims stay."""
    at = None if article.excluded_at else now()
    return _step(Verb.EXCLUDE, annotator_id, article.id, Edit(article, replace(article, excluded_at=at)))


def _step(verb: Verb, annotator_id: str, article_id: str, edit: Edit) -> Step:
    return Step(new_id(), verb, annotator_id, article_id, (edit,))
