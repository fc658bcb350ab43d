"""Marks stand under the words that they mean, and are told apart without colour."""

from __future__ import annotations

from math import ceil, floor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage
from pytestqt.qtbot import QtBot

from annotator.domain.cursor import Cursor
from annotator.domain.records import Claim, Unit
from annotator.domain.spans import Span
from annotator.views.article_document import ArticleDocument, TextStyle
from annotator.views.article_plan import LONGEST_BLOCK
from annotator.views.article_view import ArticleView
from annotator.views.tokens import ThemeName
from tests.views.article_builders import ENGLISH, MIXED, Colours, claim_on, picture, sheet_of, shown
from tests.views.line_shapes import label_of_line

SPANS = [
    (MIXED, "وكالة Reuters إن القوات"),
    (MIXED, "Reuters إن"),
    (MIXED, "مدينة Mosul"),
    ("שלום the Hebrew עולם says hello and more.", "Hebrew עולם says"),
    ("Déjà 🧨🧨 vu e\u0301e\u0301 🧨 family and friends.", "vu e\u0301e\u0301 🧨 family"),
    ("Plain words and nothing else at all.", "words and"),
]


def _ink_columns(view: ArticleView, label: str) -> set[int]:
    """The columns of pixels in which the label's full colour is painted."""
    image = picture(view)
    ink = Colours().color(f"label.{label}.ink")
    return {x for x in range(image.width()) if any(_is(image, x, y, ink) for y in range(image.height()))}


def _is(image: QImage, x: int, y: int, color: QColor) -> bool:
    return image.pixel(x, y) == color.rgb()


def _glyph_columns(view: ArticleView, text: str, words: str) -> set[int]:
    """Where the characters stand, one by one, as the first line of the first block says."""
    block = view.document().begin()
    line = block.layout().lineAt(0)
    place = len(text[: text.index(words)].encode("utf-16-le")) // 2
    columns: set[int] = set()
    for character in words:
        width = len(character.encode("utf-16-le")) // 2
        for run in line.glyphRuns(place, width):
            box = run.boundingRect().translated(block.layout().position())
            columns.update(range(floor(box.left()), ceil(box.right())))
        place += width
    return columns


@pytest.mark.parametrize(("text", "words"), SPANS)
def test_a_line_lies_under_its_own_characters_and_under_all_of_them(
    qtbot: QtBot, text: str, words: str
) -> None:
    sheet = sheet_of(text, claims=[claim_on(text, words, "confirmed")])
    view = shown(qtbot, sheet, size=(1_000, 200))
    painted, glyphs = _ink_columns(view, "confirmed"), _glyph_columns(view, text, words)
    near = {column + step for column in glyphs for step in (-1, 0, 1)}
    assert painted <= near
    assert len(painted & glyphs) >= 0.95 * len(glyphs)


def test_a_line_ends_with_the_last_word_of_each_visual_line(qtbot: QtBot) -> None:
    text = "word " * 60 + "end."
    sheet = sheet_of(text, claims=[claim_on(text, text, "confirmed")])
    view = shown(qtbot, sheet, size=(600, 400))
    geometry = view.geometry_of_marks
    assert geometry is not None
    pieces = geometry.pieces(Span(0, len(text)))
    assert len(pieces) > 2
    word, space = geometry.pieces(Span(0, 4))[0].width, geometry.pieces(Span(0, 9))[0].width
    space -= 2 * word
    for piece in pieces[:-1]:
        words = round((piece.width + space) / (word + space))
        assert piece.width == pytest.approx(words * word + (words - 1) * space, abs=1)


def _row_under(view: ArticleView, claim: Claim) -> list[list[int]]:
    """The greys below a claim's first visual line, row by row, above the next line's words."""
    geometry = view.geometry_of_marks
    assert geometry is not None
    piece = geometry.pieces(claim.span)[0]
    image = picture(view).convertToFormat(QImage.Format.Format_Grayscale8)
    top = round(piece.bottom - view.verticalScrollBar().value()) + 1
    return [
        [image.pixelColor(x, y).lightness() for x in range(round(piece.left) + 2, round(piece.right) - 2)]
        for y in range(top, top + 6)
    ]


@pytest.mark.parametrize("theme", list(ThemeName))
def test_thirty_of_thirty_lines_are_named_in_grey(qtbot: QtBot, theme: ThemeName) -> None:
    labels = ["confirmed", "disputed", "unverified"] * 10
    lines = [f"Sentence number {n} says that something has happened." for n in range(30)]
    text = "\n".join(lines)
    claims = [claim_on(text, line, label) for line, label in zip(lines, labels, strict=True)]
    view = shown(qtbot, sheet_of(text, claims=claims), size=(900, 1_600), theme=theme)
    rows = [_row_under(view, claim) for claim in claims]
    assert [label_of_line(row, theme) for row in rows] == labels


def test_overlapping_claims_have_lanes_of_their_own(qtbot: QtBot) -> None:
    claims = [
        claim_on(ENGLISH, "The harbour was closed on Monday", "confirmed"),
        claim_on(ENGLISH, "closed on Monday after two ships", "unverified"),
    ]
    view = shown(qtbot, sheet_of(ENGLISH, claims=claims), size=(900, 300))
    image = picture(view)
    inks = [Colours().color(f"label.{label}.ink") for label in ("confirmed", "unverified")]
    rows = [
        {y for y in range(image.height()) if any(_is(image, x, y, ink) for x in range(image.width()))}
        for ink in inks
    ]
    assert rows[0]
    assert rows[1]
    assert max(rows[0]) < min(rows[1])


def test_the_current_claim_is_thicker_and_one_below_it_thinner(qtbot: QtBot) -> None:
    first = claim_on(ENGLISH, "The harbour was closed on Monday", "confirmed")
    second = claim_on(ENGLISH, "closed on Monday after two ships", "unverified")
    view = shown(qtbot, sheet_of(ENGLISH, claims=[first, second]), size=(900, 300))

    def rows_of(label: str) -> int:
        image, ink = picture(view), Colours().color(f"label.{label}.ink")
        return sum(any(_is(image, x, y, ink) for x in range(image.width())) for y in range(image.height()))

    usual = rows_of("confirmed"), rows_of("unverified")
    view.show_cursor(Cursor(0, claim_id=first.id))
    assert rows_of("confirmed") > usual[0]
    assert rows_of("unverified") < usual[1]


def test_a_lost_link_is_drawn_and_not_stored(qtbot: QtBot) -> None:
    text = "The  have staggered the West."
    with_gap = [Unit("a", 0, len(text), gaps=(Span(3, 5),))]
    without = shown(qtbot, sheet_of(text))
    view = shown(qtbot, sheet_of(text, units=with_gap))
    assert picture(view) != picture(without)
    assert view.document().toPlainText() == text


def _document(text: str, units: list[Unit] | None = None) -> ArticleDocument:
    return ArticleDocument(sheet_of(text, units=units or []), TextStyle(QFont("DejaVu Serif"), 16, 12))


@pytest.mark.usefixtures("qapp")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="a é\u0301🧨漢ب\n\u2028\ufffc", max_size=60), st.data())
def test_positions_and_offsets_agree(text: str, data: st.DataObject) -> None:
    document = _document(text)
    offset = data.draw(st.integers(0, len(text)))
    position = document.position(offset)
    assert position == len(text[:offset].encode("utf-16-le")) // 2
    assert document.offset(position) == offset


@pytest.mark.usefixtures("qapp")
def test_a_paragraph_cut_for_display_keeps_its_offsets() -> None:
    text = "🧨 short\n" + "word 🧨 " * 4_000 + "\nlast"
    document = _document(text)
    assert max(len(line) for line in document.qt.toPlainText().split("\n")) <= LONGEST_BLOCK
    assert document.qt.toPlainText().replace("\n", "") == text.replace("\n", "")
    shown = document.qt.toPlainText().encode("utf-16-le")
    for offset in range(0, len(text), 371):
        assert document.offset(document.position(offset)) == offset
        first, last = document.position(offset), document.position(offset + 1, is_end=True)
        assert shown[2 * first : 2 * last].decode("utf-16-le") == text[offset]


@pytest.mark.usefixtures("qapp")
def test_the_rest_of_a_cut_paragraph_reads_in_the_same_direction() -> None:
    document = _document("السلام " + "word " * 4_000)
    second = document.qt.begin().next()
    assert second.isValid()
    assert second.textDirection() == Qt.LayoutDirection.RightToLeft
