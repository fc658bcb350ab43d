"""How the application looks: colours and the size of its text, changed at once and everywhere."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from annotator.qt_loading import STYLE, STYLE_AT_START
from annotator.views.style_sheet import style_sheet
from annotator.views.tokens import ThemeName, colours

ZOOM_LEAST, ZOOM_MOST = 50, 300
_ZOOM_STEPS = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 225, 250, 275, 300)
_TITLE_SHARE = 1.7
_TARGET_PIXELS = 24

_ROLES = {
    QPalette.ColorRole.Window: "bg.window",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "bg.input",
    QPalette.ColorRole.AlternateBase: "bg.panel",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.disabled",
    QPalette.ColorRole.Button: "bg.panel",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.BrightText: "sev.error",
    QPalette.ColorRole.ToolTipBase: "bg.panel",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent.on",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "label.unverified.ink",
    QPalette.ColorRole.Light: "line.subtle",
    QPalette.ColorRole.Midlight: "line.subtle",
    QPalette.ColorRole.Mid: "line.border",
    QPalette.ColorRole.Dark: "line.border",
    QPalette.ColorRole.Shadow: "line.border",
}
_DISABLED_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


class ThemeChoice(StrEnum):
    """What a person asked for; `SYSTEM` follows the desktop, live."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST_LIGHT = "high_contrast_light"
    HIGH_CONTRAST_DARK = "high_contrast_dark"


class Theme(QObject):
    """Gives the application its palette, style sheet and font, and its painters their colours."""

    changed = Signal()

    def __init__(
        self,
        application: QApplication,
        *,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        zoom: int = 100,
        is_dressed: bool = True,
    ) -> None:
        """Widgets are built faster without a style sheet: who has many to build calls `dress` after that."""
        super().__init__(application)
        self._is_dressed = is_dressed
        self._application = application
        self._system_font = QFont(application.font())
        self._system_is_dark = _is_dark(application.palette())
        self._choice = choice
        self._zoom = _within(zoom)
        # Kept, as PySide may drop the wrapper and its connections with it.
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_system_changed)
        if hasattr(self._hints, "accessibility"):  # Qt 6.10
            self._accessibility = self._hints.accessibility()
            self._accessibility.contrastPreferenceChanged.connect(self._on_system_changed)
        if os.environ.get(STYLE_AT_START) != STYLE:
            # Answers with a style, and for that PySide6 makes all names that styles have.
            application.setStyle(STYLE)
        self._name = self._resolved()
        self._apply()

    @property
    def name(self) -> ThemeName:
        """The set of colours that is in use."""
        return self._name

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    @property
    def zoom(self) -> int:
        """The size of all text in per cent of the system's."""
        return self._zoom

    @property
    def tokens(self) -> Mapping[str, QColor]:
        return colours(self._name)

    def color(self, token: str) -> QColor:
        """The colour for `token`, such as "label.disputed.ink". KeyError for an unknown one."""
        return colours(self._name)[token]

    def choose(self, choice: ThemeChoice) -> None:
        """Take another set of colours, or follow the system."""
        self._choice = choice
        self._refresh()

    def set_zoom(self, percent: int) -> None:
        """Scale all text; what is outside of 50 to 300 is moved inside."""
        if _within(percent) != self._zoom:
            self._zoom = _within(percent)
            self._apply()

    def dress(self) -> None:
        """Put the style sheet on, if it is not."""
        if not self._is_dressed:
            self._is_dressed = True
            self._put_on_style_sheet()

    def zoom_in(self) -> None:
        self.set_zoom(next((step for step in _ZOOM_STEPS if step > self._zoom), ZOOM_MOST))

    def zoom_out(self) -> None:
        self.set_zoom(next((step for step in reversed(_ZOOM_STEPS) if step < self._zoom), ZOOM_LEAST))

    @Slot()
    def _on_system_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        name = self._resolved()
        if name != self._name:
            self._name = name
            self._apply()

    def _resolved(self) -> ThemeName:
        if self._choice is not ThemeChoice.SYSTEM:
            return ThemeName(self._choice)
        scheme = self._hints.colorScheme()
        dark = self._system_is_dark if scheme is Qt.ColorScheme.Unknown else scheme is Qt.ColorScheme.Dark
        if self._system_asks_for_contrast():
            return ThemeName.HIGH_CONTRAST_DARK if dark else ThemeName.HIGH_CONTRAST_LIGHT
        return ThemeName.DARK if dark else ThemeName.LIGHT

    def _system_asks_for_contrast(self) -> bool:
        if not hasattr(self._hints, "accessibility"):
            return False
        return bool(self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast)

    def _apply(self) -> None:
        font = QFont(self._system_font)
        font.setPointSizeF(self._system_font.pointSizeF() * self._zoom / 100)
        self._application.setFont(font)
        self._application.setPalette(_palette(self.tokens))
        if self._is_dressed:
            self._put_on_style_sheet()
        self.changed.emit()

    def _put_on_style_sheet(self) -> None:
        target = round(_TARGET_PIXELS * self._zoom / 100)
        title = self._application.font().pointSizeF() * _TITLE_SHARE
        self._application.setStyleSheet(
            style_sheet(self.tokens, target=target, title=title, is_dark=self._name.is_dark)
        )


def _palette(tokens: Mapping[str, QColor]) -> QPalette:
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, tokens[token])
    for role in _DISABLED_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, tokens["text.disabled"])
    return palette


def _is_dark(palette: QPalette) -> bool:
    ground, ink = palette.color(QPalette.ColorRole.Window), palette.color(QPalette.ColorRole.WindowText)
    return ground.lightness() < ink.lightness()


def _within(percent: int) -> int:
    return min(max(percent, ZOOM_LEAST), ZOOM_MOST)
