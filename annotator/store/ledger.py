"""The one way in which decisions get into a project: a step, checked and journaled, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.domain.adjudication import Adjudication
from annotator.domain.errors import Outdated, Refused
from annotator.domain.guideline import Guideline
from annotator.domain.identity import now
from annotator.domain.records import Annotator, Article, Assignment, Claim, Decision, Progress, Unit
from annotator.domain.steps import Edit, Record, Step, content_of, entity_of, key_of
from annotator.domain.work import UNWATCHED, Job
from annotator.store.articles import Articles
from annotator.store.claims import Claims, People
from annotator.store.database import Database
from annotator.store.gold import Gold
from annotator.store.journal import Journal
from annotator.store.precedence import next_version
from annotator.store.tables import UNIT, save, save_progress, unit_from


class Ledger:
    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal
        self._claims = Claims(database)
        self._people = People(database)
        self._articles = Articles(database, journal)
        self._gold = Gold(database)

    def commit(self, step: Step, progress: Progress | None = None) -> Step:
        """Write `step` durably and return it as written, with its rows' new versions and times.

        Raises Outdated where a row is no longer as the step expects it, Refused where a quote does not fit
        the text, and Unavailable where the file can't be written; nothing was changed then.
        """
        at = now()
        with self._database.write():
            written = self._written(step, at)
            if progress is not None:
                save_progress(self._database, replace(progress, at=at))
        return written

    def commit_all(self, steps: Sequence[Step], job: Job = UNWATCHED) -> None:
        """Write many steps durably together, or none of them. Raises as `commit` does, or Cancelled."""
        at = now()
        with self._database.write():
            for done, step in enumerate(steps):
                job.check()
                job.step(done, len(steps))
                self._written(step, at)

    def keep_place(self, progress: Progress) -> None:
        """Remember where an annotator is. Not a decision: it leaves no trace in the journal."""
        with self._database.write():
            save_progress(self._database, replace(progress, at=now()))

    def fitting(self, steps: Iterable[Step]) -> Iterator[bool]:
        """Of each step whether `commit` would find every row as the step expects it, if it came next."""
        present: dict[tuple[str, str], Record | None] = {}
        for step in steps:
            expected: dict[tuple[str, str], Record | None] = {}
            for edit in step.edits:
                key = entity_of(edit.after), key_of(edit.after)
                # What its own first edit of a row leaves is what the next one finds.
                expected.setdefault(key, edit.before)
                if key not in present:
                    present[key] = self.current(edit.after)
            yield all(_is_as_expected(present[key], record) for key, record in expected.items())

    def _written(self, step: Step, at: str) -> Step:
        """Write a step and its journal. Only inside `write()`."""
        edits = tuple(self._write(edit, at, step.annotator_id) for edit in step.edits)
        written = replace(step, edits=edits, at=at)
        self._journal.append(written)
        return written

    def _write(self, edit: Edit, at: str, annotator_id: str) -> Edit:
        current = self.current(edit.after)
        if not _is_as_expected(current, edit.before):
            raise Outdated(
                "This was changed in the meantime, so nothing was done now. "
                "Everything that was saved is safe. Look at the present state, then decide again."
            )
        self._check_owner(edit.after, annotator_id)
        after = _stamped(edit.after, at=at, version=next_version(current, edit.after))
        match after:
            case Claim():
                self._check_quotes(after)
            case Article():
                _check_same_text(current, after)
        save(self._database, after)
        return Edit(current, after)

    def current(self, record: Record) -> Record | None:
        """The record of the same kind and key as it is in the project now, deleted or not."""
        match record:
            case Claim():
                return self._claims.get(record.id)
            case Decision():
                return self._claims.decision(record.article_id, record.annotator_id, record.unit_start)
            case Assignment():
                return self._people.assignment(record.article_id, record.annotator_id)
            case Unit():
                row = self._database.row(
                    f"SELECT {UNIT} FROM unit WHERE article_id = ? AND start = ?",
                    (record.article_id, record.start),
                )
                return unit_from(row) if row else None
            case Article():
                return self._articles.get(record.id)
            case Annotator():
                return self._people.get(record.id)
            case Adjudication() | Guideline():
                return self._gold.current(record)

    def _check_owner(self, record: Record, annotator_id: str) -> None:
        """Only its owner changes an annotator's work; gold is whoever's who decides."""
        if not isinstance(record, Claim | Decision | Assignment):
            return
        if record.annotator_id not in (annotator_id, self._gold.annotator_id):
            raise Refused(
                "That is another annotator's work, which only its owner may change. Nothing was changed. "
                "Make a claim of your own instead."
            )

    def _check_quotes(self, claim: Claim) -> None:
        """Compare what is about to be kept with the text as it lies in the file."""
        parts = claim.fragments
        if not parts or any(left.end > right.start for left, right in pairwise(parts)):
            raise Refused(
                "A claim needs at least one stretch of words, and its stretches in the order of the text. "
                "It was not saved. Everything saved before is safe. Label the words once more."
            )
        for part in parts:
            row = self._database.row(
                "SELECT substr(text, ?, ?) FROM article_text WHERE article_id = ?",
                (part.start + 1, part.end - part.start, claim.article_id),
            )
            if row is None or row[0] != part.quote:
                raise Refused(
                    "The words of this claim are not those of the article at that place. It was not saved. "
                    "Everything saved before is safe. Open the article again, then label the words once more."
                )


def _is_as_expected(current: Record | None, expected: Record | None) -> bool:
    if expected is None and isinstance(current, Unit) and current.retired:
        # Who splits where somebody once joined makes a unit that is new to her.
        return True
    return content_of(current) == content_of(expected)


def _check_same_text(before: Record | None, after: Article) -> None:
    if not isinstance(before, Article):
        raise ValueError("an article comes into the project with its text, by Articles.add")
    if (before.sha256, before.length) != (after.sha256, after.length):
        raise ValueError("an article's text never changes")


def _stamped(record: Record, *, at: str, version: int) -> Record:
    match record:
        case Claim():
            return replace(record, version=version, updated_at=at, created_at=record.created_at or at)
        case Decision():
            return replace(record, version=version, updated_at=at)
        case Adjudication():
            return replace(record, version=version, updated_at=at, created_at=record.created_at or at)
        case _:
            return replace(record, version=version)
