"""The actions that give labels, called as the labels of a project are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from annotator.domain.labels import DEFAULT_LABELS, DIGITS
from annotator.domain.records import Label
from annotator.views.actions import ActionTable


def offer_labels(table: ActionTable, labels: Sequence[Label]) -> None:
    """Offer an action for each label and each with its details, and none for a digit without a label."""
    by_digit = {label.digit: label for label in reversed(labels)}
    for digit in DIGITS:
        gives, stays = f"claim.label.{digit}", f"claim.label_stay.{digit}"
        label = by_digit.get(digit)
        for id_ in (gives, stays):
            table.set_shown(id_, label is not None)
        if label is not None:
            table.retitle(gives, label.name, why=_why(label))
            table.retitle(stays, _translate("{0}, stay and add details").format(label.name))


def _why(label: Label) -> str:
    """What the table says of a label that is there from the start holds for no other."""
    is_known = any((label.key, label.digit) == (known.key, known.digit) for known in DEFAULT_LABELS)
    return "" if is_known else _translate("Gives this label. Goes on to the next sentence.")


def _translate(text: str) -> str:
    return QCoreApplication.translate("Labels", text)
