from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.domain.changes import Changes, Kind
from annotator.domain.labels import CONFIRMED, DISPUTED
from annotator.domain.records import Decision, DecisionState, Fragment
from annotator.models.claim_model import ClaimFilter, ClaimModel, ClaimRole
from tests.models.sheets import TEXT, claim, sheet, touched

BRIDGE = claim("bridge", "The bridge is closed.", label="confirmed")
SAFE = claim("safe", "it is safe", note="Ask the mayor", flag=True)
LETTER = claim("letter", "A letter warns of cracks.", label="unverified")


@pytest.fixture
def model(qapp: QCoreApplication) -> ClaimModel:
    model = ClaimModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    return model


def ids(model: ClaimModel) -> list[object]:
    return [model.index(row, 0).data(ClaimRole.ID) for row in range(model.rowCount())]


def test_cards_stand_in_text_order_with_their_words_and_numbers(model: ClaimModel) -> None:
    model.show_sheet(sheet(LETTER, SAFE, BRIDGE))
    assert ids(model) == ["bridge", "safe", "letter"]
    card = model.index(1, 0)
    assert card.data() == "it is safe"
    assert card.data(ClaimRole.NUMBER) == 2, "the advertisement before it is not counted"
    assert card.data(ClaimRole.LABEL) == DISPUTED
    assert card.data(ClaimRole.RECORD) is SAFE


def test_a_card_is_read_aloud_with_place_label_and_sentence(model: ClaimModel) -> None:
    model.show_sheet(sheet(LETTER, SAFE, BRIDGE))
    spoken = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Claim 2 of 3, disputed, sentence 2, fairly sure, flagged for the lead, with a note: it is safe"
    )


def test_place_counts_all_claims_also_when_the_list_is_filtered(model: ClaimModel) -> None:
    model.show_sheet(sheet(LETTER, SAFE, BRIDGE))
    model.set_filter(ClaimFilter(label="unverified"))
    assert ids(model) == ["letter"]
    assert str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Claim 3 of 3")
    assert model.total == 3


def test_a_new_claim_is_inserted_and_the_others_stay_where_they_are(model: ClaimModel, qtbot: QtBot) -> None:
    desk = sheet(LETTER, BRIDGE)
    model.show_sheet(desk)
    kept = QPersistentModelIndex(model.index(1, 0))
    desk.put(SAFE)
    with qtbot.assertNotEmitted(model.modelReset):
        model.refresh(touched("safe"))
    assert ids(model) == ["bridge", "safe", "letter"]
    assert (kept.row(), kept.data(ClaimRole.ID)) == (2, "letter")


def test_a_deleted_claim_is_removed(model: ClaimModel) -> None:
    desk = sheet(LETTER, SAFE, BRIDGE)
    model.show_sheet(desk)
    desk.put(replace(SAFE, deleted_at="2026-11-22T14:00:00.000Z"))
    model.refresh(touched("safe"))
    assert ids(model) == ["bridge", "letter"]


def test_a_retagged_claim_repaints_its_row_alone(model: ClaimModel) -> None:
    desk = sheet(LETTER, SAFE, BRIDGE)
    model.show_sheet(desk)
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.extend(range(first.row(), last.row() + 1)))
    desk.put(replace(SAFE, label="confirmed"))
    model.refresh(touched("safe"))
    assert painted == [1]
    assert model.index(1, 0).data(ClaimRole.LABEL) == CONFIRMED


def test_a_claim_whose_start_passes_another_moves_and_keeps_its_index(model: ClaimModel) -> None:
    desk = sheet(LETTER, SAFE, BRIDGE)
    model.show_sheet(desk)
    kept = QPersistentModelIndex(model.index(2, 0))
    start = TEXT.index("mayor")
    desk.put(replace(LETTER, fragments=(Fragment(start, start + 5, "mayor"),)))
    model.refresh(touched("letter"))
    assert ids(model) == ["bridge", "letter", "safe"]
    assert (kept.row(), kept.data()) == (1, "mayor")


def test_a_claim_leaves_the_list_when_it_no_longer_fits_the_filter(model: ClaimModel) -> None:
    desk = sheet(LETTER, SAFE, BRIDGE)
    model.show_sheet(desk)
    model.set_filter(ClaimFilter(flagged=True))
    assert ids(model) == ["safe"]
    desk.put(replace(SAFE, flag=False))
    model.refresh(touched("safe"))
    assert ids(model) == []


def test_numbers_are_repainted_when_sentences_stop_being_asked(model: ClaimModel) -> None:
    desk = sheet(LETTER, BRIDGE)
    model.show_sheet(desk)
    assert model.index(1, 0).data(ClaimRole.NUMBER) == 4
    mayor = TEXT.index("The mayor")
    desk.put(Decision("article", mayor, "anna", DecisionState.BOILERPLATE))
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.append(last.row()))
    model.refresh(Changes(frozenset({Kind.DECISION}), "article", unit_starts=frozenset({mayor})))
    assert painted == [1]
    assert model.index(1, 0).data(ClaimRole.NUMBER) == 3


def test_changes_of_other_kinds_touch_nothing(model: ClaimModel, qtbot: QtBot) -> None:
    model.show_sheet(sheet(BRIDGE))
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.refresh(Changes(frozenset({Kind.CURSOR}), "article"))


def test_a_label_that_the_project_does_not_know_keeps_its_name(model: ClaimModel) -> None:
    model.show_sheet(sheet(replace(BRIDGE, label="satire")))
    label = model.index(0, 0).data(ClaimRole.LABEL)
    assert (label.name, label.glyph, label.token) == ("satire", "S", "label.none")


def test_without_an_article_nothing_is_listed(model: ClaimModel) -> None:
    model.show_sheet(sheet(BRIDGE))
    model.show_sheet(None)
    assert (model.rowCount(), model.total, model.rowCount(QModelIndex())) == (0, 0, 0)
