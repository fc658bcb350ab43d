from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from annotator.domain.hidden_characters import MOST
from annotator.views.plain import ElidedLabel, isolated, plain_label, tooltip, visible

_MARKUP = "<b>Bold</b> & <img src='x'>"


def test_g01_a_label_shows_markup_as_it_is_written(qtbot: QtBot) -> None:
    label = plain_label(_MARKUP)
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == _MARKUP


def test_g01_a_tooltip_shows_exactly_its_text() -> None:
    document = QTextDocument()
    document.setHtml(tooltip(f"{_MARKUP}\n  two  spaces"))
    assert document.toPlainText().replace("\u2028", "\n") == f"{_MARKUP}\n  two  spaces"
    assert tooltip("plain").startswith("<p")
    assert tooltip("") == ""


def test_t10_control_and_direction_characters_are_seen() -> None:
    assert visible("a\nb\x00") == "a␊b␀"
    assert visible("evil\u202egnp.exe") == "evil⟦RLO⟧gnp.exe"
    assert visible("\x7f\x85\u2028") == "␡⟦U+0085⟧⟦U+2028⟧"
    assert visible("vac\u200dcine \U000e0041") == "vac⟦ZWJ⟧cine ⟦TAG A⟧"
    assert "\u202e" not in visible("\u202e" * (MOST + 1))


def test_ordinary_text_of_any_script_is_left_alone() -> None:
    for text in ("Café – “ok”", "قالت وكالة", "می\u200cخواهم", "👩\u200d🚒", "中文", "Donau\u00addampf"):
        assert visible(text) == text


def test_t10_isolated_text_cannot_turn_what_stands_beside_it() -> None:
    assert isolated("قالت") == "\u2068قالت\u2069"
    assert isolated("a\u2069b") == "\u2068a⟦PDI⟧b\u2069"


def test_a_long_line_is_elided_and_told_in_the_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel("A title that is far too long for so little room <b>")
    qtbot.addWidget(label)
    label.resize(label.minimumSizeHint())
    label.resize(80, label.height())
    label.grab()
    assert "&lt;b&gt;" in label.toolTip()
    label.resize(2000, label.height())
    label.grab()
    assert label.toolTip() == ""
