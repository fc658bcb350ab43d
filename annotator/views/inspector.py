"""All that is known of the current claim, or of the sentence while there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from annotator.domain.history import HistoryRow
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Claim, Confidence, Label
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span
from annotator.models.moments import day_and_clock
from annotator.views.card_view import MatchKey
from annotator.views.empty_state import EmptyState
from annotator.views.icons import Colours
from annotator.views.inspector_form import Content, InspectorForm
from annotator.views.note_field import Owner


class Inspector(QScrollArea):
    """Everything applies at once; each change is a wish. Esc goes back to the text.

    `note_edited` carries a claim's id and its note, `sentence_note_edited` the offset where a sentence
    starts and the note given to it, or to the claim that is to come there.
    """

    label_requested = Signal(str)
    sureness_requested = Signal(Confidence)
    note_edited = Signal(str, str)
    sentence_note_edited = Signal(int, str)
    flag_requested = Signal(bool)
    edge_requested = Signal(str)
    action_requested = Signal(str)
    text_focus_requested = Signal()

    def __init__(self, colours: Colours, match_key: MatchKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("claimInspector")
        self.setAccessibleName(self.tr("Details of the claim"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._match_key = match_key
        self._form = InspectorForm(colours)
        self._empty = EmptyState()
        self._empty.show_words(self.tr("A claim or a sentence is shown here in detail."))
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._form)
        column.addWidget(self._empty)
        self.setWidget(self._page)
        self._form.label_requested.connect(self.label_requested)
        self._form.sureness_requested.connect(self.sureness_requested)
        self._form.flag_requested.connect(self.flag_requested)
        self._form.edge_requested.connect(self.edge_requested)
        self._form.note.edited.connect(self._on_note_edited)
        # Queued: the range is known before the fields have moved.
        self.verticalScrollBar().rangeChanged.connect(
            self._on_scroll_range_changed, Qt.ConnectionType.QueuedConnection
        )
        self.set_labels(DEFAULT_LABELS)
        self.show_empty()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in this order."""
        return *self._form.stops, self._empty.button

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._form.set_labels(labels)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write keys beside the fields, by action id."""
        self._form.set_keys(keys)

    def show_claim(
        self,
        claim: Claim,
        *,
        number: int,
        count: int,
        decided: Sequence[str] = (),
        history: Sequence[HistoryRow] = (),
    ) -> None:
        """Show the claim `number` (from 1) of `count`; `history` is the claim's, newest first.

        `decided` are lines on what was decided in review, here and for a sentence.
        """
        lines = [
            " · ".join(part for part in (day_and_clock(row.at), row.annotator, row.text) if part)
            for row in history
        ]
        self._show(
            Content(
                title=self.tr("Claim {0} of {1}").format(number, count),
                state=self._times(claim),
                decided=tuple(decided),
                quote=claim.quote,
                label=claim.label,
                has_edges=True,
                confidence=claim.confidence,
                note=claim.note,
                owner=claim.id,
                flag=claim.flag,
                history=tuple(lines),
            )
        )

    def show_sentence(
        self, sheet: Sheet, index: int, *, words: Span | None = None, decided: Sequence[str] = ()
    ) -> None:
        """Show the sentence with this index in `sheet`, while no claim is current.

        Where the `words` that are selected reach into others, those are told with it, and the words shown.
        """
        unit, decision, span = sheet.units[index], sheet.decision(index), words or sheet.units[index].span
        asked = [each for each in sheet.units_in(span) if sheet.is_asked(each)]
        states = dict.fromkeys(self._words_of(sheet.state(each)) for each in asked)
        self._show(
            Content(
                title=self._place_of(sheet, asked),
                state=", ".join(states),
                decided=tuple(decided),
                quote=(span if len(asked) > 1 else unit.span).of(sheet.text),
                label="",
                note=decision.note if decision else "",
                owner=unit.start,
                flag=bool(decision and decision.flag),
            )
        )

    def show_draft(
        self, quote: str, *, unit_start: int, confidence: Confidence = Confidence.UNSET, note: str = ""
    ) -> None:
        """Show details that were given before the label, for words in the sentence at `unit_start`."""
        self._show(
            Content(
                title=self.tr("New claim"),
                state=self.tr("Waits for its label."),
                quote=quote,
                label="",
                confidence=confidence,
                note=note,
                owner=unit_start,
                is_draft=True,
            )
        )

    def show_several(self, claims: Sequence[Claim]) -> None:
        """Show what is common to several selected claims; a change is one for all of them."""
        labels = {claim.label for claim in claims}
        steps = {claim.confidence for claim in claims}
        self._show(
            Content(
                title=self.tr("%n claims selected", "", len(claims)),
                state=self.tr("What you choose here holds for all of them."),
                label=labels.pop() if len(labels) == 1 else "",
                confidence=steps.pop() if len(steps) == 1 else Confidence.UNSET,
                flag=all(claim.flag for claim in claims),
            )
        )

    def show_empty(self) -> None:
        """Show no field, but what else stands here."""
        self.flush()
        self._form.note.show_note(None, "")
        self._form.hide()
        self._empty.show()

    def focus_note(self) -> None:
        """Give the keyboard to the note, at its end."""
        note = self._form.note
        if note.isVisibleTo(self):
            self._bring_in_sight(note)
            note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            note.moveCursor(note.textCursor().MoveOperation.End)

    def focus_first(self) -> None:
        """Give the keyboard to the first field, the label."""
        self._form.focus_first()

    def flush(self) -> None:
        """Tell about a note that is still being typed, before something else happens."""
        self._form.note.flush()

    def wait_on_note(self, owner: Owner) -> None:
        """Leave a note that could not be kept in its field; it is told again before it goes."""
        self._form.note.wait_on(owner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field took. While somebody writes, those that the field does not know mean nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.text_focus_requested.emit()
        elif not self._form.note.hasFocus() and (action_id := self._match_key(event)) is not None:
            self.action_requested.emit(action_id)
        else:
            super().keyPressEvent(event)

    def _show(self, content: Content) -> None:
        self._form.show_content(content)
        self._empty.hide()
        self._form.show()

    def _place_of(self, sheet: Sheet, asked: Sequence[int]) -> str:
        if not asked:
            return self.tr("Boilerplate")
        first, last = sheet.number(asked[0]), sheet.number(asked[-1])
        if first == last:
            return self.tr("Sentence {0} of {1}").format(first, sheet.asked)
        return self.tr("Sentences {0} to {1} of {2}").format(first, last, sheet.asked)

    def _times(self, claim: Claim) -> str:
        made, changed = day_and_clock(claim.created_at), day_and_clock(claim.updated_at)
        if not made:
            return ""
        if changed in ("", made):
            return self.tr("Made {0}").format(made)
        return self.tr("Made {0}, changed {1}").format(made, changed)

    def _words_of(self, state: UnitState) -> str:
        match state:
            case UnitState.TAGGED:
                return self.tr("holds a claim")
            case UnitState.NO_CLAIM:
                return self.tr("no claim")
            case UnitState.SKIPPED:
                return self.tr("skipped")
            case UnitState.BOILERPLATE:
                return self.tr("boilerplate")
            case UnitState.UNSEEN | UnitState.SEEN:
                return self.tr("undecided")

    def _on_scroll_range_changed(self) -> None:
        """The words above may have become longer: keep the field in sight that has the keyboard."""
        for field in self._form.stops:
            if field.hasFocus():
                self._bring_in_sight(field)

    def _bring_in_sight(self, field: QWidget) -> None:
        """Scroll to all of `field`: Qt's own way is content with the line that the text cursor is in."""
        for corner in (field.rect().bottomLeft(), field.rect().topLeft()):
            place = field.mapTo(self._page, corner)
            self.ensureVisible(0, place.y(), 0, self.fontMetrics().height() // 2)

    def _on_note_edited(self, owner: object, text: str) -> None:
        if isinstance(owner, str):
            self.note_edited.emit(owner, text)
        elif isinstance(owner, int):
            self.sentence_note_edited.emit(owner, text)
