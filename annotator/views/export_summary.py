"""What a file will hold, what is left out and why, and what to do where nothing is left."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.desk.notices import Severity
from annotator.exchange.choices import Annotations
from annotator.exchange.formats import writers
from annotator.exchange.losses import Loss
from annotator.exchange.planning import LeftOut, Plan, Reason, Thing
from annotator.exchange.proof import Proof
from annotator.views import count_words
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours
from annotator.views.plain import plain_label, tooltip
from annotator.views.severity_mark import SeverityMark

_FEW_LOSSES: Final = 2
"""So many are told at once; the others stand in the tooltip, and all of them in the manifest."""


class Fix(StrEnum):
    """What can be done so that there is something to export."""

    INCLUDE_UNFINISHED = "include_unfinished"
    GO_TO_UNFINISHED = "go_to_unfinished"
    INCLUDE_EVERYBODY = "include_everybody"
    INCLUDE_NO_CLAIMS = "include_no_claims"
    TAKE_MAJORITY = "take_majority"


class ExportSummary(QWidget):
    """`left_out_requested` carries a `planning.Reason`, `fix_requested` a Fix."""

    left_out_requested = Signal(str)
    fix_requested = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._proof = Proof()
        self._mark = SeverityMark(colours)
        self._text = plain_label(self.tr("Counting what there is to export…"))
        self._links = QWidget()
        self._row = FlowLayout(self._links)
        words = QVBoxLayout()
        words.addWidget(self._text)
        words.addWidget(self._links)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self._links.hide()

    def show_plan(self, plan: Plan) -> None:
        if plan == self._plan:
            return
        self._plan = plan
        self._proof = Proof()
        self._clear()
        if plan.records:
            self._offer_left_out(plan.left_out)
        else:
            self._offer_fixes(plan)
        self._refresh()

    def show_proof(self, proof: Proof) -> None:
        """Say how many offsets were found to be right so far."""
        self._proof = proof
        self._refresh()

    def show_trouble(self, text: str) -> None:
        """Say why nothing can be said of the file."""
        self._plan = None
        self._clear()
        self._mark.set_severity(Severity.ERROR)
        self._text.setText(text)

    def _refresh(self) -> None:
        plan = self._plan
        if plan is None or not plan.records:
            return
        all_of_them = plan.claims + plan.no_claims
        is_whole = self._proof.is_whole(plan)
        is_right = self._proof.right == all_of_them
        parts = [_counts(plan), self._proof_words(all_of_them, is_whole=is_whole)]
        if is_whole and self._proof.losses:
            parts.append(self._loss_words(self._proof.losses))
        else:
            self._text.setToolTip("")
        self._text.setText(" · ".join(parts))
        severity = Severity.INFO if not is_whole else Severity.SUCCESS if is_right else Severity.WARNING
        self._mark.set_severity(severity)

    def _proof_words(self, all_of_them: int, *, is_whole: bool) -> str:
        right, every = count_words.number(self._proof.right), count_words.number(all_of_them)
        if not is_whole:
            return self.tr("checking offsets, right so far {0} of {1}").format(right, every)
        if self._proof.right == all_of_them:
            return self.tr("offsets right {0} of {1}").format(right, every)
        return self.tr("offsets right {0} of {1}, the others will not be in the file").format(right, every)

    def _loss_words(self, losses: Sequence[Loss]) -> str:
        words = [f"{count_words.number(loss.count)} × {loss.what}" for loss in losses]
        shown = ", ".join(words[:_FEW_LOSSES])
        if len(words) > _FEW_LOSSES:
            shown = self.tr("{0}, and more").format(shown)
        self._text.setToolTip(tooltip("\n".join(words)))
        return self.tr("not held by this format: {0}").format(shown)

    def _offer_left_out(self, left_out: Sequence[LeftOut]) -> None:
        names = {
            Reason.EXCLUDED: self.tr("excluded"),
            Reason.NOT_FINISHED: self.tr("not finished"),
            Reason.NOT_CHOSEN: self.tr("annotator not chosen"),
            Reason.NOT_WANTED: self.tr("not chosen"),
            Reason.UNDECIDED: self.tr("not decided yet"),
            Reason.NOT_PICKED: self.tr("not chosen in the queue"),
            Reason.NOT_GOLD: self.tr("not adjudicated"),
            Reason.TIED: self.tr("divided evenly"),
            Reason.MINORITY: self.tr("of a minority"),
            Reason.SETTLED: self.tr("where an adjudicated one stands"),
        }
        if left_out:
            self._row.addWidget(_caption(self.tr("Left out:")))
        for reason, name in names.items():
            things = [_thing(left) for left in left_out if left.reason is reason]
            if not things:
                continue
            link = QToolButton()
            link.setText(self.tr("{0} {1}").format(", ".join(things), name))
            link.setToolTip(self.tr("Show them"))
            link.setAccessibleName(self.tr("Left out: {0}. Show them").format(link.text()))
            link.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            font = link.font()
            font.setUnderline(True)
            link.setFont(font)
            link.clicked.connect(lambda _=False, reason=reason: self.left_out_requested.emit(reason.value))
            self._row.addWidget(link)
        self._links.setVisible(bool(left_out))

    def _offer_fixes(self, plan: Plan) -> None:
        """Say why nothing is left, and offer what may change that, the likeliest first."""
        reasons = {left.reason for left in plan.left_out}
        if Reason.NOT_FINISHED in reasons and "units" in writers()[plan.choices.format].takes:
            text = self.tr("Nothing to export: no article is finished, and only finished ones make units.")
            fixes: tuple[Fix, ...] = (Fix.GO_TO_UNFINISHED,)
        else:
            text, fixes = self._ways_out(reasons, is_gold=plan.choices.annotations is Annotations.GOLD)
        names = {
            Fix.INCLUDE_UNFINISHED: self.tr("Include Unfinished Articles"),
            Fix.GO_TO_UNFINISHED: self.tr("Go to the First Unfinished"),
            Fix.INCLUDE_EVERYBODY: self.tr("Take Every Annotator"),
            Fix.INCLUDE_NO_CLAIMS: self.tr("Include Sentences Without a Claim"),
            Fix.TAKE_MAJORITY: self.tr("Take the Majority"),
        }
        self._mark.set_severity(Severity.WARNING)
        self._text.setText(text)
        for fix in fixes:
            button = QPushButton(names[fix])
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, fix=fix: self.fix_requested.emit(fix.value))
            self._row.addWidget(button)
        self._links.setVisible(bool(fixes))

    def _ways_out(self, reasons: set[Reason], *, is_gold: bool) -> tuple[str, tuple[Fix, ...]]:
        if is_gold:
            return self.tr("Nothing to export: no claim is adjudicated yet."), (Fix.TAKE_MAJORITY,)
        if Reason.NOT_CHOSEN in reasons:
            unfinished = (Fix.INCLUDE_UNFINISHED,) if Reason.NOT_FINISHED in reasons else ()
            text = self.tr("Nothing to export: nothing of those who are chosen.")
            return text, (Fix.INCLUDE_EVERYBODY, *unfinished)
        if Reason.NOT_FINISHED in reasons:
            text = self.tr("Nothing to export: no article is finished.")
            return text, (Fix.INCLUDE_UNFINISHED, Fix.GO_TO_UNFINISHED)
        if Reason.NOT_WANTED in reasons:
            text = self.tr("Nothing to export: there are only sentences without a claim.")
            return text, (Fix.INCLUDE_NO_CLAIMS,)
        if Reason.EXCLUDED in reasons:
            return self.tr("Nothing to export: the articles are excluded."), ()
        return self.tr("Nothing to export: nothing is decided yet. Label some sentences first."), ()

    def _clear(self) -> None:
        while item := self._row.takeAt(0):
            if old := item.widget():
                old.hide()
                old.deleteLater()
        self._links.hide()


def _caption(text: str) -> QWidget:
    label = plain_label(text)
    label.setWordWrap(False)
    return label


def _counts(plan: Plan) -> str:
    parts = [count_words.claims(plan.claims)]
    if plan.no_claims:
        parts.append(count_words.empty_sentences(plan.no_claims))
    return " · ".join([", ".join(parts), count_words.articles(len(plan.articles))])


def _thing(left: LeftOut) -> str:
    match left.thing:
        case Thing.ARTICLE:
            return count_words.articles(left.count)
        case Thing.CLAIM:
            return count_words.claims(left.count)
        case Thing.NO_CLAIM:
            return count_words.empty_sentences(left.count)
        case Thing.UNDECIDED:
            return count_words.sentences(left.count)
