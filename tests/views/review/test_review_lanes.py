"""Lanes stand under the words that they mean, are told apart without colour, and leave the text readable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, floor

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.spans import Span
from annotator.views.review.lane_gutter import LaneGutter
from annotator.views.review.lanes import Exhibit, Lane, LaneMark
from annotator.views.review.review_text import ReviewText
from annotator.views.tokens import ThemeName
from tests.views.article_builders import ENGLISH, MIXED, Colours, sheet_of
from tests.views.line_shapes import label_of_line
from tests.views.panes import no_key

OFFICIALS = "Officials expect it to open again within days, although divers still search the wreck."
HURT = "Nobody was hurt, the port said."


@contextmanager
def _shown(
    qtbot: QtBot,
    text: str,
    exhibit: Exhibit,
    *,
    size: tuple[int, int] = (900, 600),
    theme: ThemeName = ThemeName.LIGHT,
) -> Iterator[ReviewText]:
    """The text of a review in a window of its own, painted once."""
    view = ReviewText(Colours(theme), no_key)
    view.set_labels(DEFAULT_LABELS)
    view.set_text_font("DejaVu Serif", 12)
    view.resize(*size)
    view.show_exhibit(sheet_of(text), exhibit)
    view.show()
    qtbot.waitExposed(view)
    try:
        yield view
    finally:
        view.show_exhibit(None, None)
        view.close()
        view.deleteLater()


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def _lane(letter: str, text: str, words: str, label: str) -> Lane:
    return Lane(letter, (LaneMark(label, (_span(text, words),)),))


def _picture(view: ReviewText) -> QImage:
    return view.viewport().grab().toImage()


def _columns(image: QImage, token: str, theme: ThemeName = ThemeName.LIGHT) -> set[int]:
    """The columns of pixels that hold the full colour of `token`."""
    ink = Colours(theme).color(token).rgb()
    return {x for x in range(image.width()) if any(image.pixel(x, y) == ink for y in range(image.height()))}


def _rows(image: QImage, token: str) -> set[int]:
    ink = Colours().color(token).rgb()
    return {y for y in range(image.height()) if any(image.pixel(x, y) == ink for x in range(image.width()))}


@pytest.mark.parametrize("words", ["وكالة Reuters إن القوات", "Reuters إن", "مدينة Mosul"])
def test_a_lane_in_arabic_lies_under_its_own_glyphs_and_under_all_of_them(qtbot: QtBot, words: str) -> None:
    lanes = (
        _lane("A", MIXED, words, "confirmed"),
        _lane("B", MIXED, MIXED, "unverified"),
        Lane("C"),
    )
    with _shown(qtbot, MIXED, Exhibit(Span(0, len(MIXED)), lanes), size=(1_000, 300)) as view:
        geometry = view.geometry_of_marks
        assert geometry is not None
        glyphs = {
            column
            for piece in geometry.pieces(_span(MIXED, words))
            for column in range(floor(piece.left), ceil(piece.right))
        }
        painted = _columns(_picture(view), "label.confirmed.ink")
        near = {column + step for column in glyphs for step in (-1, 0, 1)}
        assert painted <= near
        assert len(painted & glyphs) >= 0.95 * len(glyphs)


def test_letters_change_sides_with_the_article(qtbot: QtBot) -> None:
    english = Exhibit(_span(ENGLISH, OFFICIALS), (_lane("A", ENGLISH, OFFICIALS, "confirmed"), Lane("B")))
    arabic = Exhibit(Span(0, len(MIXED)), (_lane("A", MIXED, MIXED, "confirmed"), Lane("B")))
    with _shown(qtbot, ENGLISH, english) as view:
        gutter = view.findChild(LaneGutter)
        assert gutter is not None
        for text, exhibit in ((MIXED, arabic), (ENGLISH, english)):
            view.show_exhibit(sheet_of(text), exhibit)
            assert gutter.geometry() == view.gutter_area


def test_letters_stand_at_the_right_of_a_text_that_starts_there(qtbot: QtBot) -> None:
    lanes = (_lane("A", MIXED, MIXED, "confirmed"), Lane("B"))
    with _shown(qtbot, MIXED, Exhibit(Span(0, len(MIXED)), lanes), size=(700, 300)) as view:
        assert view.gutter_area.left() > view.viewport().geometry().center().x()
    lanes = (_lane("A", ENGLISH, OFFICIALS, "confirmed"), Lane("B"))
    with _shown(qtbot, ENGLISH, Exhibit(_span(ENGLISH, OFFICIALS), lanes), size=(700, 300)) as view:
        assert view.gutter_area.right() < view.viewport().geometry().center().x()


@pytest.mark.parametrize("theme", list(ThemeName))
def test_lanes_are_named_in_grey(qtbot: QtBot, theme: ThemeName) -> None:
    order = ["disputed", "confirmed", "unverified", "confirmed", "disputed"]
    words = "Officials expect it to open again"
    lanes = tuple(_lane(letter, ENGLISH, words, label) for letter, label in zip("ABCDE", order, strict=True))
    with _shown(qtbot, ENGLISH, Exhibit(_span(ENGLISH, OFFICIALS), lanes), theme=theme) as view:
        geometry = view.geometry_of_marks
        assert geometry is not None
        piece = geometry.pieces(_span(ENGLISH, words))[0]
        image = _picture(view).convertToFormat(QImage.Format.Format_Grayscale8)
        found = []
        scale = view.text_scale
        for place in range(len(order)):
            top = round(piece.bottom - view.verticalScrollBar().value() + (4 + 14 * place + 2) * scale)
            # Past the tick at its start.
            columns = range(round(piece.left) + 4, round(piece.right) - 2)
            rows = [[image.pixelColor(x, y).lightness() for x in columns] for y in range(top, top + 10)]
            found.append(label_of_line(rows, theme))
        assert found == order


def test_every_lane_has_a_height_of_its_own(qtbot: QtBot) -> None:
    lanes = (
        _lane("A", ENGLISH, HURT, "confirmed"),
        _lane("B", ENGLISH, "Nobody", "unverified"),
    )
    with _shown(qtbot, ENGLISH, Exhibit(_span(ENGLISH, HURT), lanes), size=(1_200, 500)) as view:
        image = _picture(view)
        confirmed, unverified = (_rows(image, f"label.{label}.ink") for label in ("confirmed", "unverified"))
        assert confirmed
        assert unverified
        assert max(confirmed) < min(unverified)


def test_where_all_agree_there_is_one_lane_without_a_letter(qtbot: QtBot) -> None:
    lanes = (_lane("", ENGLISH, OFFICIALS, "unverified"),)
    with _shown(qtbot, ENGLISH, Exhibit(_span(ENGLISH, OFFICIALS), lanes), size=(1_200, 500)) as view:
        assert _rows(_picture(view), "label.unverified.ink")
        ground = Colours().color("bg.article").rgb()
        gutter = view.grab(view.gutter_area).toImage()
        pixels = {gutter.pixel(x, y) for x in range(gutter.width()) for y in range(gutter.height())}
        assert pixels == {ground}


def test_a_blind_item_shows_words_and_no_lane(qtbot: QtBot) -> None:
    lanes = (_lane("A", ENGLISH, OFFICIALS, "confirmed"), _lane("B", ENGLISH, OFFICIALS, "unverified"))
    exhibit = Exhibit(_span(ENGLISH, OFFICIALS), lanes, is_blind=True)
    with _shown(qtbot, ENGLISH, exhibit) as view:
        image = _picture(view)
        assert not _rows(image, "label.confirmed.ink")
        assert not _rows(image, "label.unverified.ink")


def test_three_sentences_can_be_read_on_either_side(qtbot: QtBot) -> None:
    lines = [f"Sentence {number} says that something happened there on that day." for number in range(40)]
    text = "\n".join(lines)
    lanes = tuple(_lane(letter, text, lines[20], "confirmed") for letter in "ABCDE")
    with _shown(qtbot, text, Exhibit(_span(text, lines[20]), lanes), size=(700, 560)) as view:
        geometry = view.geometry_of_marks
        assert geometry is not None
        top, height = view.verticalScrollBar().value(), view.viewport().height()
        seen = geometry.visible(top, top + height)
        for number in (17, 18, 19, 20, 21, 22, 23):
            extent = geometry.extent(_span(text, lines[number]))
            assert extent is not None
            assert seen.contains(_span(text, lines[number]))
            assert top <= extent.top
            assert extent.bottom <= top + height


def test_the_text_keeps_every_character(qtbot: QtBot) -> None:
    lanes = (_lane("A", ENGLISH, "although divers", "confirmed"), Lane("B"))
    with _shown(qtbot, ENGLISH, Exhibit(_span(ENGLISH, "although divers"), lanes)) as view:
        shown = view.document().toPlainText()
        assert shown.replace("\n", "") == ENGLISH.replace("\n", "")
