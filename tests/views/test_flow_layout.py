from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.views.flow_layout import FlowLayout


@pytest.fixture
def box(qtbot: QtBot) -> QWidget:
    box = QWidget()
    qtbot.addWidget(box)
    return box


def fill(box: QWidget, *, stacks: bool = False) -> list[QPushButton]:
    flow = FlowLayout(box, stacks=stacks)
    buttons = [QPushButton(text) for text in ("One", "Two", "Three")]
    for button in buttons:
        flow.addWidget(button)
    return buttons


def set_width(box: QWidget, width: int) -> None:
    layout = box.layout()
    assert layout is not None
    box.resize(width, layout.heightForWidth(width))
    layout.activate()
    layout.setGeometry(box.rect())


def test_what_fits_stands_side_by_side(box: QWidget) -> None:
    buttons = fill(box)
    set_width(box, 1000)
    assert len({button.y() for button in buttons}) == 1
    assert buttons[0].geometry().right() < buttons[1].x()


def test_what_does_not_fit_goes_on_below_and_inside(box: QWidget) -> None:
    buttons = fill(box)
    set_width(box, buttons[0].sizeHint().width() * 2)
    assert buttons[2].y() > buttons[0].y()
    assert all(box.rect().contains(button.geometry()) for button in buttons)


def test_a_stack_is_one_row_or_a_row_for_each(box: QWidget) -> None:
    buttons = fill(box, stacks=True)
    set_width(box, 1000)
    assert len({button.y() for button in buttons}) == 1
    set_width(box, buttons[0].sizeHint().width() * 2)
    assert len({button.y() for button in buttons}) == 3
    assert {button.width() for button in buttons} == {box.width()}


def test_it_begins_on_the_side_that_reading_begins(box: QWidget) -> None:
    buttons = fill(box)
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    set_width(box, 1000)
    assert buttons[0].geometry().right() == box.rect().right()
    assert buttons[1].geometry().right() < buttons[0].x()


def test_hidden_widgets_take_no_room(box: QWidget) -> None:
    buttons = fill(box)
    for button in buttons:
        button.hide()
    assert box.sizeHint().height() == 0
