from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QMainWindow,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.desk.notices import Notice
from annotator.domain.piece_changes import Act, PieceChange
from annotator.domain.work import Unwatched
from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.shape import Field, Wishes
from annotator.exchange.import_presets import ImportPreset
from annotator.exchange.importing import ImportOrder, import_pasted
from annotator.exchange.look import look_at
from annotator.exchange.outcomes import NearDuplicates
from annotator.exchange.survey import Survey, preview, survey
from annotator.store.project import Project
from annotator.views.actions import ActionTable
from annotator.views.import_wizard import ImportWizard
from annotator.views.theme import Theme, ThemeChoice
from tests.projects import small_project
from tests.views.main_windows import working
from tests.views.panes import Paper, clipped, names

STORM = "The harbour is closed.\n\nNobody was hurt, the mayor said on Monday.\n\n(Image: GETTY)\n"
ROAD = "The road is closed.\n\nA tree fell on it on Monday morning, police said.\n"
FRENCH = "L’été dernier, « les experts » ont affirmé que la digue était sûre.\nLe préfet a démenti.\n"
BRACKETS = "image credit in brackets"
LONG = "A council of the town met on Monday to talk about the old bridge over the river, which was closed"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1 storm.txt").write_text(STORM, "utf-8")
    (folder / "2 road.txt").write_text(ROAD, "utf-8")
    (folder / "3 road again.txt").write_text(ROAD, "utf-8")
    (folder / "4 french.txt").write_bytes(FRENCH.encode("cp1252"))
    (folder / "5 council.txt").write_text(f"{LONG} in May.\n", "utf-8")
    (folder / "6 council again.txt").write_text(f"{LONG} in June.\n", "utf-8")
    (folder / "picture.png").touch()
    return folder


class Screen:
    """The wizard over a few texts; what it asks for is answered at once."""

    def __init__(
        self,
        qtbot: QtBot,
        project: Project,
        folder: Path,
        *,
        rules_off: frozenset[str] = frozenset(),
        presets: dict[str, object] | None = None,
    ) -> None:
        look = look_at([folder])
        window = QMainWindow()
        qtbot.addWidget(window)
        table_of_keys = ActionTable(window)
        self.wizard = ImportWizard(Paper(), table_of_keys, look, rules_off=rules_off, presets=presets)
        qtbot.addWidget(self.wizard)
        self.wishes: list[Wishes] = []
        self.orders: list[ImportOrder] = []
        job = Unwatched()

        def answer_survey(wishes: Wishes) -> None:
            self.wishes.append(wishes)
            self.wizard.show_survey(survey(job, project, self.wizard.look.found, wishes))

        self.wizard.survey_requested.connect(answer_survey)
        self.wizard.preview_requested.connect(
            lambda article, wishes: self.wizard.show_draft(preview(job, article, wishes))
        )
        self.wizard.import_requested.connect(self.orders.append)
        self.wizard.begin()
        self.wizard.show()

    def texts(self) -> str:
        parts = self.wizard.findChildren(QWidget)
        return "\n".join(str(part.property("text") or "") for part in parts if part.isVisible())

    def button(self, text: str) -> QAbstractButton:
        buttons = self.wizard.findChildren(QAbstractButton)
        (found,) = [
            each for each in buttons if each.isVisible() and text in (each.text(), each.accessibleName())
        ]
        return found

    def combo(self, name: str) -> QComboBox:
        (found,) = [each for each in self.wizard.findChildren(QComboBox) if each.accessibleName() == name]
        return found

    def table(self, name: str) -> list[str]:
        (found,) = [each for each in self.wizard.findChildren(QTableView) if each.accessibleName() == name]
        model = found.model()
        return [_cells(model, row) for row in range(model.rowCount())]

    def rules(self) -> QAbstractItemModel:
        (found,) = [
            each for each in self.wizard.findChildren(QListView) if each.accessibleName().startswith("Rules")
        ]
        return found.model()


def _cells(model: QAbstractItemModel, row: int) -> str:
    return " | ".join(str(model.index(row, column).data()) for column in range(model.columnCount()))


@pytest.fixture
def screen(qtbot: QtBot, tmp_path: Path, folder: Path) -> Screen:
    return Screen(qtbot, small_project(tmp_path), folder)


def test_enter_three_times_imports_with_the_defaults(screen: Screen, folder: Path) -> None:
    QTest.keyClick(screen.wizard, Qt.Key.Key_Return)
    QTest.keyClick(screen.wizard, Qt.Key.Key_Return)
    assert screen.orders == []
    QTest.keyClick(screen.wizard, Qt.Key.Key_Return)
    (order,) = screen.orders
    assert (order.wishes, order.near, order.left_out) == (Wishes(), NearDuplicates.KEEP, frozenset())
    assert len(order.found.files) == 6
    assert not screen.wizard.isVisible()


def test_the_first_step_says_what_each_file_is(screen: Screen) -> None:
    assert "6 files to read, 1 left aside" in screen.texts()
    files = screen.table("Files")
    assert files[0] == f"in/1 storm.txt | {len(STORM)} bytes | text, 1 article"
    assert files[-1].startswith("in/picture.png |  | not read: It is of no kind that is read.")


def test_the_second_step_shows_what_is_kept_and_what_is_greyed_by_which_rule(screen: Screen) -> None:
    screen.button("Next").click()
    assert "Article 1 of 6" in screen.texts()
    assert "3 pieces: 2 kept, 1 greyed" in screen.texts()
    assert screen.table("Kept")[0] == "The harbour is closed. | headline"
    assert screen.table("Greyed") == ["(Image: GETTY) | image credit in brackets"]
    screen.button("The next article").click()
    assert "Article 2 of 6" in screen.texts()
    assert screen.table("Greyed") == []
    screen.button("The article before").click()
    screen.button("The article before").click()
    assert "Article 6 of 6" in screen.texts()


def test_the_first_of_many_articles_are_shown_while_the_rest_is_read(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    project = small_project(tmp_path)
    screen = Screen(qtbot, project, folder)
    wizard = screen.wizard
    whole = survey(Unwatched(), project, wizard.look.found, Wishes())
    wizard.show_beginning(Survey(whole.articles[:2], ()))
    QTest.keyClick(wizard, Qt.Key.Key_Return)
    assert "Article 1 of 2 so far" in screen.texts()
    assert screen.table("Kept")[0].startswith("The harbour is closed.")
    screen.button("The next article").click()
    wizard.show_survey(whole)
    assert "Article 2 of 6" in screen.texts()


def test_a_rule_that_is_unticked_greys_nothing_any_more(screen: Screen) -> None:
    screen.button("Next").click()
    rules = screen.rules()
    assert rules.index(0, 0).data() == "1 × image credit in brackets"
    rules.setData(rules.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert screen.wishes[-1].without_rules == {"image credit in brackets"}
    assert screen.table("Greyed") == []
    assert screen.rules().index(0, 0).data() == "1 × image credit in brackets: kept"


def test_an_article_can_be_left_out(screen: Screen) -> None:
    screen.button("Next").click()
    boxes = screen.wizard.findChildren(QCheckBox)
    (wanted,) = [each for each in boxes if each.text() == "Import this article"]
    wanted.click()
    screen.button("Next").click()
    assert "1 left out by you" in screen.texts()
    screen.button("Import").click()
    assert screen.orders[0].left_out == {"in/1 storm.txt"}


def test_the_language_of_all_articles_can_be_chosen(screen: Screen) -> None:
    screen.button("Next").click()
    language = screen.combo("Language of all")
    language.setCurrentIndex(language.findData("ar"))
    assert screen.wishes[-1].language == "ar"
    assert "This one: Arabic" in screen.texts()


def test_the_last_step_counts_what_comes_in(screen: Screen) -> None:
    screen.button("Next").click()
    screen.button("Next").click()
    assert "4 articles · 6 sentences to decide" in screen.texts()
    expected = "1 skipped, as their text is here already · 1 with an encoding still to be chosen · 1 not read"
    assert expected in screen.texts()
    assert "Nearly the same text as another: 1" in screen.texts()
    near = screen.combo("Articles with nearly the same text")
    near.setCurrentIndex(near.findData(NearDuplicates.SKIP))
    assert "3 articles · 5 sentences to decide" in screen.texts()
    screen.button("Import").click()
    assert screen.orders[0].near is NearDuplicates.SKIP


def test_the_last_step_names_a_file_and_the_article_that_has_its_text(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    project = small_project(tmp_path)
    import_pasted(project, STORM)
    screen = Screen(qtbot, project, folder)
    screen.button("Next").click()
    screen.button("Next").click()
    assert "2 skipped, as their text is here already" in screen.texts()
    said = screen.table("Articles that there is something to say of")
    assert "in/1 storm.txt | The same text as “The harbour is closed.”." in said
    assert "in/3 road again.txt | The same text as “in/2 road.txt”." in said


def test_the_encoding_of_one_file_is_chosen_by_how_its_text_begins(screen: Screen) -> None:
    screen.button("Next").click()
    screen.button("Next").click()
    screen.button("Read as Windows-1252").click()
    assert "5 articles" in screen.texts()
    screen.button("Import").click()
    assert screen.orders[0].wishes.encodings == {"in/4 french.txt": "cp1252"}


def test_a_file_of_unknown_encoding_can_be_left_out(screen: Screen) -> None:
    screen.button("Next").click()
    screen.button("Next").click()
    screen.button("Skip It").click()
    assert "encoding still" not in screen.texts()
    screen.button("Import").click()
    assert screen.orders[0].left_out == {"in/4 french.txt"}


def test_a_sentence_that_was_torn_apart_says_that_it_was_joined(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "torn"
    folder.mkdir()
    torn = "It is closed.\n\nThe soldiers met about 60\n\nfighters near the town.\n\nNobody was hurt.\n"
    (folder / "torn.txt").write_text(torn, "utf-8")
    screen = Screen(qtbot, small_project(tmp_path), folder)
    screen.button("Next").click()
    kinds = [row.rpartition(" | ")[2] for row in screen.table("Kept")]
    assert kinds == ["headline", "sentence, joined", "sentence"]


def test_rules_are_remembered_unless_somebody_says_otherwise(
    qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    screen = Screen(qtbot, small_project(tmp_path), folder, rules_off=frozenset({BRACKETS}))
    assert screen.wishes[-1].without_rules == {BRACKETS}
    remembered: list[frozenset[str]] = []
    screen.wizard.rules_remembered.connect(remembered.append)
    screen.button("Next").click()
    rules = screen.rules()
    (credit,) = rules.match(
        rules.index(0, 0), Qt.ItemDataRole.DisplayRole, BRACKETS, flags=Qt.MatchFlag.MatchContains
    )
    rules.setData(credit, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    screen.button("Next").click()
    screen.button("Import").click()
    assert remembered == [frozenset()]


def test_columns_are_mapped_over_the_first_rows(screen: Screen) -> None:
    rows = (("7", "A bridge", "It is closed."), ("8", "A road", "It is open."))
    screen.wizard.show_outline(Outline(("nr", "kopf", "inhalt"), rows, {Field.TEXT: "inhalt"}))
    screen.combo("Title").setCurrentIndex(screen.combo("Title").findData("kopf"))
    assert screen.wishes[-1].columns == {Field.TITLE: "kopf"}
    assert screen.table("First rows") == ["7 | A bridge | It is closed.", "8 | A road | It is open."]
    (table,) = [
        each for each in screen.wizard.findChildren(QTableView) if each.accessibleName() == "First rows"
    ]
    headers = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(3)]
    assert headers == ["nr", "kopf = Title", "inhalt = Text"]


def test_a_sheet_of_a_workbook_is_chosen_and_its_columns_asked_for(screen: Screen) -> None:
    rows = (("7", "It is closed."),)
    sheets = ("May", "June")
    screen.wizard.show_outline(Outline(("nr", "text"), rows, {Field.TEXT: "text"}, sheets, "May"))
    screen.combo("Title").setCurrentIndex(screen.combo("Title").findData("nr"))
    sheet = screen.combo("Sheet")
    assert sheet.isVisible()
    assert sheet.currentText() == "May"
    sheet.setCurrentIndex(sheet.findData("June"))
    assert (screen.wishes[-1].sheet, screen.wishes[-1].columns) == ("June", {})
    screen.wizard.show_outline(Outline(("nr", "text"), rows, {Field.TEXT: "text"}))
    assert not sheet.isVisible()


def test_every_step_can_be_walked_through_by_keys(screen: Screen) -> None:
    for _ in range(3):
        found = names(screen.wizard)
        assert "" not in found
        assert found.most_common(1)[0][1] == 1
        screen.button("Next" if screen.orders == [] and "Step 3" not in screen.texts() else "Import").click()


@pytest.mark.parametrize(("percent", "width", "height"), [(100, 800, 600), (200, 1024, 640)])
def test_it_fits(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, folder: Path, percent: int, width: int, height: int
) -> None:
    theme = Theme(qapp, choice=ThemeChoice.LIGHT, zoom=percent)
    try:
        screen = Screen(qtbot, small_project(tmp_path), folder)
        for _ in range(3):
            screen.wizard.resize(width, height)
            qapp.processEvents()
            assert (screen.wizard.width(), screen.wizard.height()) == (width, height)
            assert clipped(screen.wizard) == []
            if "Step 3" not in screen.texts():
                screen.button("Next").click()
    finally:
        theme.setParent(None)


def test_a_table_is_looked_at_before_its_rows_come_in(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["headline", "text"])
        writer.writerows([["Storm", STORM], ["Road", ROAD]])
    with working(qtbot, tmp_path) as window:
        before = window.bench.desk.project.articles.count()
        window.doors.take_in([path])
        (wizard,) = window.findChildren(ImportWizard)
        tables = wizard.findChildren(QTableView)
        files = next(each.model() for each in tables if each.accessibleName() == "Files")
        qtbot.waitUntil(lambda: files.index(0, 2).data() == "table, 2 articles", timeout=30_000)
        with qtbot.waitSignal(window.parts.intake.imported):
            for _ in range(3):
                QTest.keyClick(wizard, Qt.Key.Key_Return)
        assert window.bench.desk.project.articles.count() == before + 2


def test_a_few_plain_texts_come_in_without_a_question(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    with working(qtbot, tmp_path) as window:
        with qtbot.waitSignal(window.parts.intake.imported):
            window.doors.take_in([folder / "1 storm.txt", folder / "2 road.txt"])
        assert window.findChildren(ImportWizard) == []


def test_what_is_dropped_on_it_is_looked_at_as_well(screen: Screen, tmp_path: Path, folder: Path) -> None:
    wanted: list[tuple[Path, ...]] = []
    screen.wizard.more_dropped.connect(wanted.append)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "more.html"))])
    place, copy, button = QPointF(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(place, copy, mime, button, Qt.KeyboardModifier.NoModifier)
    screen.wizard.dropEvent(event)
    assert wanted == [(folder, tmp_path / "more.html")]


def test_what_is_much_like_another_article_is_told_of(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    with working(qtbot, tmp_path) as window:
        told: list[Notice] = []
        window.bench.notices.raised.connect(told.append)
        with qtbot.waitSignal(window.parts.intake.imported):
            window.doors.take_in([folder / "5 council.txt", folder / "6 council again.txt"])
        assert told[-1].text == "2 articles imported, 1 of them much like another."


def test_nothing_can_be_imported_where_nothing_would_come_in(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "blank.txt").write_text("  \n", "utf-8")
    screen = Screen(qtbot, small_project(tmp_path), tmp_path / "in")
    screen.button("Next").click()
    screen.button("Next").click()
    assert not screen.button("Import").isEnabled()
    assert "There are no words in it." in screen.texts()


def lists(screen: Screen) -> tuple[QTableView, QTableView]:
    tables = {each.accessibleName(): each for each in screen.wizard.findChildren(QTableView)}
    return tables["Kept"], tables["Greyed"]


def test_a_wrong_mark_is_one_key_and_undo_takes_it_back(screen: Screen) -> None:
    screen.button("Next").click()
    kept, greyed = lists(screen)
    QTest.keyClick(kept, Qt.Key.Key_B)
    assert screen.table("Greyed") == [
        "The harbour is closed. | you",
        "(Image: GETTY) | image credit in brackets",
    ]
    greyed.setFocus()
    greyed.setCurrentIndex(greyed.model().index(1, 0))
    QTest.keyClick(greyed, Qt.Key.Key_B)
    assert [row.partition(" | ")[0] for row in screen.table("Kept")] == [
        "Nobody was hurt, the mayor said on Monday.",
        "(Image: GETTY)",
    ]
    QTest.keyClick(greyed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(greyed, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.table("Greyed") == ["(Image: GETTY) | image credit in brackets"]
    assert kept.currentIndex().data() == "The harbour is closed."
    QTest.keyClick(kept, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.table("Greyed")) == 2


def test_what_was_changed_is_counted_and_imported(screen: Screen) -> None:
    screen.button("Next").click()
    kept, _ = lists(screen)
    QTest.keyClick(kept, Qt.Key.Key_M)
    assert screen.table("Kept") == [f"{STORM[:66].replace(chr(10) * 2, ' ')} | headline, joined"]
    screen.button("Next").click()
    assert "4 articles · 5 sentences to decide" in screen.texts()
    screen.button("Back").click()
    QTest.keyClick(lists(screen)[0], Qt.Key.Key_M, Qt.KeyboardModifier.ShiftModifier)
    assert len(screen.table("Kept")) == 2
    screen.button("Next").click()
    assert "4 articles · 6 sentences to decide" in screen.texts()
    screen.button("Import").click()
    (changes,) = screen.orders[0].wishes.changes.values()
    assert changes == (PieceChange(Act.JOIN, 0), PieceChange(Act.PART, 0))


def test_undo_goes_to_the_article_it_was_in(screen: Screen) -> None:
    screen.button("Next").click()
    QTest.keyClick(lists(screen)[0], Qt.Key.Key_B)
    screen.button("The next article").click()
    screen.button("Undo").click()
    assert "Article 1 of 6" in screen.texts()
    assert len(screen.table("Kept")) == 2
    assert not screen.button("Undo").isEnabled()


def test_a_change_stays_when_rules_change(screen: Screen) -> None:
    screen.button("Next").click()
    QTest.keyClick(lists(screen)[0], Qt.Key.Key_B)
    rules = screen.rules()
    (credit,) = rules.match(
        rules.index(0, 0), Qt.ItemDataRole.DisplayRole, BRACKETS, flags=Qt.MatchFlag.MatchContains
    )
    rules.setData(credit, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert screen.table("Greyed") == ["The harbour is closed. | you"]


def test_a_text_is_pasted_and_comes_in_with_the_files(screen: Screen, qapp: QApplication) -> None:
    qapp.clipboard().setText("A ferry sank\n\nNobody was hurt.")
    screen.button("Paste Text").click()
    assert "7 files to read" in screen.texts()
    assert screen.table("Files")[-1] == "pasted text 1 | 30 bytes | text, 1 article"
    qapp.clipboard().setText(" \n")
    screen.button("Paste Text").click()
    assert "The clipboard holds no text." in screen.texts()
    for _ in range(2):
        screen.button("Next").click()
    assert "5 articles · 8 sentences to decide" in screen.texts()
    screen.button("Import").click()
    assert screen.orders[0].found.files[-1].text == "A ferry sank\n\nNobody was hurt."


def test_a_preset_is_saved_and_chosen_again(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    screen = Screen(qtbot, small_project(tmp_path), folder)
    kept: list[dict[str, object]] = []
    screen.wizard.presets_changed.connect(kept.append)
    rows = (("A bridge", "It is closed."),)
    outline = Outline(("kopf", "inhalt"), rows, {Field.TEXT: "inhalt"})
    screen.wizard.show_outline(outline)
    screen.combo("Title").setCurrentIndex(screen.combo("Title").findData("kopf"))
    rules = screen.rules()
    rules.setData(rules.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    screen.button("Save Preset…").click()
    (name,) = [each for each in screen.wizard.findChildren(QLineEdit) if each.isVisible()]
    QTest.keyClicks(name, "Regional paper")
    QTest.keyClick(name, Qt.Key.Key_Return)
    assert "Step 1 of 3" in screen.texts()
    assert list(kept[-1]) == ["Regional paper"]

    (tmp_path / "other").mkdir()
    other = Screen(qtbot, small_project(tmp_path / "other"), folder, presets=kept[-1])
    other.wizard.show_outline(outline)
    preset = other.combo("Preset")
    preset.setCurrentIndex(preset.findData("Regional paper"))
    assert other.wishes[-1] == screen.wishes[-1]
    assert other.wishes[-1].columns == {Field.TITLE: "kopf"}
    assert other.wishes[-1].without_rules == {BRACKETS}
    preset.setCurrentIndex(0)
    assert other.wishes[-1] == Wishes()


def test_a_preset_says_which_columns_are_not_there(screen: Screen) -> None:
    screen.wizard.show_outline(Outline(("text",), (("It is closed.",),), {Field.TEXT: "text"}))
    screen.wizard.presets.add("Paper", ImportPreset(columns={Field.TEXT: "text", Field.TITLE: "kopf"}))
    screen.combo("Preset").setCurrentIndex(0)
    screen.combo("Preset").setCurrentIndex(1)
    assert "No such column here:" in screen.texts()
    assert screen.wishes[-1].columns == {Field.TEXT: "text"}


def test_more_files_leave_what_was_pasted_and_changed(
    screen: Screen, qapp: QApplication, folder: Path
) -> None:
    qapp.clipboard().setText("A ferry sank\n\nNobody was hurt.")
    screen.button("Paste Text").click()
    screen.button("Next").click()
    QTest.keyClick(lists(screen)[0], Qt.Key.Key_B)
    more = folder.parent / "more.txt"
    more.write_text("A train is late.\n\nIt snows.\n", "utf-8")
    screen.wizard.show_look(look_at([folder, more]))
    assert "Article 1 of 8" in screen.texts()
    assert len(screen.table("Greyed")) == 2
