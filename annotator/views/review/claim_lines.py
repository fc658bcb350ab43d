"""Claims without their owner, as versions and gold show them: badge, label, words, sureness and note."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.records import Label
from annotator.domain.review.items import ShownClaim
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.plain import plain_label, visible
from annotator.views.review.review_words import claim_words, label_name, sureness_word, tr
from annotator.views.review.sign_mark import SignMark


def clear(layout: QLayout) -> None:
    """Take everything out of `layout`, at once and for good."""
    while item := layout.takeAt(0):
        if inner := item.layout():
            clear(inner)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def signed_line(sign: QWidget, words: str, *, lead: str = "") -> QHBoxLayout:
    """A sign with words beside it, and before both a letter or name."""
    line = QHBoxLayout()
    line.setSpacing(sign.fontMetrics().height() // 2)
    if lead:
        letter = plain_label(visible(lead))
        letter.setProperty("heading", True)
        letter.setWordWrap(False)
        line.addWidget(letter, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(plain_label(words), 1)
    return line


def add_claim(
    column: QVBoxLayout,
    claim: ShownClaim,
    labels: Mapping[str, Label],
    colours: Colours,
    *,
    lead: str = "",
) -> None:
    """Write a claim into `column`."""
    sign = labels.get(claim.label) or (Mark.STALE if claim.label else Mark.UNDECIDED)
    told = ", ".join(filter(None, (label_name(labels, claim.label), sureness_word(claim.confidence))))
    column.addLayout(signed_line(SignMark(colours, sign), told, lead=lead))
    column.addWidget(_quiet(claim_words(claim), is_quiet=False))
    if claim.note:
        column.addWidget(_quiet(tr("note: %1").replace("%1", visible(claim.note)), is_quiet=True))


def _quiet(words: str, *, is_quiet: bool) -> QWidget:
    label = plain_label(words)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if is_quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
