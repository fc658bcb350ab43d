"""How many there are of something, in words and in the digits of the person's country."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from annotator.domain.hidden_characters import HiddenKind


def number(count: int) -> str:
    return QLocale().toString(count)


def articles(count: int) -> str:
    return _tr("1 article") if count == 1 else _tr("%Ln articles", count)


def claims(count: int) -> str:
    return _tr("1 claim") if count == 1 else _tr("%Ln claims", count)


def sentences(count: int) -> str:
    return _tr("1 sentence") if count == 1 else _tr("%Ln sentences", count)


def empty_sentences(count: int) -> str:
    """Sentences of which it was said that they hold no claim."""
    return _tr("1 sentence without a claim") if count == 1 else _tr("%Ln sentences without a claim", count)


def files(count: int) -> str:
    return _tr("1 file") if count == 1 else _tr("%Ln files", count)


def decisions_on_claims(count: int) -> str:
    return _tr("1 decision about your work") if count == 1 else _tr("%Ln decisions about your work", count)


def guideline_changes(count: int) -> str:
    return _tr("1 change of the guidelines") if count == 1 else _tr("%Ln changes of the guidelines", count)


def places(count: int) -> str:
    return _tr("1 place") if count == 1 else _tr("%Ln places", count)


def hidden(kind: HiddenKind, count: int) -> str:
    """Characters of one kind that nobody sees."""
    match kind:
        case HiddenKind.DIRECTION:
            return _tr("1 hidden direction mark") if count == 1 else _tr("%Ln hidden direction marks", count)
        case HiddenKind.ZERO_WIDTH:
            return _tr("1 zero-width character") if count == 1 else _tr("%Ln zero-width characters", count)
        case HiddenKind.TAG:
            return _tr("1 hidden tag character") if count == 1 else _tr("%Ln hidden tag characters", count)


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Counts", text, "", count)
