"""Keys that a whole review takes: 1,104 sentences labelled by three annotators, who differ on 31 of them.

A lead who knows the truth opens the review, decides every item by what the window shows, gives a reason now
and then, and accepts everything else. Every key press is counted. It is checked that all gold is the truth.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from annotator.domain.review.items import OpenItem, ShownClaim
from annotator.domain.spans import Span
from annotator.store.project import Project
from annotator.views.main_window import MainWindow
from annotator.views.review.review_window import ReviewWindow
from benchmarks.display import display, numbers
from benchmarks.figures import Figure
from benchmarks.slips import Version, make_known_project, true_version

SENTENCES: Final = 1_104
DIFFERENT: Final = 31
MOST_KEYS: Final = 1.3
"""Presses for each item on which annotators differ."""
_REASON_EVERY: Final = 5
"""Of so many decisions one gets a reason."""


class Lead:
    """Presses the keys of a review, and counts them in `presses`.

    `settle` lets everything happen that a press began.
    """

    def __init__(self, main: MainWindow, settle: Callable[[], None]) -> None:
        self._main = main
        self._settle = settle
        self.presses = 0

    def review_everything(self) -> int:
        """Review the whole project that the window shows. Returns how many items were decided one by one."""
        self._press("Ctrl+R")
        window = _review_window()
        review, decided = window.review, 0
        while review.queue.is_reading or review.queue.counts.open:
            self._settle()
            if review.current is not None and review.queue.counts.open:
                self._press(decision_on(review.current, _sentence(window, review.current)))
                decided += 1
                if decided % _REASON_EVERY == 0:
                    self._press("Alt+1")
        self._press("Ctrl+Shift+Return")
        self._press("Return")
        while review.queue.counts.unanimous:
            self._settle()
        window.close()
        return decided

    def _press(self, chord: str) -> None:
        keys = QKeySequence.fromString(chord)[0]  # type: ignore[index]
        focus: QWidget = QApplication.focusWidget() or self._main
        QTest.keyClick(focus, keys.key(), keys.keyboardModifiers())
        self.presses += 1
        self._settle()


def decision_on(shown: OpenItem, sentence: Span) -> str:
    """The one key that makes gold of an item the truth, by what is seen of it."""
    truth = true_version(sentence)
    if _said(shown.gold.claims) == truth:
        return "M"
    return next(lane.letter for lane in shown.lanes if _said(lane.claims) == truth)


def wrong_gold(project: Project) -> int:
    """How many claims of gold are not the truth, and how many sentences have none."""
    gold = [claim for claim in project.claims.each() if claim.annotator_id == project.gold.annotator_id]
    sentences = {
        (article.id, unit.span)
        for article in project.articles.each()
        for unit in project.articles.units(article.id)
    }
    right = {
        (claim.article_id, span)
        for claim in gold
        for span in [part.span for part in claim.fragments]
        if (claim.article_id, span) in sentences and ((span, claim.label),) == true_version(span)
    }
    return len(gold) - len(right) + SENTENCES - len(right)


def measure(folder: Path, _scale: float) -> Iterator[Figure]:
    project = make_known_project(folder / "known", sentences=SENTENCES, different=DIFFERENT)
    with display(folder) as environment:
        found = numbers("benchmarks.review_keys", project, environment=environment)
    (presses,), (decided,), (wrong,) = found["presses"], found["decided"], found["wrong"]
    assert not wrong, "the review did not make gold of the truth"
    name = f"keys of a review of {SENTENCES:,} sentences, {decided:.0f} of them different"
    yield Figure(name, presses, decided, MOST_KEYS, "keys")


def _said(claims: tuple[ShownClaim, ...]) -> Version:
    return tuple((span, claim.label) for claim in claims for span in claim.spans)


def _sentence(window: ReviewWindow, shown: OpenItem) -> Span:
    """The sentence that an item is about."""
    sheet = window.review.sheet
    assert sheet is not None
    (index,) = sheet.units_in(shown.extent)
    return sheet.units[index].span


def _review_window() -> ReviewWindow:
    return next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, ReviewWindow) and one.isVisible()
    )


def _measured(path: Path) -> dict[str, list[int]]:
    from benchmarks.shown import open_window, settle

    window = open_window(path)
    lead = Lead(window, lambda: settle(0.05))
    decided = lead.review_everything()
    wrong = wrong_gold(window.bench.desk.project)
    window.close()
    return {"presses": [lead.presses], "decided": [decided], "wrong": [wrong]}


if __name__ == "__main__":
    print(json.dumps(_measured(Path(sys.argv[1]))))
