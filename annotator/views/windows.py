"""The dialogs that stand beside the main window: made when asked for, one of each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from annotator.domain.changes import Changes, Kind
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts
from annotator.views.recovery_windows import RecoveryWindows

_OF_A_SIGHT: Final = ("agreement", "dashboard", "export", "feedback", "give_out", "goto", "history", "merge")
"""What shows as much of others' work as who is at the desk may see, and must not stay for the next one."""

_OF_A_PROJECT: Final = (
    *_OF_A_SIGHT,
    *("annotator", "annotations", "import", "preferences", "project_settings", "wizard"),
)
"""What speaks of the open project, and must not act on the next one."""


class Windows(QObject):
    """Shows dialogs without stopping the window behind them."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._window, self._bench, self._table = parts.window, parts.bench, parts.table
        self._session = parts.session
        self._dialogs = dialogs
        self.recovery = RecoveryWindows(parts, dialogs)
        self._bench.desk.changed.connect(self._on_desk_changed)
        self._session.annotator_needed.connect(self.ask_annotator)
        self._session.closed.connect(self._on_session_closed)

    @Slot(list)
    def ask_annotator(self, known: list[str]) -> None:
        """Ask who annotates; whoever closes the question without an answer gives the project up."""
        from annotator.views.annotator_dialog import AnnotatorDialog

        # Who answers may be somebody else, who is not to see what the one before may.
        self._dialogs.close(*_OF_A_SIGHT, "project_settings")
        name = self._bench.settings.values.annotator or _login_name()
        dialog = AnnotatorDialog(name=name, known=known, parent=self._window)
        dialog.annotator_chosen.connect(self._on_dialog_annotator_chosen)
        dialog.rejected.connect(self._on_annotator_dialog_rejected)
        self._dialogs.show("annotator", dialog)

    def show_history(self) -> None:
        """What was done in the open article, and the ways back."""
        from annotator.views.history_dialog import HistoryDialog

        self._bench.desk.require_sheet()
        dialog = HistoryDialog(self._window)
        dialog.revert_requested.connect(
            lambda step: self._bench.attempt(lambda: self._bench.history.revert(step))
        )
        dialog.go_back_requested.connect(
            lambda step: self._bench.attempt(lambda: self._bench.history.go_back_to(step))
        )
        self._dialogs.show("history", dialog)
        self._refresh_history()

    def show_shortcuts(self) -> None:
        """Where keys are looked up and chosen."""
        from annotator.views.shortcuts_page import ShortcutsPage

        self._dialogs.show("shortcuts", ShortcutsPage(self._table, self._window))

    def show_about(self) -> None:
        """Version and licences."""
        from annotator.views.about_dialog import AboutDialog

        self._dialogs.show("about", AboutDialog(self._window))

    def show_preferences(self) -> None:
        """Everything that can be set, applied at once."""
        from annotator.store.backups import folder_of, kept_under
        from annotator.store.facts import MADE_FOR
        from annotator.views.preferences_dialog import PreferencesDialog

        desk = self._bench.desk
        backups = None
        if desk.has_project:
            backups = folder_of(kept_under(desk.project.fact("id"), desk.project.fact(MADE_FOR)))
        dialog = PreferencesDialog(self._bench.settings, self._table, self._window, backups=backups)
        dialog.shortcuts_requested.connect(self.show_shortcuts)
        self._dialogs.show("preferences", dialog)

    def show_project_settings(self) -> None:
        """What holds for everybody in the project, and who they are."""
        from annotator.desk.team import Team
        from annotator.views.project_settings_dialog import ProjectSettingsDialog

        self._dialogs.show("project_settings", ProjectSettingsDialog(Team(self._bench), self._window))

    def show_help(self) -> None:
        """The guide, where it speaks of the dialog or the pane that has the keyboard."""
        from annotator.views.help_dialog import HelpDialog
        from annotator.views.help_places import OF_DIALOGS, section_of_window

        name, dialog = self._dialogs.active()
        if name == "help":
            return
        section = OF_DIALOGS.get(name, "") if dialog else section_of_window(self._parts)
        # A dialog that stops the window behind it would stop a guide that belongs to the window, too.
        self._dialogs.show("help", HelpDialog(section, dialog or self._window))

    def copy_diagnostics(self) -> None:
        """Put a report about this installation on the clipboard; it holds no text of articles."""
        from annotator.views.diagnostics import diagnostic_report

        QApplication.clipboard().setText(diagnostic_report(self._bench))
        self._bench.notices.passing(self.tr("A report was copied. It holds no text of your articles."))

    def go_to_sentence(self) -> None:
        """Ask for the number of a sentence."""
        from annotator.views.goto_dialog import GotoDialog

        sheet, cursor = self._bench.desk.require_sheet(), self._bench.desk.cursor
        dialog = GotoDialog(count=sheet.asked, number=sheet.number(cursor.unit) or 1, parent=self._window)
        dialog.sentence_requested.connect(
            lambda number: self._bench.attempt(lambda: self._bench.movement.to_number(number))
        )
        self._dialogs.show("goto", dialog)

    def _refresh_history(self) -> None:
        from annotator.views.history_dialog import HistoryDialog

        dialog, sheet = self._dialogs.find("history"), self._bench.desk.sheet
        if isinstance(dialog, HistoryDialog):
            dialog.set_rows(self._bench.history.rows(sheet.article.id) if sheet else [])

    @Slot(str)
    def _on_dialog_annotator_chosen(self, name: str) -> None:
        """A project that nobody sits at yet is not left open behind the start page: it asks again."""
        if (
            not self._bench.attempt(lambda: self._session.sit_down(name))
            and not self._bench.desk.has_annotator
        ):
            self._session.ask_who()

    @Slot()
    def _on_session_closed(self) -> None:
        self._dialogs.close(*_OF_A_PROJECT)

    @Slot()
    def _on_annotator_dialog_rejected(self) -> None:
        # Not where the question only made room for the same one, asked again.
        if self._dialogs.find("annotator") is not None:
            self._session.give_up()

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self._dialogs.close(*_OF_A_SIGHT)
        if self._dialogs.find("history") is not None and changes.has(
            Kind.CLAIM, Kind.DECISION, Kind.UNIT, Kind.ASSIGNMENT, Kind.DESK
        ):
            self._refresh_history()


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
