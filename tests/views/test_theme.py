from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QPushButton,
    QRadioButton,
    QSlider,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.views.plain import heading_label, plain_label
from annotator.views.theme import Theme, ThemeChoice
from annotator.views.tokens import ThemeName


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    font, palette = QFont(qapp.font()), QPalette(qapp.palette())
    theme = Theme(qapp, choice=ThemeChoice.LIGHT)
    yield theme
    theme.setParent(None)
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.mark.parametrize("name", list(ThemeName))
def test_a_chosen_theme_colours_the_whole_application(
    theme: Theme, qapp: QApplication, name: ThemeName
) -> None:
    theme.choose(ThemeChoice(name))
    assert theme.name is name
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("bg.window")
    assert qapp.palette().color(QPalette.ColorRole.Highlight) == theme.color("accent")
    disabled = qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == theme.color("text.disabled")


def test_headings_stay_bold_and_titles_large_through_themes_and_sizes(theme: Theme, qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    column = QVBoxLayout(pane)
    heading, title, other = heading_label("Look"), plain_label("Claims of news"), plain_label("Theme")
    title.setProperty("title", True)
    for label in (heading, title, other):
        column.addWidget(label)
    pane.show()
    usual = other.font().pointSizeF()
    for zoom, choice in ((100, ThemeChoice.DARK), (200, ThemeChoice.DARK), (200, ThemeChoice.LIGHT)):
        theme.set_zoom(zoom)
        theme.choose(choice)
        assert [label.font().weight() for label in (heading, title, other)] == [600, 600, 400]
        sizes = [label.font().pointSizeF() for label in (heading, title, other)]
        assert sizes == pytest.approx([usual * zoom / 100 * share for share in (1, 1.7, 1)], abs=0.1)


def test_a_change_is_told_once_and_no_change_is_not(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose(ThemeChoice.DARK)
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(ThemeChoice.DARK)


def test_the_system_is_followed_live(
    theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    theme.choose(ThemeChoice.SYSTEM)

    class DarkHints:
        def colorScheme(self) -> Qt.ColorScheme:
            return Qt.ColorScheme.Dark

    monkeypatch.setattr(theme, "_hints", DarkHints())
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.name.is_dark
    theme.choose(ThemeChoice.HIGH_CONTRAST_LIGHT)
    with qtbot.assertNotEmitted(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)


def test_an_unknown_token_is_an_error(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("label.nothing")


def test_zoom_scales_the_font_and_stays_within_its_limits(theme: Theme, qapp: QApplication) -> None:
    normal = qapp.font().pointSizeF()
    theme.set_zoom(200)
    assert qapp.font().pointSizeF() == pytest.approx(2 * normal)
    theme.set_zoom(1000)
    assert theme.zoom == 300
    theme.zoom_in()
    assert theme.zoom == 300
    theme.set_zoom(1)
    assert theme.zoom == 50
    theme.set_zoom(100)
    theme.zoom_in()
    assert theme.zoom == 110
    theme.zoom_out()
    assert theme.zoom == 100
    assert qapp.font().pointSizeF() == pytest.approx(normal)


@pytest.mark.parametrize(
    "make", [QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox, QCheckBox, QRadioButton, QSlider]
)
def test_controls_are_large_enough_to_hit(theme: Theme, qtbot: QtBot, make: type[QWidget]) -> None:
    control = make()
    qtbot.addWidget(control)
    control.ensurePolished()
    assert control.sizeHint().height() >= 24
    assert control.sizeHint().width() >= 24


def test_what_clears_a_field_stands_inside_of_it(theme: Theme, qtbot: QtBot) -> None:
    field = QLineEdit("words")
    field.setClearButtonEnabled(True)
    qtbot.addWidget(field)
    field.show()
    (button,) = field.findChildren(QToolButton)
    assert field.rect().contains(button.geometry())
    assert abs(button.geometry().center().y() - field.rect().center().y()) <= 1


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_list_that_opens_shows_all_of_its_rows_large_enough_to_hit(
    theme: Theme, qtbot: QtBot, zoom: int
) -> None:
    theme.set_zoom(zoom)
    box = QComboBox()
    box.addItems(["Finished ones", "All, finished or not"])
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    rows = box.view()
    places = [rows.visualRect(rows.model().index(row, 0)) for row in range(2)]
    assert all(place.height() >= 24 and rows.viewport().rect().contains(place) for place in places)
    box.hidePopup()


@pytest.mark.parametrize(
    "make", [QPushButton, QComboBox, QLineEdit, QSpinBox, QCheckBox, QListView, QToolButton]
)
@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.HIGH_CONTRAST_DARK])
def test_the_focused_control_has_a_ring_two_pixels_wide(
    theme: Theme, qtbot: QtBot, make: type[QWidget], choice: ThemeChoice
) -> None:
    theme.choose(choice)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    other, control = QPushButton("other"), make()
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout.addWidget(other)
    layout.addWidget(control)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    other.setFocus()
    unfocused, place = _left_edge(control), control.geometry()
    control.setFocus()
    assert _left_edge(control) == [theme.color("focus.ring")] * 2
    assert unfocused != [theme.color("focus.ring")] * 2
    assert control.geometry() == place


def _left_edge(control: QWidget) -> list[QColor]:
    image = control.grab().toImage()
    return [image.pixelColor(x, image.height() // 2) for x in (0, 1)]
