from __future__ import annotations

import gc
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.resources import resource
from annotator.views.icons import application_icon, themed_icon, tinted_pixmap

ICONS = sorted(path for path in resource("icons").glob("*.svg") if path.stem != "claimdesk")


class TwoColours:
    """Gives one colour to everything, another to what is disabled."""

    def __init__(self) -> None:
        self.ink = QColor("red")

    def color(self, token: str) -> QColor:
        return QColor("blue") if token == "text.disabled" else self.ink


def _colours_of(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(pixel).name() for pixel in pixels if pixel.alpha() > 100}


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_drawn_on_24_by_24_in_the_current_colour_without_letters(path: Path) -> None:
    root = ElementTree.parse(path).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert not [element for element in root.iter() if element.tag.endswith("text")]


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_shows_something_in_the_asked_colour_only(qtbot: QtBot, path: Path) -> None:
    assert _colours_of(tinted_pixmap(path.stem, QColor("red"), side=24)) == {QColor("red").name()}


def test_an_icon_has_the_screens_own_pixels(qtbot: QtBot) -> None:
    pixmap = tinted_pixmap("search", QColor("red"), side=20, ratio=2.0)
    assert pixmap.size() == QSize(40, 40)
    assert pixmap.deviceIndependentSize().toSize() == QSize(20, 20)


def test_icons_are_kept_by_colour_and_size(qtbot: QtBot) -> None:
    first = tinted_pixmap("search", QColor("red"), side=24)
    assert tinted_pixmap("search", QColor("red"), side=24).cacheKey() == first.cacheKey()
    assert tinted_pixmap("search", QColor("blue"), side=24).cacheKey() != first.cacheKey()
    assert tinted_pixmap("search", QColor("red"), side=25).cacheKey() != first.cacheKey()


def test_an_icon_follows_the_theme_and_is_grey_where_disabled(qtbot: QtBot) -> None:
    colours = TwoColours()
    button = QPushButton(themed_icon("trash", colours), "")
    qtbot.addWidget(button)
    gc.collect()
    assert QColor("red").name() in _colours_of(button.grab())
    colours.ink = QColor("lime")
    assert QColor("lime").name() in _colours_of(button.grab())
    button.setEnabled(False)
    assert QColor("blue").name() in _colours_of(button.grab())


def test_a_copied_icon_outlives_the_first_one(qtbot: QtBot) -> None:
    icon = QIcon(themed_icon("undo", TwoColours()))
    gc.collect()
    assert _colours_of(icon.pixmap(QSize(32, 32))) == {QColor("red").name()}


def test_an_unknown_icon_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        themed_icon("nothing", TwoColours())


def test_the_application_icon_has_small_and_large_sizes(qtbot: QtBot) -> None:
    sizes = {size.width() for size in application_icon().availableSizes()}
    assert {16, 32, 256} <= sizes
    assert len(_colours_of(application_icon().pixmap(QSize(256, 256)))) > 3
