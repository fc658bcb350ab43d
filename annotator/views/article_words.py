"""What the article pane says in words, to be read or to be spoken."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from annotator.domain.records import Label
from annotator.domain.sheet import Sheet, UnitState


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Article", text, None, count)


def hidden_pieces(count: int) -> str:
    """The note that stands where boilerplate is folded."""
    return "▸ " + (_tr("1 piece hidden") if count == 1 else _tr("%n pieces hidden", count))


def state_word(state: UnitState) -> str:
    """A sentence's state as people read it; "" for a tagged one, which is named by its labels."""
    match state:
        case UnitState.UNSEEN:
            return _tr("unseen")
        case UnitState.SEEN:
            return _tr("undecided")
        case UnitState.NO_CLAIM:
            return _tr("no claim")
        case UnitState.SKIPPED:
            return _tr("skipped")
        case UnitState.BOILERPLATE:
            return _tr("boilerplate")
        case UnitState.TAGGED:
            return ""


def sentence_speech(sheet: Sheet, index: int, labels: Mapping[str, Label]) -> str:
    """What is spoken when the sentence becomes the current one, such as "16 of 25, undecided. Some …"."""
    words = " ".join(sheet.units[index].span.of(sheet.text).split())
    number = sheet.number(index)
    if number is None:
        return f"{state_word(UnitState.BOILERPLATE)}. {words}"
    place = _tr("%1 of %2").replace("%1", str(number)).replace("%2", str(sheet.asked))
    said = (place, *_decided_words(sheet, index, labels), *review_words(sheet, index, labels))
    return f"{', '.join(said)}. {words}"


def piece_words(
    sheet: Sheet, index: int, labels: Mapping[str, Label], boilerplate_key: str = ""
) -> list[str]:
    """Lines on what a piece is and what was decided of it; why boilerplate is, and which key changes that."""
    number, decision = sheet.number(index), sheet.decision(index)
    if number is None:
        return [_boilerplate_words(sheet, index, boilerplate_key)]
    place = _tr("Sentence %1 of %2").replace("%1", str(number)).replace("%2", str(sheet.asked))
    lines = [f"{place}: {', '.join(_decided_words(sheet, index, labels))}"]
    flags = [decision, *sheet.claims_in(sheet.units[index].span)]
    if any(each.flag for each in flags if each is not None):
        lines.append(_tr("flagged for the lead"))
    return lines + review_words(sheet, index, labels)


def _boilerplate_words(sheet: Sheet, index: int, key: str) -> str:
    from annotator.views.kind_names import greyed_by

    unit = sheet.units[index]
    # What the reading of the page asks was taken out by hand.
    kind = state_word(UnitState.BOILERPLATE) if unit.annotatable else greyed_by(unit.rule or unit.kind)
    said = _tr("%1, not asked; %2 changes it") if key else _tr("%1, not asked")
    return said.replace("%1", kind[:1].upper() + kind[1:]).replace("%2", key)


def _decided_words(sheet: Sheet, index: int, labels: Mapping[str, Label]) -> list[str]:
    """The state of a sentence that is asked, or the labels of its claims and how many they are."""
    state = sheet.state(index)
    if state is not UnitState.TAGGED:
        # A sentence that is being read is seen, whether or not that has been written down yet.
        return [state_word(UnitState.SEEN if state is UnitState.UNSEEN else state)]
    claims = sheet.claims_in(sheet.units[index].span)
    names = dict.fromkeys(
        labels[claim.label].name.lower() if claim.label in labels else claim.label for claim in claims
    )
    return [*names, _tr("1 claim") if len(claims) == 1 else _tr("%n claims", len(claims))]


def review_words(sheet: Sheet, index: int, labels: Mapping[str, Label]) -> list[str]:
    """What was decided in review about the claims of a sentence, and gold that none of them is about."""
    if sheet.feedback is None:
        return []
    # Loaded where something was decided.
    from annotator.models.feedback_words import claim_words, gold_words

    feedback, span = sheet.feedback, sheet.units[index].span
    claims = sheet.claims_in(span)
    told = [claim_words(feedback, claim, labels) for claim in claims]
    about = {gold for claim in claims if (one := feedback.on(claim)) for gold in one.decided}
    told += [gold_words(gold, labels) for gold in feedback.gold_in(span) if gold not in about]
    return list(dict.fromkeys(filter(None, told)))
