"""Says below a field that somebody else has nearly the name that is typed."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QLineEdit

from annotator.domain.person_names import alike
from annotator.views.plain import isolated, plain_label


def name_hint(field: QLineEdit, known: Callable[[], Collection[str]]) -> QLabel:
    """A label that follows `field` and is seen while what is typed is a spelling of one of the known names.

    A name that is known to the letter is that person, and so needs no hint.
    """
    hint = plain_label()
    hint.setObjectName("nameHint")

    def show() -> None:
        name = " ".join(field.text().split())
        names = known()
        other = "" if name in names else alike(name, names)
        said = QCoreApplication.translate(
            "Names", "{0} is here already. Spelled as you do, this would be another person."
        )
        hint.setText(said.format(isolated(other)) if other else "")
        hint.setVisible(bool(other))

    field.textChanged.connect(show)
    show()
    return hint
