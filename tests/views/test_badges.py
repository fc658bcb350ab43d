from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTransform
from pytestqt.qtbot import QtBot

from annotator.domain.labels import CONFIRMED, DEFAULT_LABELS
from annotator.domain.records import Label
from annotator.views.badges import (
    Mark,
    badge_outline,
    badge_side,
    label_ink,
    label_tint,
    paint_badge,
    paint_mark,
)
from annotator.views.tokens import ThemeName, colours

SHAPES = ("circle", "diamond", "square", "triangle", "hexagon", "pentagon", "star", "cross", "bar")
SIDE = 24


class Light:
    def color(self, token: str) -> QColor:
        return colours(ThemeName.LIGHT)[token]


def _canvas() -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    return image


def _silhouette(shape: str) -> frozenset[tuple[int, int]]:
    path = QTransform.fromScale(SIDE, SIDE).map(badge_outline(shape))
    image = _canvas()
    painter = QPainter(image)
    painter.fillPath(path, QColor("black"))
    painter.end()
    return frozenset(
        (x, y) for x in range(SIDE) for y in range(SIDE) if image.pixelColor(x, y).lightness() < 128
    )


def _badge(label: Label) -> QImage:
    image = _canvas()
    painter = QPainter(image)
    paint_badge(painter, QRectF(0, 0, SIDE, SIDE), label, Light())
    painter.end()
    return image


def _mark(mark: Mark) -> QImage:
    image = _canvas()
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, SIDE, SIDE), mark, Light())
    painter.end()
    return image


@pytest.mark.parametrize(("one", "other"), list(combinations(SHAPES, 2)))
def test_outlines_of_badges_really_differ(qtbot: QtBot, one: str, other: str) -> None:
    first, second = _silhouette(one), _silhouette(other)
    assert len(first ^ second) >= 0.08 * SIDE * SIDE


def test_an_unknown_shape_is_a_square(qtbot: QtBot) -> None:
    assert _silhouette("blob") == _silhouette("square")


@pytest.mark.parametrize("label", DEFAULT_LABELS, ids=lambda label: label.key)
def test_a_badge_has_its_labels_ink_and_a_glyph_on_it(qtbot: QtBot, label: Label) -> None:
    image = _badge(label)
    seen = {image.pixelColor(x, y).name() for x in range(SIDE) for y in range(SIDE)}
    assert label_ink(label, Light()).name() in seen
    assert image != _badge(replace(label, glyph=" "))


def test_a_custom_label_shows_its_letter(qtbot: QtBot) -> None:
    custom = replace(CONFIRMED, key="m", shape="hexagon", glyph="M")
    assert _badge(custom) != _badge(replace(custom, glyph="N"))


@pytest.mark.parametrize(("one", "other"), list(combinations(Mark, 2)))
def test_marks_of_states_differ(qtbot: QtBot, one: Mark, other: Mark) -> None:
    assert _mark(one) != _mark(other)
    assert _mark(one) != _canvas()


def test_a_label_without_a_tint_stands_on_the_articles_ground() -> None:
    unknown = replace(CONFIRMED, token="label.none")
    assert label_tint(unknown, Light()) == Light().color("bg.article")
    assert label_tint(CONFIRMED, Light()) == Light().color("label.confirmed.tint")


def test_badges_grow_with_the_text(qtbot: QtBot) -> None:
    small, large = QFont(), QFont()
    small.setPointSizeF(9)
    large.setPointSizeF(18)
    assert badge_side(large) == pytest.approx(2 * badge_side(small), rel=0.1)


def test_a_label_that_the_palette_does_not_know_is_drawn_quietly(qtbot: QtBot) -> None:
    unknown = replace(CONFIRMED, token="label.of.a.newer.version")
    assert label_ink(unknown, Light()) == Light().color("label.none.ink")
    assert _badge(unknown) != _canvas()
