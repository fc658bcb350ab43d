"""The guidelines of the project on the desk: what holds, what changed since she read them, and who writes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.desk import Desk
from annotator.domain import guideline_steps
from annotator.domain.changes import Changes, Kind
from annotator.domain.errors import Refused
from annotator.domain.guideline import Guideline
from annotator.domain.records import Role
from annotator.domain.steps import Step, Verb
from annotator.store.facts import MADE_FOR
from annotator.store.read_marks import keep_read_marks, read_marks
from annotator.store.team import has_lead

_WRITES = frozenset({Role.LEAD, Role.ADJUDICATOR})


class Guidelines(QObject):
    """`changed` says that there is another version, or that she has read it."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.committed.connect(self._on_desk_committed)
        desk.changed.connect(self._on_desk_changed)

    @property
    def versions(self) -> list[Guideline]:
        """Every version, the newest first; none where no project is open."""
        return self._desk.project.gold.guidelines() if self._desk.has_project else []

    @property
    def newest(self) -> Guideline | None:
        """What holds now."""
        number = self._desk.project.gold.guideline_number() if self._desk.has_project else None
        return self._desk.project.gold.guideline(number) if number is not None else None

    @property
    def read(self) -> int:
        """The newest version that the annotator has read, 0 for none."""
        if not self._desk.has_annotator:
            return 0
        return read_marks(self._desk.project, self._desk.annotator.id).guideline

    @property
    def unread(self) -> int:
        """How many versions came since she read them last."""
        if not self._desk.has_annotator:
            return 0
        newest = self._desk.project.gold.guideline_number() or 0
        return max(0, newest - self.read)

    @property
    def is_newest_hers(self) -> bool:
        """Whether the annotator wrote what holds now, so that nothing of it is new to her."""
        newest = self.newest
        return (
            newest is not None and self._desk.has_annotator and newest.annotator_id == self._desk.annotator.id
        )

    @property
    def new_lines(self) -> frozenset[int]:
        """The lines of the newest version that are new to her; none where she never read any."""
        from annotator.domain.guideline_text import new_lines

        newest = self.newest
        known = self._desk.project.gold.guideline(self.read) if newest else None
        return new_lines(known.text, newest.text) if newest and known else frozenset()

    @property
    def can_write(self) -> bool:
        """Whether she may add a version: everybody may, until somebody leads the project.

        In a project that was made of a task nobody may: a version of hers would stand where one of the lead's
        comes with the next task.
        """
        if not self._desk.has_annotator or self._desk.project.read_only or self._desk.project.fact(MADE_FOR):
            return False
        me = self._desk.project.people.get(self._desk.annotator.id)
        return (me is not None and me.role in _WRITES) or not has_lead(self._desk.project)

    def mark_read(self) -> None:
        """Remember that she has seen the newest version."""
        newest = self.newest
        if newest is None or newest.number == self.read or not self._desk.has_annotator:
            return
        project, me = self._desk.project, self._desk.annotator.id
        keep_read_marks(project, me, replace(read_marks(project, me), guideline=newest.number))
        self.changed.emit()

    def write(self, text: str) -> None:
        """Add a version. Nothing is added where it says what holds already.

        Raises Refused for who may not, and for a text that says nothing.
        """
        if not self.can_write:
            raise Refused(
                self.tr(
                    "In a project with a lead, the lead and those who decide in review write the guidelines. "
                    "No version was added. Tell the lead what you miss."
                )
            )
        was_read = self.unread == 0
        step = guideline_steps.write(self.newest, text, annotator_id=self._desk.annotator.id)
        if not step.edits:
            return
        self._desk.commit_elsewhere(step)
        if was_read:
            self.mark_read()

    def add_example(self, *, label: str, quote: str, why: str) -> int:
        """Add a version with one more example under the heading `label`, and return the version's number."""
        from annotator.domain.guideline_examples import with_example

        newest = self.newest
        self.write(with_example(newest.text if newest else "", label=label, quote=quote, why=why))
        return self._desk.project.gold.guideline_number() or 0

    @Slot(object)
    def _on_desk_committed(self, step: Step) -> None:
        if step.verb is Verb.GUIDELINE:
            self.changed.emit()

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self.changed.emit()
