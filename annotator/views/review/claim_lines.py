"""What versions and gold say, line by line; claims stand there without their owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.domain.review.items import ShownClaim
from annotator.views.badges import Mark
from annotator.views.icons import Colours
from annotator.views.plain import heading_label, plain_label, visible
from annotator.views.review.review_words import claim_words, label_name, sureness_word, tr
from annotator.views.review.sign_mark import Sign, SignMark


@immutable
class Line:
    """Words, before them a sign, and before both a letter or name; without a sign, words alone."""

    words: str
    sign: Sign | None = None
    lead: str = ""
    is_quiet: bool = False


class LineColumn(QVBoxLayout):
    """A column of lines whose widgets stay, as making and styling them anew takes longer than painting.

    What is added to it by others stands below the lines.
    """

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = colours
        self._rows: list[_Row] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others; they have their places when this returns."""
        while len(self._rows) < len(lines):
            row = _Row(self._colours)
            self.insertLayout(len(self._rows), row)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.show_line(lines[place] if place < len(lines) else None)
        self.activate()


class _Row(QHBoxLayout):
    """One line. What it does not show has no words either."""

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._shown: Line | None = None
        self._lead, self._words = heading_label(), plain_label()
        self._lead.setWordWrap(False)
        self._sign = SignMark(colours, Mark.UNDECIDED)
        for part in (self._lead, self._sign):
            self.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        self.addWidget(self._words, 1)
        for part in (self._lead, self._sign, self._words):
            part.hide()
        self.setSpacing(self._sign.fontMetrics().height() // 2)

    def show_line(self, line: Line | None) -> None:
        if line == self._shown:
            return
        self._shown = line
        words, sign, lead = (line.words, line.sign, line.lead) if line else ("", None, "")
        _write(self._lead, visible(lead))
        self._lead.setVisible(bool(lead))
        if sign is not None:
            self._sign.set_sign(sign)
        self._sign.setVisible(sign is not None)
        _write(self._words, words)
        # Words alone take the width that there is, and never ask for more.
        policy = self._words.sizePolicy()
        policy.setHorizontalPolicy(
            QSizePolicy.Policy.Ignored if sign is None else QSizePolicy.Policy.Preferred
        )
        self._words.setSizePolicy(policy)
        is_quiet = line is not None and line.is_quiet
        role = QPalette.ColorRole.PlaceholderText if is_quiet else QPalette.ColorRole.WindowText
        if self._words.foregroundRole() != role:
            self._words.setForegroundRole(role)
        self._words.setVisible(line is not None)


def claim_lines(claim: ShownClaim, labels: Mapping[str, Label], *, lead: str = "") -> Iterator[Line]:
    """What is said of a claim."""
    sign = labels.get(claim.label) or (Mark.STALE if claim.label else Mark.UNDECIDED)
    told = ", ".join(filter(None, (label_name(labels, claim.label), sureness_word(claim.confidence))))
    yield Line(told, sign, lead)
    yield Line(claim_words(claim))
    if claim.note:
        yield Line(tr("note: %1").replace("%1", visible(claim.note)), is_quiet=True)


def _write(label: QLabel, words: str) -> None:
    if label.text() != words:
        label.setText(words)
