"""Badges and marks as pictures that are painted once and used for every line that needs them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

from annotator.domain.records import Label
from annotator.views.badges import Mark, Rim, label_ink, paint_badge, paint_mark
from annotator.views.icons import Colours


def sign_pixmap(
    sign: Label | Mark, colours: Colours, *, side: int, ratio: float, rim: Rim = Rim.PLAIN
) -> QPixmap:
    """A label's badge with its `rim` or a state's mark, `side` logical pixels wide and high."""
    if isinstance(sign, Label):
        ink = label_ink(sign, colours).rgba()
        gold = colours.color("state.adjudicated.ink").rgba()
        on_ink = colours.color("label.on_ink").rgba()
        what = f"{sign.shape}:{sign.glyph}:{rim}:{ink:x}:{on_ink:x}:{gold:x}"
    else:
        # The inks of the marks change with the theme, as these two do.
        inks = (colours.color(token).rgba() for token in ("text.secondary", "sev.warn"))
        what = f"{sign}:" + ":".join(f"{ink:x}" for ink in inks)
    key = f"claimdesk:sign:{what}:{side}:{ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    box = QRectF(0, 0, side, side)
    if isinstance(sign, Label):
        paint_badge(painter, box, sign, colours, rim=rim)
    else:
        paint_mark(painter, box, sign, colours)
    painter.end()
    QPixmapCache.insert(key, pixmap)
    return pixmap
