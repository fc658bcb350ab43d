"""Pictures of the article pane at a pinned size and font; CLAIMDESK_UPDATE_SNAPSHOTS=1 takes them anew.

Letters differ by a shade between builds of the font renderer, so a picture may differ in a few pixels.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QImage
from pytestqt.qtbot import QtBot

from annotator.domain.cursor import Cursor
from annotator.domain.records import Decision, DecisionState, UnitKind
from annotator.domain.spans import Span
from annotator.views.tokens import ThemeName
from tests.views.article_builders import ENGLISH, MIXED, claim_on, sheet_of, shown, units_of

_UPDATE = "CLAIMDESK_UPDATE_SNAPSHOTS"
_MOST_DIFFERENT = 0.005
_TEXT = f"Harbour closed after collision\n\n{ENGLISH}{MIXED}\n"


def _share_of_different_pixels(first: QImage, second: QImage) -> float:
    if first.size() != second.size():
        return 1.0
    points = [(x, y) for y in range(first.height()) for x in range(first.width())]
    return sum(first.pixel(x, y) != second.pixel(x, y) for x, y in points) / len(points)


@pytest.mark.parametrize("theme", [ThemeName.LIGHT, ThemeName.DARK])
def test_the_article_pane_looks_as_it_did(qtbot: QtBot, theme: ThemeName, repository: Path) -> None:
    if "DejaVu Serif" not in QFontDatabase.families():
        pytest.skip("The pictures were taken with DejaVu Serif, which is not installed.")
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
    taken = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    path = repository / "tests" / "snapshots" / f"article_{theme}.png"
    if os.environ.get(_UPDATE):
        path.parent.mkdir(exist_ok=True)
        assert taken.save(str(path))
    kept = QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)
    assert not kept.isNull(), f"There is no picture at {path}; take one with {_UPDATE}=1."
    assert _share_of_different_pixels(taken, kept) <= _MOST_DIFFERENT
