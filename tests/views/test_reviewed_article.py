"""What review decided is seen, told and read aloud in the article itself, and only to whom it may be told."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.changes import Changes, Kind
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.models.claim_model import ClaimModel, ClaimRole
from annotator.views.article_view import ArticleView
from annotator.views.article_words import review_words, sentence_speech
from tests.views.article_builders import (
    ENGLISH,
    Colours,
    claim_on,
    decided,
    picture,
    reviewed,
    saying_of,
    sheet_of,
    shown,
)

LABELS = {label.key: label for label in DEFAULT_LABELS}
GROUND, INK = "state.adjudicated.tint", "state.adjudicated.ink"


def _words_at(view: ArticleView, words: str) -> QImage:
    """The picture of these words and of what is drawn under them."""
    geometry = view.geometry_of_marks
    assert geometry is not None
    start = ENGLISH.index(words)
    (piece, *_) = geometry.pieces(Span(start, start + len(words)))
    area = piece.words.translated(0, -view.verticalScrollBar().value()).toRect()
    return picture(view).copy(area.adjusted(0, 0, 0, 4))


def _has(image: QImage, token: str) -> bool:
    wanted = Colours().color(token).rgb()
    return any(image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width()))


def _without_review(sheet: Sheet) -> Sheet:
    return sheet_of(sheet.text, claims=sheet.claims)


def test_gold_has_its_ground_and_line_and_the_label_keeps_its_own(qtbot: QtBot) -> None:
    words = _words_at(shown(qtbot, reviewed()), "The harbour was closed on Monday")
    assert all(_has(words, token) for token in (GROUND, INK, "label.confirmed.ink"))
    assert not _has(words, "label.confirmed.tint")


def test_a_claim_that_review_left_out_keeps_its_ground_under_another_line(qtbot: QtBot) -> None:
    sheet = reviewed()
    after = _words_at(shown(qtbot, sheet), "A spokesman called")
    before = _words_at(shown(qtbot, _without_review(sheet)), "A spokesman called")
    assert after != before
    assert _has(after, "label.disputed.tint")
    assert not _has(after, GROUND)


def test_gold_is_seen_where_she_has_nothing_and_other_words_exactly(qtbot: QtBot) -> None:
    view = shown(qtbot, reviewed())
    assert _has(_words_at(view, "Nobody was hurt"), GROUND)
    assert not _has(_words_at(view, "the port said"), GROUND)
    assert _has(_words_at(view, "saw oil"), GROUND)
    assert not _has(_words_at(view, "Fishermen say"), GROUND)


def test_with_marks_hidden_review_is_hidden_too(qtbot: QtBot) -> None:
    view = shown(qtbot, reviewed())
    view.set_marks_visible(False)
    assert not _has(picture(view), GROUND)


def test_badges_and_overview_tell_gold_and_changes_from_other_claims(qtbot: QtBot) -> None:
    sheet = reviewed()
    view, plain = shown(qtbot, sheet), shown(qtbot, _without_review(sheet))
    for part in ("gutter", "overview"):
        image = getattr(view, part).grab().toImage()
        assert _has(image, INK)
        assert not _has(getattr(plain, part).grab().toImage(), INK)


def test_what_comes_later_is_painted_as_if_it_had_been_there(qtbot: QtBot) -> None:
    sheet = reviewed()
    feedback, sheet.feedback = sheet.feedback, None
    view = shown(qtbot, sheet)
    assert feedback is not None
    sheet.feedback = feedback
    view.refresh(Changes(frozenset({Kind.ADJUDICATION}), "a", spans=feedback.spans))
    whole = shown(qtbot, sheet)
    assert picture(view) == picture(whole)
    assert view.overview.grab().toImage() == whole.overview.grab().toImage()
    assert view.gutter.grab().toImage() == whole.gutter.grab().toImage()


def test_a_sentence_is_spoken_with_what_was_decided(qtbot: QtBot) -> None:
    sheet = reviewed()
    spoken = [sentence_speech(sheet, index, LABELS) for index in range(len(sheet.units))]
    assert spoken[0].startswith("1 of 5, confirmed, 1 claim, gold. ")
    assert spoken[1].startswith("2 of 5, undecided, gold: Disputed. ")
    assert ", decided in review: Confirmed, was Unverified" in spoken[2]
    assert ", decided in review: No claim, was Disputed. " in spoken[4]
    assert ", decided in review: Disputed, other words. " in spoken[5]
    plain = _without_review(sheet)
    assert review_words(plain, 0, LABELS) == []


def test_the_margin_tells_it_under_the_pointer(qtbot: QtBot) -> None:
    view = shown(qtbot, reviewed(), size=(560, 400))
    x = view.gutter.width() - 12
    told = [view.tips.on_margin(QPointF(x, y)) for y in range(0, view.gutter.height(), 3)]
    assert "Sentence 4 of 5: disputed, 1 claim\ndecided in review: No claim, was Disputed" in told
    assert "" in told, "beside no sign"


def test_two_badges_of_gold_in_a_line_are_as_large_as_two_others(qtbot: QtBot) -> None:
    text = "Two fell. Three rose.\n\nOne stood."
    claims = [claim_on(text, words, "confirmed") for words in ("Two fell.", "Three rose.", "One stood.")]
    sheet = sheet_of(text, claims=claims)
    wide = _clickable(shown(qtbot, sheet, size=(560, 400)), claims[0].span)
    sheet.feedback = ArticleFeedback(
        [decided(said=[saying_of(one)], gold=[saying_of(one)]) for one in claims]
    )
    view = shown(qtbot, sheet, size=(560, 400))
    assert _clickable(view, claims[0].span) == wide
    assert set(wide) == {claims[0].id, claims[1].id}
    assert _has(view.gutter.grab().toImage(), INK)


def _clickable(view: ArticleView, span: Span) -> Counter[str]:
    """How many pixels of the margin beside a line lead to which claim."""
    geometry = view.geometry_of_marks
    assert geometry is not None
    extent = geometry.extent(span)
    assert extent is not None
    clicked: list[str] = []
    view.gutter.claim_clicked.connect(clicked.append)
    for x in range(view.gutter.width()):
        place = QPoint(x, round(extent.middle_of_first_line) - view.verticalScrollBar().value())
        QTest.mouseClick(view.gutter, Qt.MouseButton.LeftButton, pos=place)
    return Counter(clicked)


def test_cards_carry_and_say_it(qtbot: QtBot) -> None:
    model = ClaimModel()
    model.show_sheet(reviewed())
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    assert [(row.data(ClaimRole.IS_GOLD), row.data(ClaimRole.IS_CHANGED)) for row in rows] == [
        (True, False),
        *[(False, True)] * 3,
    ]
    spoken = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]
    assert ", gold: " in spoken[0]
    assert "decided in review: Confirmed, was Unverified: " in spoken[1]


def test_who_follows_a_decision_has_gold(qtbot: QtBot) -> None:
    sheet = reviewed()
    divers = claim_on(ENGLISH, "divers still search the wreck", "confirmed")
    sheet.put(divers)
    assert sheet.feedback is not None
    assert sheet.feedback.keeps(divers)
