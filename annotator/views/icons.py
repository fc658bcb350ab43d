"""Our own icons, in the colours of the theme at the moment when they are painted."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from annotator.resources import resource

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


class Colours(Protocol):
    """Whoever knows the colours of now: the theme."""

    def color(self, token: str) -> QColor: ...


def application_icon() -> QIcon:
    """The application's own icon, in fixed colours."""
    from PySide6.QtSvg import QSvgRenderer

    icon = QIcon()
    renderer = QSvgRenderer(str(resource("icons", "claimdesk.svg")))
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = _transparent(QSize(side, side))
        painter = QPainter(pixmap)
        renderer.render(painter)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def themed_icon(name: str, colours: Colours, *, token: str = "text.primary") -> QIcon:
    """The icon `resources/icons/<name>.svg`, painted in `token`; in grey where it is disabled.

    FileNotFoundError where there is no such icon.
    """
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise FileNotFoundError(path)
    return QIcon(_TintedEngine(name, colours, token))


def tinted_pixmap(name: str, colour: QColor, *, side: int, ratio: float = 1.0) -> QPixmap:
    """The icon in one colour, `side` wide and high in logical pixels, for a screen of this pixel ratio."""
    key = f"claimdesk:{name}:{colour.rgba():x}:{side}:{ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    physical = round(side * ratio)
    pixmap = _transparent(QSize(physical, physical))
    painter = QPainter(pixmap)
    _renderer(name).render(painter, QRectF(pixmap.rect()))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), colour)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


class _TintedEngine(QIconEngine):
    def __init__(self, name: str, colours: Colours, token: str) -> None:
        super().__init__()
        self._name = name
        self._colours = colours
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatio()
        corner = rect.center() - QPoint((side - 1) // 2, (side - 1) // 2)
        painter.drawPixmap(corner, tinted_pixmap(self._name, self._tint(mode), side=side, ratio=ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float) -> QPixmap:
        # `size` is already in the screen's own pixels; Qt sets the ratio of what it gets.
        side = min(size.width(), size.height())
        pixmap = QPixmap(tinted_pixmap(self._name, self._tint(mode), side=side))
        pixmap.setDevicePixelRatio(scale)
        return pixmap

    def clone(self) -> QIconEngine:
        return _TintedEngine(self._name, self._colours, self._token)

    def key(self) -> str:
        return "claimdesk"

    def _tint(self, mode: QIcon.Mode) -> QColor:
        if mode is QIcon.Mode.Disabled:
            return self._colours.color("text.disabled")
        if mode is QIcon.Mode.Selected:
            return self._colours.color("accent.on")
        return self._colours.color(self._token)


@cache
def _renderer(name: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    return QSvgRenderer(QByteArray(resource("icons", f"{name}.svg").read_bytes()))


def _transparent(size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap
