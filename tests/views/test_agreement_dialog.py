from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.agreement import AgreementStudy
from annotator.domain.review.items import ItemFilter
from annotator.exchange.agreement.measuring import ProjectAgreement
from annotator.exchange.agreement.question import Question
from annotator.exchange.agreement.telling import pairs_by_name
from annotator.models.matrix_model import MatrixRole
from annotator.store.project import Project
from annotator.views.agreement.agreement_dialog import AgreementDialog
from annotator.views.agreement.matrix_view import MatrixView
from annotator.views.agreement.trend_chart import TrendChart
from annotator.views.dashboard.figures_card import FiguresCard
from annotator.views.theme import Theme, ThemeChoice
from tests.at_once import AtOnce
from tests.unit.exchange.teams import named, team_project
from tests.views.panes import child, clipped

PEOPLE = ("Ada", "Ben", "Cy")
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    MatrixRole.TOLD,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = team_project(tmp_path)
    yield project
    project.close()


def study(project: Project) -> tuple[AgreementStudy, ProjectAgreement]:
    study = AgreementStudy(project, AtOnce())
    found: list[ProjectAgreement] = []
    study.answered.connect(found.append)
    study.ask()
    return study, found[0]


@pytest.fixture
def dialog(qtbot: QtBot, project: Project) -> AgreementDialog:
    dialog = AgreementDialog(project.labels())
    qtbot.addWidget(dialog)
    asked, found = study(project)
    dialog.show_agreement(found, asked.letters(found))
    dialog.reveal_requested.connect(dialog.reveal)
    dialog.show()
    return dialog


def view(dialog: AgreementDialog, tab: int) -> MatrixView:
    tabs = child(dialog, QTabWidget)
    tabs.setCurrentIndex(tab)
    return child(page_of(tabs, tab), MatrixView)


def page_of(tabs: QTabWidget, tab: int) -> QWidget:
    page = tabs.widget(tab)
    assert page is not None
    return page


def button(dialog: QWidget, words: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if words in each.text())


def all_words(dialog: AgreementDialog) -> str:
    """Everything that can be read, seen or spoken."""
    said = [dialog.windowTitle()]
    for widget in [dialog, *dialog.findChildren(QWidget)]:
        said += [
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.whatsThis(),
        ]
        if isinstance(widget, QLabel | QPushButton):
            said.append(widget.text())
        if isinstance(widget, QComboBox):
            said += [widget.itemText(place) for place in range(widget.count())]
        if isinstance(widget, MatrixView):
            said += words_of(widget)
    return "\n".join(said)


def words_of(view: MatrixView) -> list[str]:
    model = view.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    said = [str(model.headerData(place, Qt.Orientation.Vertical)) for place in rows]
    said += [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in columns]
    indexes: list[QModelIndex] = [model.index(row, column) for row in rows for column in columns]
    return said + [str(index.data(role)) for index in indexes for role in ROLES]


def test_no_name_is_anywhere_before_names_are_revealed(dialog: AgreementDialog, project: Project) -> None:
    words = all_words(dialog)
    assert not [name for name in PEOPLE if name in words]
    assert not [name for name in PEOPLE if named(project, name) in words]
    button(dialog, "veal").click()
    words = all_words(dialog)
    assert all(name in words for name in PEOPLE)
    assert not button(dialog, "veal").isVisible()


def test_the_copy_has_the_settings_and_no_names_before_they_are_revealed(dialog: AgreementDialog) -> None:
    button(dialog, "as Text").click()
    copied = QApplication.clipboard().text()
    assert "claims overlap from 50%" in copied
    assert "annotators: A, B, C" in copied
    assert "Ada" not in copied
    button(dialog, "veal").click()
    button(dialog, "as Text").click()
    assert "annotators: Ada, Ben, Cy" in QApplication.clipboard().text()


def test_return_on_a_cell_asks_for_the_items_behind_it(dialog: AgreementDialog) -> None:
    asked: list[ItemFilter] = []
    dialog.items_requested.connect(asked.append)
    labels = view(dialog, 2)
    QTest.keyClick(labels, Qt.Key.Key_Return)
    assert asked == []
    QTest.keyClick(labels, Qt.Key.Key_Right)
    QTest.keyClick(labels, Qt.Key.Key_Return)
    assert asked == [ItemFilter(labels=("confirmed", "disputed"))]


def test_the_labels_of_one_pair_can_be_looked_at(dialog: AgreementDialog, project: Project) -> None:
    asked: list[ItemFilter] = []
    dialog.items_requested.connect(asked.append)
    labels = view(dialog, 2)
    page = labels.parentWidget()
    assert page is not None
    box = child(page, QComboBox)
    assert box.count() == 4
    dialog.reveal()
    box.setCurrentIndex(1)
    labels.setCurrentIndex(labels.model().index(0, 1))
    QTest.keyClick(labels, Qt.Key.Key_Return)
    ada, ben = sorted((named(project, "Ada"), named(project, "Ben")))
    assert asked == [ItemFilter(annotators=(ada, ben), labels=("confirmed", "disputed"))]


def test_pairs_of_letters_do_not_tell_who_joined_first(qtbot: QtBot, project: Project) -> None:
    _, found = study(project)
    ada, ben, cy = (named(project, name) for name in ("Ada", "Ben", "Cy"))
    letters = {cy: "A", ben: "B", ada: "C"}
    hidden = pairs_by_name(found, letters)
    assert [(pair.first, pair.second) for pair in hidden] == [(cy, ben), (cy, ada), (ben, ada)]
    as_joined = {(pair.second, pair.first): pair.table for pair in found.pairs}
    for pair in hidden:
        table = as_joined[pair.first, pair.second]
        assert pair.table == {(other, one): count for (one, other), count in table.items()}


def test_who_has_no_part_in_it_has_no_row(qtbot: QtBot, project: Project) -> None:
    project.join("Lea")
    dialog = AgreementDialog(project.labels())
    qtbot.addWidget(dialog)
    asked, found = study(project)
    dialog.show_agreement(found, asked.letters(found))
    dialog.reveal()
    for tab in (1, 4):
        model = view(dialog, tab).model()
        rows = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
        assert sorted(map(str, rows)) == list(PEOPLE)


def test_the_line_below_says_how_the_current_number_came_about(dialog: AgreementDialog) -> None:
    figures = view(dialog, 0)
    figures.setCurrentIndex(figures.model().index(0, 0))
    assert "Krippendorff’s alpha of the labels" in all_words(dialog).replace("\n", " ")
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any(
        text.startswith("Krippendorff’s alpha of the labels") and "n = 3 units" in text for text in shown
    )


def test_without_two_who_finished_the_same_it_says_what_to_do(qtbot: QtBot, project: Project) -> None:
    dialog = AgreementDialog(project.labels())
    qtbot.addWidget(dialog)
    asked = AgreementStudy(project, AtOnce())
    asked.answered.connect(lambda found: dialog.show_agreement(found, asked.letters(found)))
    asked.ask(Question(annotators=(named(project, "Ada"),)))
    dialog.show()
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert any("agrees with nobody" in text for text in shown)
    assert not button(dialog, "as Text").isEnabled()


def test_progress_and_trouble_are_shown(qtbot: QtBot, project: Project) -> None:
    dialog = AgreementDialog(project.labels())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_progress(3, 10)
    dialog.show_trouble("The disk is gone.")
    shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "The disk is gone." in shown


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_at_200_per_cent_it_fits_a_small_screen(
    qtbot: QtBot, project: Project, choice: ThemeChoice, qapp: QApplication
) -> None:
    theme = Theme(qapp, choice=choice)
    try:
        dialog = AgreementDialog(project.labels())
        qtbot.addWidget(dialog)
        asked, found = study(project)
        dialog.show_agreement(found, asked.letters(found))
        dialog.resize(1024, 640)
        dialog.show()
        theme.set_zoom(200)
        qapp.processEvents()
        assert (dialog.width(), dialog.height()) == (1024, 640)
        assert clipped(dialog) == []
        assert view(dialog, 1).viewport().height() > 2 * dialog.fontMetrics().height()
    finally:
        theme.setParent(None)


def _trend(dialog: AgreementDialog) -> FiguresCard:
    tabs = child(dialog, QTabWidget)
    place = next(place for place in range(tabs.count()) if "Trend" in tabs.tabText(place))
    tabs.setCurrentIndex(place)
    return child(page_of(tabs, place), FiguresCard)


def test_each_two_are_followed_over_the_weeks_by_letter_and_copied_as_csv(dialog: AgreementDialog) -> None:
    card = _trend(dialog)
    rows = card.figures.rows
    assert [row[0] for row in rows] == [pair for pair in ("A × B", "A × C", "B × C") for _ in range(2)]
    assert [row[1] == "All" for row in rows] == [True, False] * 3
    button(card, "Copy").click()
    copied = list(csv.reader(QApplication.clipboard().text().splitlines()))
    assert copied == [["Annotators", "Week", "Alpha", "Units"], *map(list, rows)]
    button(dialog, "veal").click()
    assert {row[0] for row in _trend(dialog).figures.rows} == {"Ada × Ben", "Ada × Cy", "Ben × Cy"}


def test_a_row_of_the_trend_opens_what_the_two_differ_on(
    qtbot: QtBot, dialog: AgreementDialog, project: Project
) -> None:
    button(dialog, "veal").click()
    card = _trend(dialog)
    card.show_table()
    with qtbot.waitSignal(dialog.items_requested) as asked:
        card.table.activated.emit(card.table.model().index(1, 0))
    people = named(project, "Ada"), named(project, "Ben")
    assert asked.args == [ItemFilter(annotators=(min(people), max(people)))]


def test_the_chart_of_the_trend_paints_its_line_in_both_directions(dialog: AgreementDialog) -> None:
    chart = child(_trend(dialog), TrendChart)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        chart.setLayoutDirection(direction)
        picture = chart.grab().toImage()
        accent = chart.palette().color(QPalette.ColorRole.Accent).rgb()
        columns = [
            x
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixel(x, y) == accent
        ]
        middle = picture.width() / 2
        assert columns
        assert (min(columns) > middle) is (direction is Qt.LayoutDirection.LeftToRight)
