from __future__ import annotations

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotator.views.choice_menu import ChoiceMenu


def test_one_item_is_ticked_and_a_chosen_one_is_told(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    choice = ChoiceMenu(menu, {"auto": "Automatic", "rtl": "Right to Left"})
    choice.show_value("auto")
    automatic, right_to_left = menu.actions()
    with qtbot.waitSignal(choice.chosen) as told:
        right_to_left.trigger()
    assert told.args == ["rtl"]
    assert [action.isChecked() for action in (automatic, right_to_left)] == [False, True]
    choice.show_value("auto")
    assert [action.isChecked() for action in (automatic, right_to_left)] == [True, False]
