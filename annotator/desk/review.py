"""The review of a project on the desk: what annotators differ on, item by item, and what was decided."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from annotator.desk.review_history import ReviewHistory
from annotator.desk.review_queue import ReviewQueue
from annotator.desk.rulings import Rulings
from annotator.desk.unanimous import Unanimous
from annotator.desk.workbench import Workbench
from annotator.domain.review.items import Item, OpenItem, Precedent
from annotator.domain.sheet import Sheet


class Review(QObject):
    """One item at a time. The verbs are kept apart: `queue`, `rulings`, `history`, `unanimous`.

    Nothing is written by opening it. Annotators are letters, drawn anew for each item, until `reveal`.
    `opened` and `closed` say whether there is a review; `current_changed` says that another item is open or
    that something of it is different; `decided` carries the Item that was just decided.
    """

    opened = Signal()
    closed = Signal()
    current_changed = Signal()
    revealed = Signal()
    decided = Signal(object)

    queue: ReviewQueue
    rulings: Rulings
    history: ReviewHistory
    unanimous: Unanimous

    def __init__(self, bench: Workbench) -> None: ...

    @property
    def is_open(self) -> bool: ...

    def open(self) -> None:
        """Begin. Raises Refused where there is no project, or a lead and it is somebody else who asks."""

    def close(self) -> None:
        """Put the review away; names are hidden again."""

    @property
    def current(self) -> OpenItem | None:
        """The open item, None where there is none."""

    @property
    def sheet(self) -> Sheet | None:
        """The article of the open item, with gold claims and nobody else's."""

    def go_to(self, key: str) -> None:
        """Open the item with this key. Refused where there is none."""

    def next(self) -> None:
        """Open the item after this one in the order of the queue. Refused at the end."""

    def previous(self) -> None:
        """Open the item before this one. Refused at the start."""

    def next_open(self) -> None:
        """Open the next item that waits for a decision, round the end. Refused where none is left."""

    def reveal(self) -> None:
        """Show who is who until the review is closed."""

    def name_of(self, letter: str) -> str:
        """Who a letter of the open item is; the letter itself before `reveal`."""

    def precedents(self, limit: int = 3) -> tuple[Precedent, ...]:
        """Items with the same kinds and labels as the open one that were decided, the latest first."""

    @property
    def about(self) -> Item | None:
        """The item that reasons and a rationale go to: the one just decided, until another is opened."""
