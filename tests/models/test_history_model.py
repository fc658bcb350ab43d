from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QPersistentModelIndex, Qt, QTime
from PySide6.QtTest import QAbstractItemModelTester

from annotator.domain.history import HistoryRow
from annotator.domain.steps import Verb
from annotator.models.history_model import HistoryColumn, HistoryModel, HistoryRole
from annotator.models.moments import clock, day_and_clock

FIRST = HistoryRow("1", "2020-02-01T10:00:00.000Z", "Anna", "Disputed “the bridge”", Verb.MARK)
SECOND = HistoryRow("2", "2020-02-01T10:01:00.000Z", "Ben", "Confirmed “the bridge”", Verb.RETAG)


@pytest.fixture
def model(qapp: QCoreApplication) -> HistoryModel:
    model = HistoryModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_rows((SECOND, FIRST))
    return model


def test_a_step_says_what_when_and_who(model: HistoryModel) -> None:
    row = [model.index(0, column).data() for column in HistoryColumn]
    assert row == ["Confirmed “the bridge”", day_and_clock(SECOND.at), "Ben"]
    assert model.index(0, 0).data(HistoryRole.RECORD) == SECOND
    headers = [model.headerData(column, Qt.Orientation.Horizontal) for column in HistoryColumn]
    assert headers == ["What", "When", "Who"]


def test_a_newer_step_comes_on_top_and_what_is_selected_stays(model: HistoryModel) -> None:
    kept = QPersistentModelIndex(model.index(1, 0))
    third = HistoryRow("3", "2020-02-01T10:02:00.000Z", "Anna", "Undo", Verb.UNDO)
    model.set_rows((third, SECOND, FIRST))
    assert (kept.row(), kept.data(HistoryRole.ID)) == (2, "1")


def test_a_step_that_was_taken_back_says_so(model: HistoryModel) -> None:
    model.set_rows((replace(SECOND, is_undone=True), FIRST))
    assert model.index(0, HistoryColumn.WHAT).data() == "Taken back: Confirmed “the bridge”"
    assert str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)).startswith("Taken back: ")
    assert model.index(1, HistoryColumn.WHAT).data() == "Disputed “the bridge”"


def test_moments_are_shown_on_the_local_clock_with_the_day_only_when_it_is_not_today() -> None:
    local = QDateTime(QDate(2020, 2, 1), QTime(10, 5))
    at = local.toUTC().toString(Qt.DateFormat.ISODateWithMs)
    assert clock(at) == "10:05"
    assert day_and_clock(at, today=QDate(2020, 2, 1)) == "10:05"
    assert day_and_clock(at, today=QDate(2020, 3, 1)) == "1 Feb 10:05"
    assert day_and_clock(at, today=QDate(2021, 3, 1)) == "1 Feb 2020 10:05"
    assert clock("") == ""
