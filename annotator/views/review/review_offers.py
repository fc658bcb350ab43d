"""Which actions of a review have a meaning now, and what they are called in this project."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, Slot

from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.agreement.alignment import Presence
from annotator.domain.labels import DIGITS
from annotator.domain.records import Label
from annotator.domain.review.items import Counts, OpenItem
from annotator.store.team_settings import TeamSettings, team_settings
from annotator.views.actions import ActionTable
from annotator.views.plain import isolated
from annotator.views.review.review_commands import MOVING, TAKING
from annotator.views.review.review_words import tr


class ReviewOffers(QObject):
    """Labels and reasons as the project has them, and the versions that the open item has."""

    def __init__(
        self,
        table: ActionTable,
        review: Review,
        bench: Workbench,
        attempt: Callable[[Callable[[], object]], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._table, self._review, self._bench, self._attempt = table, review, bench, attempt
        self._settings = TeamSettings()
        self._letters: tuple[str, ...] = ()
        self._offered: tuple[object, ...] | None = None
        self.labels: dict[str, Label] = {}
        review.history.changed.connect(self._show_history)

    @property
    def reasons(self) -> dict[str, str]:
        """What the project's reasons are called, by key."""
        return {reason.key: reason.text for reason in self._settings.reasons}

    @property
    def is_blind_first(self) -> bool:
        """Whether a label has to be pressed before versions are shown."""
        return self._settings.blind_first

    @property
    def take_keys(self) -> str:
        """The keys that take a version, such as "A B C"."""
        ids = [f"review.take.{letter.lower()}" for letter in self._letters if letter.lower() in TAKING]
        return " ".join(filter(None, map(self._table.shown_key, ids)))

    def take_settings(self) -> None:
        """Call the actions as the project on the desk does."""
        project = self._bench.desk.project
        self._settings = team_settings(project)
        self.labels = {label.key: label for label in self._bench.desk.labels}
        by_digit = {label.digit: label for label in self.labels.values() if not label.archived}
        for digit in DIGITS:
            label = by_digit.get(digit)
            self._table.set_shown(f"review.label.{digit}", label is not None)
            if label is not None:
                self._table.retitle(f"review.label.{digit}", tr("Gold: %1").replace("%1", label.name))
        reasons = dict(enumerate(self._settings.reasons, 1))
        for number in range(1, 10):
            id_ = f"review.reason.{number}"
            self._table.set_shown(id_, number in reasons)
            if number in reasons:
                self._table.retitle(id_, reasons[number].text)
        self._show_history()

    def show_item(self, open_item: OpenItem | None) -> bool:
        """Offer the versions of this item. Returns whether that is any different from what was offered."""
        lanes = open_item.lanes if open_item else ()
        is_open = not self._bench.desk.project.read_only
        offered = open_item is not None, is_open, [(lane.letter, lane.presence) for lane in lanes]
        if offered == self._offered:
            return False
        self._offered = offered
        self._letters = tuple(lane.letter for lane in lanes if lane.presence is not Presence.MISSING)
        for letter in TAKING:
            self._table.set_shown(f"review.take.{letter}", letter.upper() in self._letters)
        rulings = self._review.rulings
        marked = [lane.letter for lane in lanes if lane.claims]
        self._fill("review.take_span", marked, rulings.take_words)
        self._fill("review.take_label", marked, rulings.take_label)
        self._allow(has_item=open_item is not None)
        return True

    def ticked(self, reasons: Collection[str]) -> dict[str, bool]:
        """Which of the project's reasons are among `reasons`, by action id."""
        return {
            f"review.reason.{number}": reason.key in reasons
            for number, reason in enumerate(self._settings.reasons, 1)
        }

    def empty_words(self, counts: Counts) -> tuple[str, str]:
        """Why there is nothing to decide, and what the button under it is called, "" for none."""
        if counts.compared:
            several = tr("%1 places compared, no disagreement.").replace("%1", f"{counts.compared:,}")
            words = tr("1 place compared, no disagreement.") if counts.compared == 1 else several
            return words, self._table.name("review.bulk") if counts.unanimous else ""
        people = self._bench.desk.project.people
        gold = self._bench.desk.project.gold.annotator_id
        names = [person.name for person in people.all() if person.id != gold]
        told = tr("Review needs two annotators who finished the same article.")
        if len(names) == 1:
            told += " " + tr("Only %1 is here.").replace("%1", isolated(names[0]))
        return told, ""

    def _fill(self, id_: str, letters: list[str], act: Callable[[str], None]) -> None:
        menu = self._table.submenu(id_)
        menu.clear()
        for letter in letters:
            menu.addAction(letter).triggered.connect(partial(self._take, act, letter))

    def _take(self, act: Callable[[str], None], letter: str, _checked: bool = False) -> None:
        self._attempt(lambda: act(letter))

    def _allow(self, *, has_item: bool) -> None:
        reason = ""
        if self._bench.desk.project.read_only:
            reason = tr("This project is open for reading only.")
        elif not has_item:
            reason = tr("No item is open.")
        for record in self._table.records.actions:
            if record.menu == "review" and record.id not in (*MOVING, "review.bulk"):
                self._table.set_available(record.id, not reason, reason)
        is_open = not self._bench.desk.project.read_only
        self._table.set_available("review.bulk", is_open, "" if is_open else reason)

    @Slot()
    def _show_history(self) -> None:
        history = self._review.history
        for id_, name, text in (
            ("edit.undo", tr("Undo"), history.undo_text),
            ("edit.redo", tr("Redo"), history.redo_text),
        ):
            self._table.retitle(id_, f"{name} {text}".strip())
            self._table.set_available(id_, bool(text), "" if text else tr("There is nothing to take back."))
