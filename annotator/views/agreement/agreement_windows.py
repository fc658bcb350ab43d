"""The dialog of agreement, and what it asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from annotator.desk.jobs import JobRunner
from annotator.desk.revealing import remember_reveal
from annotator.domain.errors import Refused
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts

if TYPE_CHECKING:
    # What compares annotators is loaded when somebody asks for it.
    from annotator.desk.agreement import AgreementStudy
    from annotator.domain.review.items import ItemFilter
    from annotator.views.agreement.agreement_dialog import AgreementDialog
    from annotator.views.review.review_door import ReviewDoor

NAME = "agreement"


class AgreementWindows(QObject):
    """Shows how far annotators agree, and opens the review with the items behind a number."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs, review: Callable[[], ReviewDoor]) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._dialogs = dialogs
        self._review = review

    def show(self) -> None:
        """Compare the annotators of the open project beside the window, and show what comes of it.

        Raises Refused without a project, and for whoever works blind.
        """
        from annotator.desk.agreement import AgreementStudy
        from annotator.views.agreement.agreement_dialog import AgreementDialog

        desk = self._parts.bench.desk
        project = desk.project
        dialog = AgreementDialog(project.labels(), self._parts.window)
        # A worker of its own: nobody has to wait here until an import is done.
        runner = JobRunner(dialog)
        study = AgreementStudy(project, runner, dialog)
        runner.progressed.connect(lambda _title, done, total, _text: dialog.show_progress(done, total))
        dialog.items_requested.connect(self._on_dialog_items_requested)
        dialog.again_requested.connect(partial(self._ask, study, dialog))
        dialog.finished.connect(study.stop)
        dialog.finished.connect(runner.close)
        study.answered.connect(lambda found: dialog.show_agreement(found, study.letters(found)))
        study.failed.connect(dialog.show_trouble)
        try:
            study.ask()
        except Refused:
            dialog.deleteLater()
            raise
        dialog.reveal_requested.connect(lambda: self._parts.bench.attempt(lambda: self._reveal(dialog)))
        self._follow_review(dialog)
        self._dialogs.show(NAME, dialog)

    def _reveal(self, dialog: AgreementDialog) -> None:
        remember_reveal(self._parts.bench.desk)
        dialog.reveal()

    def _follow_review(self, dialog: AgreementDialog) -> None:
        """Names that a review has revealed are hidden here no longer."""
        door = self._review()
        if door.window is not None:
            door.review.revealed.connect(dialog.reveal)
            if door.review.is_revealed:
                dialog.reveal()

    def _ask(self, study: AgreementStudy, dialog: AgreementDialog) -> None:
        dialog.show_waiting()
        self._parts.bench.attempt(study.ask)

    @Slot(object)
    def _on_dialog_items_requested(self, wanted: ItemFilter) -> None:
        self._parts.bench.attempt(lambda: self._review().open(wanted))
