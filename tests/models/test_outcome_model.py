from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from annotator.exchange.decoding import Candidate
from annotator.exchange.outcomes import Outcome, Status
from annotator.models.outcome_model import OutcomeColumn, OutcomeModel

FRENCH = (Candidate("cp1252", "été"), Candidate("cp1250", "été"))
LOST = Outcome("lost.txt", Status.FAILED, "It can't be read: no such file. Nothing was imported.")
PHOTO = Outcome("photo.jpg", Status.SKIPPED, "It is not a text file (.txt).")
UNSURE = Outcome("unsure.txt", Status.FAILED, "It is not UTF-8.", Path("/n/unsure.txt"), FRENCH)


def names(model: OutcomeModel) -> list[str]:
    return [row.name for row in model.rows]


def test_what_can_be_settled_comes_first(qapp: object) -> None:
    model = OutcomeModel()
    model.add([PHOTO, LOST, UNSURE])
    assert names(model) == ["unsure.txt", "lost.txt", "photo.jpg"]


def test_what_was_imported_or_is_there_already_is_not_listed(qapp: object) -> None:
    model = OutcomeModel()
    model.add([Outcome("a", Status.ADDED, "Made uniform."), Outcome("b", Status.DUPLICATE, "It is there.")])
    assert model.rowCount() == 0


def test_a_file_that_fails_again_is_listed_once_with_its_new_reason(qapp: object) -> None:
    model = OutcomeModel()
    model.add([UNSURE])
    model.add([Outcome("unsure.txt", Status.FAILED, "It is empty.", Path("/n/unsure.txt"))])
    assert [row.reason for row in model.rows] == ["It is empty."]


def test_the_list_says_the_first_sentence_of_a_reason(qapp: object) -> None:
    model = OutcomeModel()
    model.add([LOST])
    assert model.index(0, OutcomeColumn.WHY).data() == "It can't be read: no such file."
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "lost.txt, It can't be read: no such file."


def test_removed_files_are_gone(qapp: object) -> None:
    model = OutcomeModel()
    model.add([LOST, PHOTO])
    model.remove([LOST])
    assert names(model) == ["photo.jpg"]
