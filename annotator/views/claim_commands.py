"""The actions on claims that are about the window, too: where the keyboard is, and what is in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from annotator.desk.notices import Notice
from annotator.domain.cursor import Edge
from annotator.domain.errors import Refused
from annotator.views.parts import Parts

_CHANGING: Final = "claim."
_LOOKING: Final = ("claim.accept", "claim.inspect", "claim.unselect")
"""Those of them that change nothing."""


class ClaimCommands(QObject):
    """What stands behind these actions, and behind what the panes wish for claims."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._bench = parts.bench

    def all(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "claim.accept": self._go_to_claim,
            "claim.delete": self._delete,
            "claim.inspect": self._open_claim,
            "claim.note": self._write_note,
            "edit.copy_citation": self._copy_citation,
        }

    def shows_first(self, action_id: str) -> bool:
        """Bring what a key in the text would change into view and say so, where it is out of sight.

        Returns whether that was needed: then the key does nothing else.
        """
        article, sheet = self._parts.article, self._bench.desk.sheet
        is_change = action_id.startswith(_CHANGING) and action_id not in _LOOKING
        if not is_change or sheet is None or not sheet.units or article.shows(self._bench.selection.span):
            return False
        before = article.scroll_position()
        article.follow()
        if article.scroll_position() == before:
            return False
        told = self.tr("What is lit was out of sight, so nothing was done. Here it is: press the key again.")
        self._bench.notices.tell(Notice(told, key="refused", passing=True))
        return True

    @Slot(str)
    def open_card(self, claim_id: str) -> None:
        """Show the details of a claim, or of all that are chosen together with it."""
        if claim_id not in self._bench.desk.cursor.chosen:
            self._bench.attempt(lambda: self._bench.movement.to_claim(claim_id))
        self._bench.attempt(self._open_claim)

    @Slot(str)
    def choose_edge(self, edge: str) -> None:
        """Say which edge of the claim on show moves, and give the keyboard to the text, where it does."""
        if self._bench.attempt(lambda: self._choose_edge(Edge(edge))):
            self._parts.article.setFocus()

    @Slot(str, int)
    def drag_edge(self, edge: str, offset: int) -> None:
        """Move an edge as the mouse does."""
        self._bench.attempt(lambda: self._bench.selection.drag_edge(Edge(edge), offset))

    def _choose_edge(self, edge: Edge) -> None:
        if self._bench.chosen.meant:
            self._go_to_claim()
        self._bench.selection.choose_edge(edge)

    def _go_to_claim(self) -> None:
        """Make the claim here current; the keyboard stays where it is."""
        here = self._bench.chosen.here
        if not here:
            raise Refused(self.tr("No claim is here to open."), ways=("go.next_claim",))
        if self._bench.desk.cursor.claim_id is None:
            self._bench.movement.to_claim(here[0].id)

    def _delete(self) -> None:
        """In the list the next card is current then; in the text the sentence stays."""
        self._bench.decisions.delete(goes_on=self._parts.claims.has_keyboard)

    def _open_claim(self) -> None:
        self._go_to_claim()
        self._parts.workspace.show_pane("inspector")
        self._parts.inspector.focus_first()

    def _write_note(self) -> None:
        self._bench.desk.require_sheet()
        if several := self._bench.chosen.several:
            told = self.tr("%n claims are selected, and a note belongs to one.", "", len(several))
            raise Refused(told, ways=("claim.unselect",))
        self._parts.workspace.show_pane("inspector")
        self._parts.inspector.focus_note()

    def _copy_citation(self) -> None:
        sheet, claims = self._bench.desk.require_sheet(), self._bench.chosen.here
        if not claims:
            raise Refused(
                self.tr("No claim is chosen here, so there is nothing to copy."), ways=("go.next_claim",)
            )
        names = {label.key: label.name for label in self._bench.desk.labels}
        lines = [
            f"“{claim.quote}” ({names.get(claim.label, claim.label)}; {sheet.article.title}, "
            + self.tr("sentence %1)").replace("%1", str(sheet.number(sheet.unit_at(claim.span.start) or 0)))
            for claim in claims
        ]
        QApplication.clipboard().setText("\n".join(lines))
        self._bench.notices.passing(self.tr("Copied."))
