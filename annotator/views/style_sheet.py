"""The style sheet: a visible focus, edges of enough contrast, controls large enough to hit."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from PySide6.QtGui import QColor

from annotator.resources import resource

# Lengths in em follow the font of each widget; only lines are in pixels. The focused edge is one pixel
# thicker, and the padding one thinner, so that nothing moves.
_BUTTONS = """
QPushButton, QToolButton, QComboBox, QLineEdit, QAbstractSpinBox, QCheckBox, QRadioButton, QSlider {
  min-height: ${target}px;
}
QPushButton {
  color: $text_primary; background: $bg_panel; border: 1px solid $line_border; border-radius: 0.3em;
  padding: 1px 0.9em;
}
QPushButton:hover { background: $bg_input; border-color: $text_secondary; }
QPushButton:pressed, QPushButton:checked { background: $bg_window; border-color: $text_primary; }
QPushButton:default { color: $accent_on; background: $accent; border-color: $accent; }
QPushButton:disabled { color: $text_disabled; background: $bg_window; border-color: $line_subtle; }
QPushButton:focus { border: 2px solid $focus_ring; padding: 0px 0.85em; }
QPushButton:default:focus { border-color: $text_primary; }
QToolButton, QSlider { min-width: ${target}px; }
QToolButton {
  border: 1px solid transparent; border-radius: 0.3em; padding: 1px 0.3em;
}
QLineEdit > QToolButton { min-width: 0px; min-height: 0px; padding: 0px; border: none; }
QToolButton:hover, QToolButton[outlined="true"] { border-color: $line_border; }
QToolButton[outlined="true"]:hover { border-color: $text_secondary; }
QToolButton:checked, QToolButton[outlined="true"]:checked {
  border-color: $text_primary; background: $bg_input;
}
QToolButton:disabled { color: $text_disabled; }
QToolButton:focus, QToolButton[outlined="true"]:focus { border: 2px solid $focus_ring; padding: 0px 0.25em; }
QCheckBox, QRadioButton {
  border: 2px solid transparent; border-radius: 0.3em; padding: 0px 0.3em; spacing: 0.5em;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus_ring; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 1.1em; height: 1.1em; background: $bg_input; border: 1px solid $line_border;
}
QCheckBox::indicator { border-radius: 0.2em; }
QRadioButton::indicator { border-radius: 0.5em; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$images/check_$on_accent.svg");
}
QRadioButton::indicator:checked {
  border-color: $accent;
  background: qradialgradient(cx: 0.5, cy: 0.5, fx: 0.5, fy: 0.5, radius: 0.5,
    stop: 0 $accent, stop: 0.55 $accent, stop: 0.6 $bg_input, stop: 1 $bg_input);
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled:!checked {
  background: $bg_window; border-color: $line_subtle;
}
QRadioButton::indicator:disabled:checked {
  border-color: $line_subtle;
  background: qradialgradient(cx: 0.5, cy: 0.5, fx: 0.5, fy: 0.5, radius: 0.5,
    stop: 0 $text_disabled, stop: 0.55 $text_disabled, stop: 0.6 $bg_window, stop: 1 $bg_window);
}
"""

# The list of a combo box opens below it: over it, Qt counts on lower rows and cuts the last.
_FIELDS = """
QLineEdit, QComboBox, QAbstractSpinBox {
  color: $text_primary; background: $bg_input; border: 1px solid $line_border; border-radius: 0.3em;
  padding: 1px 0.4em;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus_ring; padding: 0px 0.35em;
}
QLineEdit { placeholder-text-color: $text_disabled; }
QComboBox:disabled, QLineEdit:disabled, QAbstractSpinBox:disabled {
  color: $text_disabled; background: $bg_window; border-color: $line_subtle;
}
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView::item { min-height: ${target}px; }
QComboBox::drop-down { border: none; width: 1.6em; }
QComboBox::down-arrow { image: url("$images/down_$on_input.svg"); width: 0.8em; height: 0.8em; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 1.4em; }
QAbstractSpinBox::up-arrow { image: url("$images/up_$on_input.svg"); width: 0.7em; height: 0.7em; }
QAbstractSpinBox::down-arrow { image: url("$images/down_$on_input.svg"); width: 0.7em; height: 0.7em; }
QSlider::groove:horizontal { height: 0.25em; background: $line_border; border-radius: 0.1em; }
QSlider::handle:horizontal {
  width: 1em; height: 1em; margin: -0.4em 0em; border: 1px solid $text_primary; border-radius: 0.5em;
  background: $accent;
}
QSlider::handle:horizontal:focus { border: 2px solid $focus_ring; background: $bg_input; }
QProgressBar {
  min-height: 1.4em; color: $text_primary; background: $bg_input; border: 1px solid $line_border;
  border-radius: 0.3em; text-align: center;
}
QProgressBar::chunk { background: $label_confirmed_tint; border-right: 2px solid $text_primary; }
"""

_PANES = """
QLabel[heading="true"], QLabel[title="true"] { font-weight: 600; }
QLabel[title="true"] { font-size: ${title}pt; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QToolTip { color: $text_primary; background: $bg_panel; border: 1px solid $line_border; padding: 0.3em; }
QAbstractScrollArea { border: 1px solid $line_subtle; padding: 1px; }
QAbstractScrollArea:focus { border: 2px solid $focus_ring; padding: 0px; }
QScrollArea { border: none; padding: 0px; }
QScrollBar { background: $bg_window; border: none; }
QScrollBar:vertical { width: 0.9em; }
QScrollBar:horizontal { height: 0.9em; }
QScrollBar::handle { background: $line_border; border: 2px solid $bg_window; border-radius: 0.3em; }
QScrollBar::handle:vertical { min-height: 2em; }
QScrollBar::handle:horizontal { min-width: 2em; }
QScrollBar::handle:hover { background: $text_secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QTabWidget::pane { border: 1px solid $line_border; }
QTabBar::tab {
  color: $text_secondary; background: $bg_window; border: 1px solid $line_border; padding: 0.35em 0.9em;
}
QTabBar::tab:selected {
  color: $text_primary; background: $bg_input; border-bottom: 3px solid $accent;
}
QTabBar:focus { border: 2px solid $focus_ring; }
QHeaderView::section {
  color: $text_secondary; background: $bg_window; border: none; border-bottom: 1px solid $line_border;
  padding: 0.3em 2px;
}
QGroupBox { border: 1px solid $line_subtle; border-radius: 0.3em; margin-top: 0.7em; padding-top: 0.5em; }
QGroupBox::title { subcontrol-origin: margin; left: 0.6em; padding: 0em 0.3em; }
QMenuBar { background: $bg_window; }
QMenuBar::item { padding: 0.3em 0.6em; background: transparent; }
QMenuBar::item:selected { color: $accent_on; background: $accent; }
QMenu { background: $bg_panel; border: 1px solid $line_border; padding: 0.2em 0em; }
QMenu::item { padding: 0.3em 1.6em; background: transparent; }
QMenu::item:selected { color: $accent_on; background: $accent; }
QMenu::item:disabled { color: $text_disabled; background: transparent; }
QMenu::separator { height: 1px; background: $line_subtle; margin: 0.25em 0em; }
QSplitter::handle { background: $line_subtle; }
QSplitter::handle:hover { background: $line_border; }
QStatusBar::item { border: none; }
"""

_SHEET = Template(_BUTTONS + _FIELDS + _PANES)


def style_sheet(colours: Mapping[str, QColor], *, target: int, title: float, is_dark: bool) -> str:
    """The style sheet in these colours.

    `target` is the least height of a control in pixels, `title` the size of a title in points. Headings
    and titles get their font here, as Qt puts fonts of widgets back when the style sheet changes.
    """
    names = {token.replace(".", "_"): colour.name() for token, colour in colours.items()}
    return _SHEET.substitute(
        names,
        target=target,
        title=round(title, 1),
        images=resource("style").as_posix(),
        on_accent="black" if is_dark else "white",
        on_input="white" if is_dark else "black",
    )
