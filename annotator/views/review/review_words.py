"""What the review says in words, to be read or to be spoken. No annotator is named here, only letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from annotator.domain.adjudication import Method, Outcome
from annotator.domain.agreement.alignment import Presence
from annotator.domain.agreement.disagreement import Kind
from annotator.domain.records import Confidence, Label
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import GoldShown, Item, OpenItem, ShownClaim, ShownLane
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span

_QUOTES: Final = frozenset('“”„‟"«»‹›‘「『')
_MOST_COUNTED: Final = 2_000
"""Characters: nobody counts the words of longer stretches."""


def tr(text: str, count: int = -1) -> str:
    """The translation of `text` in the context of the review."""
    return QCoreApplication.translate("Review", text, None, count)


def kind_word(kind: Kind) -> str:
    """A kind of disagreement as people read it."""
    match kind:
        case Kind.SPLIT:
            return tr("split")
        case Kind.LABEL:
            return tr("label")
        case Kind.MISSING:
            return tr("missing")
        case Kind.SPAN:
            return tr("span")
        case Kind.AGREED:
            return tr("agreed")
        case Kind.UNCOMPARED:
            return tr("only one read it")


def kinds_words(item: Item) -> str:
    """How the annotators differ, such as "label, span"."""
    return ", ".join(kind_word(kind) for kind in item.kinds) or tr("all claims were taken away")


def state_word(state: CaseState) -> str:
    """How far an item is decided; "" where it is open."""
    match state:
        case CaseState.OPEN:
            return ""
        case CaseState.RESOLVED:
            return tr("resolved")
        case CaseState.STALE:
            return tr("changed since")
        case CaseState.WAITING:
            return tr("waiting")
        case CaseState.PARKED:
            return tr("parked")


def sureness_word(confidence: Confidence) -> str:
    """How sure an annotator is; "" where she did not say."""
    match confidence:
        case Confidence.UNSET:
            return ""
        case Confidence.LOW:
            return tr("unsure")
        case Confidence.MID:
            return tr("fairly sure")
        case Confidence.HIGH:
            return tr("sure")


def label_name(labels: Mapping[str, Label], key: str) -> str:
    """What a label is called; "" is one that is not decided yet."""
    if not key:
        return tr("no label yet")
    return labels[key].name if key in labels else key


def extent_words(sheet: Sheet, spans: tuple[Span, ...]) -> str:
    """Which part of its sentence a claim covers, such as "first 8 words"."""
    hull = Span(spans[0].start, spans[-1].end)
    units = sheet.units_in(hull)
    if len(units) > 1:
        return tr("%n sentences", len(units))
    if not units or len(hull) > _MOST_COUNTED:
        return ""
    unit = sheet.units[units.start].span
    before = Span(unit.start, max(unit.start, hull.start)).of(sheet.text).split()
    after = Span(min(hull.end, unit.end), unit.end).of(sheet.text).split()
    count = sum(len(span.of(sheet.text).split()) for span in spans)
    is_start = not _has_words(before)
    if is_start and not _has_words(after):
        return tr("whole sentence")
    if is_start:
        return tr("first %n words", count)
    return tr("%n words", count) if _has_words(after) else tr("last %n words", count)


def lane_speech(lane: ShownLane, name: str, labels: Mapping[str, Label], sheet: Sheet) -> str:
    """One version in words, such as "A: disputed, whole sentence, sure"; `name` is a letter, or who it is."""
    if lane.presence is Presence.MISSING:
        return f"{name}: {tr('not finished')}"
    if not lane.claims:
        return f"{name}: {tr('no claim')}"
    told = [
        ", ".join(
            filter(
                None,
                (
                    label_name(labels, claim.label).lower(),
                    extent_words(sheet, claim.spans),
                    sureness_word(claim.confidence),
                ),
            )
        )
        for claim in lane.claims
    ]
    return f"{name}: {'; '.join(told)}"


def item_speech(
    open_item: OpenItem,
    place: int,
    count: int,
    names: Mapping[str, str],
    labels: Mapping[str, Label],
    sheet: Sheet,
) -> str:
    """Such as "Item 12 of 31, label. A: disputed, whole sentence. C: no claim." `place` counts from 1."""
    told = tr("Item %1 of %2").replace("%1", str(place)).replace("%2", str(count))
    if open_item.is_blind:
        words = " ".join(open_item.extent.of(sheet.text).split())
        return f"{told}. {tr('Decide before you see the versions.')} {words}"
    lanes = [lane_speech(lane, names[lane.letter], labels, sheet) for lane in open_item.lanes]
    return ". ".join([f"{told}, {kinds_words(open_item.item)}", *lanes]) + "."


def gold_state_words(gold: GoldShown, state: CaseState) -> str:
    """Whether gold is kept, and what that means."""
    if gold.is_unsaved:
        return tr("decided, not saved")
    if not gold.is_kept:
        return tr("not saved yet")
    if state is CaseState.STALE:
        return tr("kept, but what annotators say has changed since")
    match gold.method:
        case Method.MAJORITY:
            return tr("kept, by majority")
        case Method.UNANIMOUS:
            return tr("kept, as all agree")
        case _:
            return tr("kept")


def outcome_words(gold: GoldShown) -> str:
    """What was decided where that is not a claim with a label; "" for claims."""
    match gold.outcome:
        case Outcome.CLAIM:
            return ""
        case Outcome.NO_CLAIM:
            return tr("No claim")
        case Outcome.DISAGREEMENT:
            return tr("Legitimate disagreement")
        case Outcome.PARKED:
            return tr("Parked")
        case Outcome.ASKED_BACK:
            return tr("Asked back")
        case Outcome.OPEN:
            return tr("Not decided")


def claim_words(claim: ShownClaim) -> str:
    """A claim's words on one line, between quotation marks."""
    return quoted(claim.quote)


def quoted(words: str) -> str:
    """Words on one line between quotation marks, but for those that start with one of their own."""
    told = " ".join(words.split())
    return told if told[:1] in _QUOTES else f"“{told}”"


def _has_words(parts: list[str]) -> bool:
    return any(character.isalnum() for part in parts for character in part)
