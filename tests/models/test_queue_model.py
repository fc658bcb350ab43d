from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.domain.records import QueueRow, Standing
from annotator.models.queue_model import QueueFilter, QueueModel, QueueOrder, QueueRole

KABUL = QueueRow("kabul", "Kabul Airport", 1, Standing.STARTED, asked=25, undecided=9, skipped=2, flags=1)
FUEL = QueueRow("fuel", "Fuel prices", 2, Standing.NEW, asked=40, undecided=40)
MAYOR = QueueRow("mayor", "airport: Mayor denies", 3, Standing.FINISHED, asked=12, undecided=0)
OLD = QueueRow("old", "Old news", 4, Standing.EXCLUDED, asked=3, undecided=3)


@pytest.fixture
def model(qapp: QCoreApplication) -> QueueModel:
    model = QueueModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_rows((MAYOR, KABUL, OLD, FUEL))
    return model


def ids(model: QueueModel) -> list[object]:
    return [model.index(row, 0).data(QueueRole.ID) for row in range(model.rowCount())]


def test_articles_stand_in_the_order_of_the_project(model: QueueModel) -> None:
    assert ids(model) == ["kabul", "fuel", "mayor", "old"]
    assert (model.total, model.to_do) == (4, 2)


def test_every_word_must_occur_in_the_title_whatever_its_case(model: QueueModel) -> None:
    model.set_words("AIRPORT")
    assert ids(model) == ["kabul", "mayor"]
    model.set_words("  airport kab ")
    assert ids(model) == ["kabul"]
    model.set_words(" ")
    assert model.rowCount() == 4


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (QueueFilter.TO_DO, ["kabul", "fuel"]),
        (QueueFilter.STARTED, ["kabul"]),
        (QueueFilter.FINISHED, ["mayor"]),
        (QueueFilter.SKIPPED, ["kabul"]),
        (QueueFilter.FLAGGED, ["kabul"]),
        (QueueFilter.EXCLUDED, ["old"]),
        (QueueFilter.EVERY, ["kabul", "fuel", "mayor", "old"]),
    ],
)
def test_filters_list_what_they_name(model: QueueModel, wanted: QueueFilter, found: list[str]) -> None:
    model.set_filter(wanted)
    assert ids(model) == found


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (QueueOrder.TITLE, ["mayor", "fuel", "kabul", "old"]),
        (QueueOrder.UNDECIDED, ["fuel", "kabul", "old", "mayor"]),
        (QueueOrder.POSITION, ["kabul", "fuel", "mayor", "old"]),
    ],
)
def test_orders(model: QueueModel, order: QueueOrder, found: list[str]) -> None:
    model.set_order(order)
    assert ids(model) == found


def test_new_counts_repaint_one_row(model: QueueModel, qtbot: QtBot) -> None:
    painted: list[int] = []
    model.dataChanged.connect(lambda first, last: painted.extend(range(first.row(), last.row() + 1)))
    with qtbot.assertNotEmitted(model.modelReset):
        model.update_row(replace(FUEL, undecided=39))
    assert painted == [1]
    assert model.index(1, 0).data(QueueRole.RECORD).decided == 1


def test_a_finished_article_leaves_the_list_of_what_is_to_do(model: QueueModel) -> None:
    model.set_filter(QueueFilter.TO_DO)
    model.update_row(replace(KABUL, standing=Standing.FINISHED))
    assert ids(model) == ["fuel"]
    assert model.to_do == 1


def test_a_new_article_is_inserted_in_its_place(model: QueueModel) -> None:
    model.update_row(QueueRow("court", "Court ruling", 2, Standing.NEW, asked=5, undecided=5))
    assert ids(model) == ["kabul", "fuel", "court", "mayor", "old"]


def test_the_open_article_is_marked_and_said(model: QueueModel) -> None:
    model.set_open("kabul")
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Kabul Airport, started, 14 of 25 sentences, 2 skipped, 1 flagged, open"
    model.set_open("fuel")
    assert model.index(0, 0).data(QueueRole.IS_OPEN) is False
    assert model.index(1, 0).data(QueueRole.IS_OPEN) is True
