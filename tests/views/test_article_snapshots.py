"""Pictures of the article pane at a pinned size and font; CLAIMDESK_UPDATE_SNAPSHOTS=1 takes them anew.

Letters differ by a shade between builds of the font renderer, so a picture may differ in a few pixels.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.cursor import Cursor
from annotator.domain.records import Decision, DecisionState, UnitKind
from annotator.domain.spans import Span
from annotator.views.article_view import ArticleView
from annotator.views.tokens import ThemeName
from tests.views.article_builders import (
    ENGLISH,
    MIXED,
    claim_on,
    decided,
    reviewed,
    saying_of,
    sheet_of,
    shown,
    units_of,
)

_UPDATE = "CLAIMDESK_UPDATE_SNAPSHOTS"
_MOST_DIFFERENT = 0.005
_TEXT = f"Harbour closed after collision\n\n{ENGLISH}{MIXED}\n"


_GIVEN = "أفادت وكالة Reuters إن القوات"


@pytest.fixture(autouse=True)
def _font(qapp: QApplication) -> None:
    if "DejaVu Serif" not in QFontDatabase.families():
        pytest.skip("The pictures were taken with DejaVu Serif, which is not installed.")


@pytest.mark.parametrize("theme", [ThemeName.LIGHT, ThemeName.DARK])
def test_the_article_pane_looks_as_it_did(qtbot: QtBot, theme: ThemeName, repository: Path) -> None:
    headline, *others = units_of(_TEXT)
    units = [replace(headline, kind=UnitKind.HEADLINE, annotatable=True), *others]
    claims = [
        claim_on(_TEXT, "The harbour was closed on Monday", "confirmed"),
        claim_on(_TEXT, "closed on Monday after two ships collided", "unverified"),
        claim_on(_TEXT, "A spokesman called reports of an oil spill wrong.", "disputed"),
        claim_on(_TEXT, "Reuters إن القوات", "disputed"),
    ]
    nobody = Decision("a", _TEXT.index("Nobody"), "anna", DecisionState.NO_CLAIM)
    sheet = sheet_of(_TEXT, units=units, claims=claims, decisions=[nobody])
    view = shown(qtbot, sheet, size=(760, 560), theme=theme)
    start = _TEXT.index("although divers")
    view.show_cursor(Cursor(3, selection=Span(start, _TEXT.index(" the wreck"))))
    _compare(view, repository, f"article_{theme}")


@pytest.mark.parametrize("theme", list(ThemeName))
def test_what_was_decided_in_review_looks_as_it_did(qtbot: QtBot, theme: ThemeName, repository: Path) -> None:
    """Gold as she has it, another label, no claim, other words, and gold where she has nothing."""
    text = f"{ENGLISH}{MIXED}\n"
    view = shown(qtbot, reviewed(text), size=(560, 400), theme=theme)
    view.show_cursor(Cursor(1))
    _compare(view, repository, f"reviewed_{theme}")


def test_what_was_decided_stands_right_in_an_arabic_article(qtbot: QtBot, repository: Path) -> None:
    text = f"{MIXED}\n\n{MIXED}\n"
    first, second = (claim_on(text, _GIVEN, "disputed", occurrence=number) for number in (0, 1))
    sheet = sheet_of(text, claims=[first, second])
    said, gold = saying_of(first), saying_of(replace(first, label="confirmed"))
    sheet.feedback = ArticleFeedback(
        [
            decided(said=[said], gold=[gold]),
            decided(said=[saying_of(second)], gold=[saying_of(second)]),
        ]
    )
    view = shown(qtbot, sheet, size=(560, 240))
    _compare(view, repository, "reviewed_arabic")


def _compare(view: ArticleView, repository: Path, name: str) -> None:
    taken = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    path = repository / "tests" / "snapshots" / f"{name}.png"
    if os.environ.get(_UPDATE):
        path.parent.mkdir(exist_ok=True)
        assert taken.save(str(path))
    kept = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    assert not kept.isNull(), f"There is no picture at {path}; take one with {_UPDATE}=1."
    assert _share_of_different_pixels(taken, kept) <= _MOST_DIFFERENT


def _share_of_different_pixels(first: QImage, second: QImage) -> float:
    if first.size() != second.size():
        return 1.0
    pixels = [memoryview(image.constBits()).cast("I") for image in (first, second)]
    different = [one != other for one, other in zip(*pixels, strict=True)]
    return different.count(True) / len(different)
