"""The ways to the guidelines: their window, writing them, and a look at them beside the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QKeyEvent

from annotator.domain.errors import Refused
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts

if TYPE_CHECKING:
    # What lies over the article is made when somebody looks.
    from annotator.domain.guideline_text import Block
    from annotator.views.guidelines.guideline_peek import GuidelinePeek


class GuidelineWindows(QObject):
    """Dialogs are made when they are asked for, one of each."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs) -> None:
        super().__init__(parts.window)
        self._parts, self._dialogs, self._bench = parts, dialogs, parts.bench
        self._peek: GuidelinePeek | None = None
        self._unsaved = ""
        parts.session.opened.connect(self._put_away)
        parts.session.closed.connect(self._put_away)
        self._bench.desk.changed.connect(self._on_desk_changed)
        parts.window.installEventFilter(self)

    def toggle(self) -> None:
        """Show the guidelines, or put them away where they are shown."""
        if self._dialogs.find("guidelines") is not None:
            self._dialogs.close("guidelines")
        else:
            self.show()

    def show(self) -> None:
        """Show what holds, and what of it is new."""
        from annotator.views.guidelines.guideline_dialog import GuidelineDialog

        self._bench.desk.project  # noqa: B018 - refused where none is open
        dialog = GuidelineDialog(self._bench.guidelines, self._parts.window)
        dialog.addAction(self._parts.table.action("view.guidelines"))
        dialog.edit_requested.connect(lambda: self._bench.attempt(self.edit))
        self._dialogs.show("guidelines", dialog)

    def edit(self) -> None:
        """Write the next version; what was left unsaved is there again."""
        from annotator.views.guidelines.guideline_editor import GuidelineEditor

        newest = self._bench.guidelines.newest
        text = self._unsaved or (newest.text if newest else "")
        number = newest.number + 1 if newest else 1
        parent = self._dialogs.find("guidelines") or self._parts.window
        dialog = GuidelineEditor(text, number, parent)
        dialog.save_requested.connect(self._on_editor_save_requested)
        dialog.rejected.connect(lambda: self._keep_unsaved(dialog.text))
        self._dialogs.show("guideline_editor", dialog)

    def peek(self) -> None:
        """Show what the guidelines say of the label here, until the key goes up or is pressed again."""
        from annotator.views.guidelines.guideline_peek import GuidelinePeek

        found = self._about_here()
        if not found:
            raise Refused(self.tr("This project has no guidelines yet."), ways=("view.guidelines",))
        if self._peek is None:
            self._peek = GuidelinePeek(self._parts.workspace)
        self._peek.press(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Letting go of the key in any pane is heard by the window, when no pane wants it."""
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                if self._peek is not None:
                    self._peek.release()
        return super().eventFilter(watched, event)

    def _about_here(self) -> tuple[Block, ...]:
        """What stands under the label of the claim here, else of the last one; else all of it."""
        from annotator.domain.guideline_text import blocks, section

        newest, sheet = self._bench.guidelines.newest, self._bench.desk.sheet
        if newest is None:
            return ()
        here = self._bench.chosen.here if sheet is not None and sheet.units else []
        last = max(sheet.claims, key=lambda claim: claim.updated_at, default=None) if sheet else None
        label = here[0].label if here else last.label if last else ""
        names = {one.key: one.name for one in self._bench.desk.labels}
        return section(newest.text, names.get(label, "")) or blocks(newest.text)

    @Slot(str)
    def _on_editor_save_requested(self, text: str) -> None:
        if self._bench.attempt(lambda: self._bench.guidelines.write(text)):
            self._dialogs.close("guideline_editor")
            self._unsaved = ""

    def _keep_unsaved(self, text: str) -> None:
        newest = self._bench.guidelines.newest
        self._unsaved = text if text.strip() != (newest.text.strip() if newest else "") else ""

    @Slot(object)
    def _on_desk_changed(self, _changes: object) -> None:
        if self._peek is not None and self._peek.isVisible():
            self._peek.show_blocks(self._about_here())

    @Slot()
    def _put_away(self) -> None:
        self._dialogs.close("guideline_editor", "guidelines")
        self._unsaved = ""
        if self._peek is not None:
            self._peek.hide()
