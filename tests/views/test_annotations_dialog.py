from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.desk.annotation_study import AnnotationStudy, Proposal
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.taking_in import TakenIn
from annotator.exchange.annotations.translation import LEFT_OUT
from annotator.exchange.formats import formats
from annotator.store.project import Project
from annotator.views.annotations_dialog import AnnotationsDialog
from annotator.views.import_wizard import ImportWizard
from annotator.views.theme import Theme, ThemeChoice
from tests.at_once import AtOnce
from tests.projects import BRIDGE, small_project
from tests.views.main_windows import working
from tests.views.panes import Paper, clipped, names

PATIENCE = 30_000
"""Milliseconds."""
DAM = "The 😀 dam broke on Monday, some say. Others doubt it.\n"
Mark = tuple[str, str]


def label_studio(folder: Path, *, marks: Iterable[tuple[str, int, Iterable[Mark]]]) -> Path:
    """A file of Label Studio: texts with the number of an annotator, and words with their labels."""
    tasks = []
    for number, (text, person, words) in enumerate(marks, start=1):
        results = [
            {
                "id": f"r{number}-{place}",
                "from_name": "label",
                "to_name": "text",
                "type": "labels",
                "value": {"start": max(text.find(quote), 0), "end": max(text.find(quote), 0) + len(quote)}
                | {"text": quote, "labels": [label]},
            }
            for place, (quote, label) in enumerate(words)
        ]
        annotation = {"id": number, "completed_by": person, "result": results}
        tasks.append({"id": number, "data": {"text": text}, "annotations": [annotation]})
    path = folder / "export.json"
    path.write_text(json.dumps(tasks, ensure_ascii=False), "utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    bridge = [("The mayor says it is safe.", "Rumour"), ("Nobody was hurt.", "Confirmed")]
    dam = [("Others doubt it.", "Opinion"), ("nowhere to be found", "Rumour")]
    return label_studio(tmp_path, marks=[(BRIDGE, 1, bridge), (DAM, 2, dam)])


class Screen:
    """The dialog over a file and a project, with everything behind it done at once."""

    def __init__(self, qtbot: QtBot, project: Project, path: Path, format_name: str = "label-studio") -> None:
        self.project = project
        anna = project.people.named("Anna")
        assert anna is not None
        self.dialog = AnnotationsDialog(Paper(), path.name, formats(), format_name=format_name)
        qtbot.addWidget(self.dialog)
        self.proposals: list[Proposal] = []
        study = AnnotationStudy(project, anna.id, path, AtOnce(), self.dialog)
        self.dialog.survey_requested.connect(study.survey)
        self.dialog.import_requested.connect(study.take_in)
        study.surveyed.connect(self.proposals.append)
        study.surveyed.connect(self.dialog.show_proposal)
        study.taken_in.connect(self.dialog.show_result)
        study.failed.connect(self.dialog.show_trouble)
        self.dialog.finished.connect(study.stop)
        self.dialog.show()
        self.dialog.begin()

    def texts(self) -> str:
        parts = self.dialog.findChildren(QWidget)
        return "\n".join(str(part.property("text") or "") for part in parts if part.isVisible())

    def combo(self, name: str) -> QComboBox:
        (found,) = [
            each
            for each in self.dialog.findChildren(QComboBox)
            if each.accessibleName() == name and not each.isHidden() and each.isVisible()
        ]
        return found

    def name_of(self, person: str) -> QLineEdit:
        wanted = f"Name of annotator “{person}”"
        (found,) = [
            each
            for each in self.dialog.findChildren(QLineEdit)
            if each.accessibleName() == wanted and each.isVisible()
        ]
        return found

    def button(self, text: str) -> QAbstractButton:
        (box,) = self.dialog.findChildren(QDialogButtonBox)
        return next(each for each in box.buttons() if each.text() == text)

    def findings(self) -> list[str]:
        (table,) = self.dialog.findChildren(QTableView)
        model = table.model()
        return [
            f"{model.index(row, 0).data()}: {model.index(row, 1).data()}" for row in range(model.rowCount())
        ]

    def answer(self) -> None:
        """Say everything that is still open."""
        choose(self.combo("What “Rumour” is here"), "unverified")
        choose(self.combo("What “Opinion” is here"), LEFT_OUT)
        self.name_of("1").setText("Ada")
        self.name_of("2").setText("Ben")


def choose(combo: QComboBox, value: object) -> None:
    place = combo.findData(value)
    assert place >= 0
    combo.setCurrentIndex(place)


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path, path: Path) -> Screen:
    return Screen(qtbot, small_project(tmp_path), path)


def test_it_says_what_the_file_holds_before_anything_is_written(screen: Screen) -> None:
    assert "2 articles (1 here already) · 4 claims · 3 of 4 placed" in screen.texts()
    assert "found out: " in screen.combo("Offsets count").currentText()
    assert screen.findings() == ["not placed: its words are not in the article: 1"]
    assert "2: Rumour “nowhere to be found”" in screen.texts()
    assert screen.project.articles.count() == 3


def test_what_is_not_clear_has_to_be_said(screen: Screen) -> None:
    assert screen.combo("What “Confirmed” is here").currentData() == "confirmed"
    expected = "labels whose meaning is still to be said: 2 · annotators still to be named: 2"
    assert expected in screen.texts()
    assert not screen.button("Import").isEnabled()
    screen.answer()
    assert "still to be" not in screen.texts()
    assert screen.button("Import").isEnabled()


def test_claims_come_in_under_the_names_and_labels_that_were_said(screen: Screen) -> None:
    screen.answer()
    screen.button("Import").click()
    assert "1 article and 2 claims imported" in screen.texts()
    assert "left out: Opinion: 1" in screen.findings()
    people = {person.name: person.id for person in screen.project.people.all()}
    assert {"Ada", "Anna", "Ben"} == people.keys()
    assert screen.project.articles.count() == 4


def test_what_a_label_means_is_remembered_for_the_next_file(screen: Screen, qtbot: QtBot, path: Path) -> None:
    screen.answer()
    screen.button("Import").click()
    again = Screen(qtbot, screen.project, path)
    assert again.combo("What “Rumour” is here").currentData() == "unverified"
    assert again.combo("What “Opinion” is here").currentData() == LEFT_OUT
    assert "annotators still to be named: 2" in again.texts()
    assert "labels whose" not in again.texts()


def test_many_labels_are_said_at_once_and_each_can_still_be_said_otherwise(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = label_studio(tmp_path, marks=[(DAM, 1, [("dam", f"Label {number}") for number in range(6)])])
    screen = Screen(qtbot, small_project(tmp_path), path)
    choose(screen.combo("What “Label 2” is here"), "disputed")
    others = screen.combo("What all labels still to be said are here")
    for key in ("confirmed", None, "unverified", LEFT_OUT):
        choose(others, key)
    assert "labels whose" not in screen.texts()
    assert [screen.combo(f"What “Label {number}” is here").currentData() for number in range(4)] == [
        LEFT_OUT,
        LEFT_OUT,
        "disputed",
        LEFT_OUT,
    ]
    choose(screen.combo("What “Label 0” is here"), "confirmed")
    choose(others, "disputed")
    choose(others, LEFT_OUT)
    screen.name_of("1").setText("Ada")
    screen.button("Import").click()
    assert "1 article and 2 claims imported" in screen.texts()


def test_what_is_said_of_all_labels_counts_for_those_without_a_field(qtbot: QtBot, tmp_path: Path) -> None:
    marks = [("dam", f"Label {number}") for number in range(205)]
    screen = Screen(qtbot, small_project(tmp_path), label_studio(tmp_path, marks=[(DAM, 1, marks)]))
    assert "5 rarer labels are left out" in screen.texts()
    choose(screen.combo("Offsets count"), Measure.CODE_POINT)
    others = screen.combo("What all labels still to be said are here")
    for key in (LEFT_OUT, "disputed", None, "disputed"):
        choose(others, key)
    screen.name_of("1").setText("Ada")
    screen.button("Import").click()
    assert "1 article and 205 claims imported" in screen.texts()


def test_a_few_labels_are_said_one_by_one(screen: Screen) -> None:
    fields = screen.dialog.findChildren(QComboBox)
    assert not any("still to be said" in field.accessibleName() for field in fields)


def test_another_unit_is_tried_when_it_is_chosen_and_answers_stay(screen: Screen) -> None:
    screen.name_of("1").setText("Ada")
    choose(screen.combo("Offsets count"), Measure.UTF16)
    assert screen.proposals[-1].found.measure is Measure.UTF16
    assert screen.name_of("1").text() == "Ada"


def test_where_nothing_tells_what_offsets_count_it_is_asked(qtbot: QtBot, tmp_path: Path) -> None:
    path = label_studio(tmp_path, marks=[(DAM, 1, [("The", "Rumour"), ("Others doubt it.", "Rumour")])])
    path.write_text(path.read_text("utf-8").replace('"text": "Others doubt it.", ', ""), "utf-8")
    screen = Screen(qtbot, small_project(tmp_path), path)
    assert screen.combo("Offsets count").itemText(0) == "not said in the file"
    assert any("does not say what its offsets count" in finding for finding in screen.findings())
    choose(screen.combo("Offsets count"), Measure.CODE_POINT)
    assert "code points" in screen.combo("Offsets count").itemText(0)
    assert not any("does not say what its offsets count" in finding for finding in screen.findings())


def test_several_measures_are_told_with_their_articles(qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    lines = []
    for unit, start, text in (("utf16", 2, "😀a"), ("code_point", 1, "😀a."), ("utf16", 2, "😀a b")):
        parts = [{"start": start, "end": start + 1, "quote": "a"}]
        claim = {"id": "c", "annotator": "Ada", "label": "disputed", "fragments": parts}
        article = {"id": text, "text_sha256": "", "text": text, "offset_unit": unit, "units": []}
        lines.append(json.dumps(article | {"claims": [claim]}))
    file.write_text("\n".join(lines), "utf-8")
    screen = Screen(qtbot, small_project(tmp_path), file, format_name="articles-jsonl")
    assert screen.combo("Offsets count").itemText(0) == "found out: different units, as its words prove"
    assert "UTF-16 units (JavaScript) in 2 articles · code points (Python) in 1 article" in screen.texts()


def test_a_format_that_is_not_sure_is_chosen(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    screen = Screen(qtbot, small_project(tmp_path), path, format_name="")
    assert "Choose the format that the file is in." in screen.texts()
    assert not screen.button("Import").isEnabled()
    choose(screen.combo("Format"), "label-studio")
    assert "4 claims" in screen.texts()


def test_a_file_without_what_a_format_holds_is_not_imported(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    screen = Screen(qtbot, small_project(tmp_path), path)
    choose(screen.combo("Format"), "w3c")
    assert "No article was found in it. It may be in another format." in screen.texts()
    assert not screen.button("Import").isEnabled()


def test_a_file_that_is_gone_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    screen = Screen(qtbot, small_project(tmp_path), tmp_path / "gone.json")
    assert "gone.json can't be read" in screen.texts()
    assert not screen.button("Import").isEnabled()


def test_what_is_being_written_is_stopped_before_the_dialog_closes(
    screen: Screen, qtbot: QtBot, path: Path
) -> None:
    dialog = AnnotationsDialog(Paper(), path.name, formats(), format_name="label-studio")
    qtbot.addWidget(dialog)
    dialog.show()
    # All is known, and nobody answers the wish to import it.
    proposal = screen.proposals[-1]
    known = dict.fromkeys(proposal.found.labels, "disputed")
    dialog.show_proposal(replace(proposal, labels=known, people={"1": "Ada", "2": "Ben"}))
    stops: list[bool] = []
    dialog.stop_requested.connect(lambda: stops.append(True))
    (box,) = dialog.findChildren(QDialogButtonBox)
    next(each for each in box.buttons() if each.text() == "Import").click()
    box.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert stops == [True]
    assert dialog.isVisible()
    dialog.show_result(TakenIn(articles=1, claims=1, is_cancelled=True))
    box.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert not dialog.isVisible()


def test_it_can_be_walked_through_by_keys(screen: Screen) -> None:
    found = names(screen.dialog)
    assert "" not in found
    assert found.most_common(1)[0][1] == 1


@pytest.mark.parametrize(("percent", "width", "height"), [(100, 700, 600), (200, 1024, 640)])
def test_it_fits(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, path: Path, percent: int, width: int, height: int
) -> None:
    theme = Theme(qapp, choice=ThemeChoice.LIGHT, zoom=percent)
    try:
        screen = Screen(qtbot, small_project(tmp_path), path)
        screen.dialog.resize(width, height)
        qapp.processEvents()
        assert (screen.dialog.width(), screen.dialog.height()) == (width, height)
        assert clipped(screen.dialog) == []
    finally:
        theme.setParent(None)


def test_a_dropped_file_of_annotations_leads_to_its_page(qtbot: QtBot, tmp_path: Path, path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        window.doors.take_in([path])
        (dialog,) = window.findChildren(AnnotationsDialog)
        assert window.findChildren(ImportWizard) == []
        label = "What “Rumour” is here"
        # The process that reads has to start first, beside whatever else the machine does.
        qtbot.waitUntil(
            lambda: any(each.accessibleName() == label for each in dialog.findChildren(QComboBox)),
            timeout=PATIENCE,
        )
        for combo in dialog.findChildren(QComboBox):
            if combo.accessibleName().startswith("What “") and combo.currentData() is None:
                choose(combo, "disputed")
        for field in dialog.findChildren(QLineEdit):
            field.setText("Anna")
        (box,) = dialog.findChildren(QDialogButtonBox)
        next(each for each in box.buttons() if each.text() == "Import").click()
        qtbot.waitUntil(lambda: "Close" in [each.text() for each in box.buttons()], timeout=PATIENCE)
        titles = [row.title for row in window.bench.queue.rows]
        assert any(title.startswith("The 😀 dam") for title in titles)
