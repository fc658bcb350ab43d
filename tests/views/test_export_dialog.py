from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.desk.export_preview import ExportPreview, Preview
from annotator.desk.settings import Settings
from annotator.domain.identity import new_id
from annotator.exchange.choices import Annotations, ExportChoices, OffsetUnit, SplitBy
from annotator.exchange.formats import format_named, writers
from annotator.exchange.holdings import Survey, survey
from annotator.exchange.last_export import export_scope, last_export
from annotator.exchange.planning import Reason, plan
from annotator.store.project import Project
from annotator.views.export_dialog import ExportDialog
from annotator.views.format_list import FormatList
from annotator.views.theme import Theme, ThemeChoice
from tests.at_once import AtOnce
from tests.projects import small_project
from tests.views.panes import Paper, child, clipped, names


class Screen:
    """The dialog over a small project, wired as the window does it, and what it wished."""

    def __init__(self, project: Project, folder: Path, qtbot: QtBot, *, listed: tuple[str, ...] = ()) -> None:
        self.settings = Settings(folder / "settings.json")
        self.scope = export_scope(project, project.people.all()[0].id, listed=listed)
        self.dialog = ExportDialog(Paper(), self.settings, self.scope)
        qtbot.addWidget(self.dialog)
        self.preview = ExportPreview(project, AtOnce(), self.dialog)
        self.dialog.preview_requested.connect(self.preview.ask)
        self.preview.answered.connect(self.dialog.show_preview)
        self.preview.proved.connect(self.dialog.show_proof)
        self.preview.rehearsed.connect(self.dialog.show_rehearsal)
        self.preview.failed.connect(self.dialog.show_trouble)
        self.exports: list[tuple[ExportChoices, Path]] = []
        self.dialog.export_requested.connect(lambda *wish: self.exports.append(wish))
        self.dialog.show()

    def texts(self) -> str:
        labels = self.dialog.findChildren(QWidget)
        return "\n".join(str(each.property("text") or "") for each in labels if each.isVisible())

    def records(self) -> str:
        (text,) = self.dialog.findChildren(QPlainTextEdit)
        return text.toPlainText()

    def button(self, start: str) -> QPushButton:
        buttons = self.dialog.findChildren(QPushButton)
        (found,) = [each for each in buttons if each.isVisible() and each.text().startswith(start)]
        return found

    def tool(self, start: str) -> QToolButton:
        tools = self.dialog.findChildren(QToolButton)
        (found,) = [each for each in tools if each.accessibleName().startswith(start)]
        return found

    def choose_format(self, row: int) -> None:
        child(self.dialog, FormatList).choose(list(writers())[row])

    def choose(self, text: str, kind: type[QRadioButton | QCheckBox] = QRadioButton) -> None:
        (found,) = [each for each in self.dialog.findChildren(kind) if each.text().startswith(text)]
        found.click()

    def box(self, name: str) -> QComboBox:
        (found,) = [each for each in self.dialog.findChildren(QComboBox) if each.accessibleName() == name]
        return found

    def path(self) -> QLineEdit:
        (found,) = [
            each for each in self.dialog.findChildren(QLineEdit) if each.accessibleName() == "File to write"
        ]
        return found


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = small_project(tmp_path)
    yield project
    project.close()


@pytest.fixture
def screen(project: Project, tmp_path: Path, qtbot: QtBot) -> Screen:
    return Screen(project, tmp_path, qtbot)


def test_nothing_is_offered_where_the_format_takes_none_of_the_claims(screen: Screen) -> None:
    screen.choose_format(list(writers()).index("claimreview"))
    assert "This format takes none of these claims." in screen.texts()
    assert screen.button("Export").text() == "Export"
    assert not screen.button("Export").isEnabled()
    screen.choose_format(0)
    assert screen.button("Export").text() == "Export 5"
    assert screen.button("Export").isEnabled()


def test_no_unit_is_chosen_where_a_format_has_no_offsets(screen: Screen) -> None:
    def chosen() -> list[str]:
        buttons = screen.dialog.findChildren(QRadioButton)
        return [each.text() for each in buttons if each.isChecked() and "(" in each.text()]

    assert chosen() == ["code points (Python)"]
    screen.choose("UTF-16")
    screen.choose_format(list(writers()).index("conll"))
    assert chosen() == []
    screen.choose_format(0)
    assert chosen() == ["UTF-16 units (JavaScript)"]


def test_it_opens_with_the_records_the_counts_and_the_focus_on_the_formats(screen: Screen) -> None:
    assert isinstance(QApplication.focusWidget(), FormatList)
    assert "The bridge is closed" in screen.records()
    assert "4 claims, 1 sentence without a claim · 2 articles · offsets right 5 of 5" in screen.texts()
    assert screen.button("Export").text() == "Export 5"


def test_every_choice_is_seen_at_once(screen: Screen) -> None:
    screen.choose("Only me")
    assert screen.button("Export").text() == "Export 3"
    screen.choose("sentences without", QCheckBox)
    assert screen.button("Export").text() == "Export 2"
    screen.choose("UTF-16")
    assert '"offset_unit": "utf16"' in screen.records()
    assert '"end": 24' in screen.records()
    screen.choose_format(2)
    assert screen.records().startswith("id,article_id,")
    assert screen.path().text().endswith(".csv")


def test_what_a_format_has_no_place_for_cannot_be_chosen_and_is_not_ticked(screen: Screen) -> None:
    text = next(box for box in screen.dialog.findChildren(QCheckBox) if box.text() == "the articles’ text")
    assert (text.isEnabled(), text.isChecked()) == (False, False)
    assert "no choice" in text.toolTip()
    screen.choose_format(1)
    assert (text.isEnabled(), text.isChecked(), text.toolTip()) == (True, True, "")


def test_a_choice_waits_for_a_format_that_has_a_place_for_it(screen: Screen) -> None:
    screen.choose_format(1)
    screen.choose("the articles’ text", QCheckBox)
    screen.choose("boilerplate", QCheckBox)
    screen.choose_format(0)
    screen.choose_format(1)
    boxes = {box.text(): box.isChecked() for box in screen.dialog.findChildren(QCheckBox)}
    assert (boxes["the articles’ text"], boxes["boilerplate"]) == (False, True)
    assert '"text":' not in screen.records()


def test_the_other_records_are_leafed_through(screen: Screen) -> None:
    first = screen.records()
    screen.tool("Records after").click()
    assert "Preview: 4–5 of 5" in screen.texts()
    assert screen.records() != first
    assert not screen.tool("Records after").isEnabled()
    screen.tool("Records before").click()
    assert screen.records() == first


def test_raw_shows_a_record_as_the_file_has_it(screen: Screen) -> None:
    assert screen.records().startswith("{\n")
    screen.tool("Records as they stand").click()
    assert screen.records().startswith('{"id": "')


def test_what_is_left_out_can_be_asked_for(screen: Screen, qtbot: QtBot) -> None:
    assert "1 article, 1 claim not finished" in screen.texts()
    with qtbot.waitSignal(screen.dialog.left_out_requested) as asked:
        screen.tool("Left out: 1 article").click()
    assert asked.args == [Reason.NOT_FINISHED.value]
    assert not screen.dialog.isVisible()


def test_nothing_to_export_says_why_and_offers_a_way_out(screen: Screen, project: Project) -> None:
    with project.database.write():
        project.database.execute("UPDATE assignment SET finished_at = NULL")
    fresh = ExportPreview(project, AtOnce(), screen.dialog)
    screen.dialog.preview_requested.disconnect(screen.preview.ask)
    screen.dialog.preview_requested.connect(fresh.ask)
    fresh.answered.connect(screen.dialog.show_preview)
    screen.choose("notes", QCheckBox)
    assert "Nothing to export: no article is finished." in screen.texts()
    assert not screen.button("Export").isEnabled()
    screen.button("Include Unfinished Articles").click()
    assert screen.button("Export").text() == "Export 6"
    assert screen.button("Export").isEnabled()


def test_units_of_unfinished_articles_are_not_offered(screen: Screen, project: Project) -> None:
    with project.database.write():
        project.database.execute("UPDATE assignment SET finished_at = NULL")
    fresh = ExportPreview(project, AtOnce(), screen.dialog)
    screen.dialog.preview_requested.disconnect(screen.preview.ask)
    screen.dialog.preview_requested.connect(fresh.ask)
    fresh.answered.connect(screen.dialog.show_preview)
    screen.choose_format(list(writers()).index("units-jsonl"))
    assert "only finished ones make units" in screen.texts()
    assert "Include Unfinished" not in screen.texts()
    assert screen.button("Go to the First Unfinished").isVisible()


def test_the_first_unfinished_article_can_be_gone_to(screen: Screen, project: Project, qtbot: QtBot) -> None:
    wanted = plan(Survey(survey(project).articles, (), screen.scope.people), ExportChoices())
    screen.dialog.show_preview(Preview(wanted, 0, "", ()))
    with qtbot.waitSignal(screen.dialog.unfinished_requested):
        screen.button("Go to the First Unfinished").click()
    assert not screen.dialog.isVisible()


def test_offsets_count_what_the_format_asks_for_unless_somebody_says_otherwise(screen: Screen) -> None:
    def is_chosen(text: str) -> bool:
        (button,) = [each for each in screen.dialog.findChildren(QRadioButton) if text in each.text()]
        return button.isChecked()

    screen.choose_format(list(writers()).index("doccano"))
    assert is_chosen("UTF-16")
    screen.choose_format(list(writers()).index("jsonl"))
    assert is_chosen("code points")
    screen.choose("UTF-8")
    screen.choose_format(list(writers()).index("doccano"))
    assert is_chosen("UTF-8")


def test_the_name_ends_as_the_format_asks_for(screen: Screen) -> None:
    (field,) = [each for each in screen.dialog.findChildren(QLineEdit) if each.text().endswith(".jsonl")]
    endings = []
    for name in ("csv", "doccano", "label-studio", "doccano", "jsonl"):
        screen.choose_format(list(writers()).index(name))
        endings.append(Path(field.text()).suffix)
    assert endings == [".csv", "", ".json", "", ".jsonl"]
    field.setText("data.zip")
    screen.choose_format(list(writers()).index("doccano"))
    assert field.text() == "data.zip"
    field.setText("data.txt")
    screen.choose_format(list(writers()).index("csv"))
    assert field.text() == "data.txt"


def test_an_offset_that_does_not_fit_is_told(screen: Screen, project: Project) -> None:
    with project.database.write():
        project.database.execute("UPDATE fragment SET quote = upper(quote) WHERE quote LIKE 'The bridge%'")
    screen.choose("UTF-8")
    assert "offsets right 4 of 5, the others will not be in the file" in screen.texts()


def test_nobody_chosen_offers_everybody(screen: Screen) -> None:
    screen.choose("Chosen ones")
    for name in ("\u2068Anna", "\u2068Ben"):
        screen.choose(name, QCheckBox)
    assert "nothing of those who are chosen" in screen.texts()
    screen.button("Take Every Annotator").click()
    assert screen.button("Export").text() == "Export 5"


def test_enter_exports_what_is_chosen(screen: Screen, tmp_path: Path) -> None:
    screen.choose("Only me")
    focused = child(screen.dialog, FormatList)
    focused.setFocus()
    QTest.keyClick(focused, Qt.Key.Key_Return)
    ((choices, path),) = screen.exports
    assert choices == ExportChoices(annotators=(screen.scope.annotator_id,))
    assert path == tmp_path / "News of May.jsonl"
    assert not screen.dialog.isVisible()


def test_choices_are_there_again_the_next_time(
    screen: Screen, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    screen.choose_format(1)
    screen.choose("notes", QCheckBox)
    screen.choose("UTF-8")
    screen.path().setText(str(tmp_path / "mine.jsonl"))
    screen.button("Export").click()
    again = Screen(project, tmp_path, qtbot)
    assert again.dialog.choices == ExportChoices(
        format="articles-jsonl", notes=True, offset_unit=OffsetUnit.UTF8
    )
    assert again.path().text() == str(tmp_path / "mine.jsonl")


def test_what_was_only_tried_is_not_kept(screen: Screen) -> None:
    screen.button("Export").click()
    kept = screen.settings.values.export
    screen.dialog.show()
    screen.choose("notes", QCheckBox)
    screen.path().setText("other.jsonl")
    QTest.keyClick(screen.dialog, Qt.Key.Key_Escape)
    assert not screen.dialog.isVisible()
    assert screen.settings.values.export == kept
    assert not last_export(kept).choices.notes


def test_a_file_that_is_there_is_replaced_only_when_somebody_says_so(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "News of May.jsonl"
    path.write_text("old")
    screen.button("Export").click()
    assert screen.exports == []
    assert "is there already. Replace it?" in screen.texts()
    assert QApplication.focusWidget() is screen.button("Keep It")
    screen.button("Keep It").click()
    assert QApplication.focusWidget() is screen.path()
    screen.button("Export").click()
    screen.button("Replace It").click()
    assert [wish[1] for wish in screen.exports] == [path]


def test_a_question_is_taken_back_when_another_name_is_typed(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "News of May.jsonl").write_text("old")
    screen.button("Export").click()
    screen.path().setText("new.jsonl")
    assert "Replace it?" not in screen.texts()
    screen.button("Export").click()
    assert [wish[1] for wish in screen.exports] == [tmp_path / "new.jsonl"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Type the name of a file."),
        ("..", "This is a folder."),
        ("no/such/folder/a.jsonl", "There is no folder"),
        ("a\0b", "characters that cannot be seen"),
        ("a\u202eb.jsonl", "characters that cannot be seen"),
        ("news.claimdesk", "Projects are named so."),
    ],
)
def test_a_file_that_cannot_be_written_is_said_at_once(screen: Screen, text: str, problem: str) -> None:
    screen.path().setText(text)
    assert problem in screen.texts()
    assert not screen.button("Export").isEnabled()


def test_a_link_says_where_it_leads(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    screen.path().setText("link.jsonl")
    assert f"The file written is \u2068{tmp_path / 'elsewhere.jsonl'}" in screen.texts()


def test_a_file_from_the_chooser_was_asked_for_there(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "chosen.jsonl"
    path.write_text("old")
    screen.button("Choose").click()
    (chooser,) = screen.dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.close()
    screen.button("Export").click()
    assert [wish[1] for wish in screen.exports] == [path]


def test_trouble_is_told_in_place(screen: Screen) -> None:
    screen.dialog.show_trouble("The disk is gone.")
    assert "The disk is gone." in screen.texts()
    assert screen.records() == ""
    assert not screen.button("Export").isEnabled()


def test_a_person_is_no_markup_and_no_mnemonic(project: Project, tmp_path: Path, qtbot: QtBot) -> None:
    project.join("<b>R&D</b>")
    screen = Screen(project, tmp_path, qtbot)
    screen.choose("Chosen ones")
    boxes = [box.text() for box in screen.dialog.findChildren(QCheckBox)]
    assert "\u2068<b>R&&D</b>\u2069" in boxes


def test_a_huge_record_is_cut_on_the_screen(screen: Screen, project: Project) -> None:
    article = project.articles.queue(new_id())[0].article_id
    with project.database.write():
        project.database.execute("UPDATE article SET byline = ? WHERE id = ?", ("x" * 90_000, article))
    screen.choose_format(1)
    assert len(screen.records()) < 20_000
    assert "more characters" in screen.records()


def test_what_the_keyboard_stops_at_has_a_name_of_its_own(screen: Screen) -> None:
    screen.choose("Chosen ones")
    found = names(screen.dialog)
    assert found.most_common(1)[0][1] == 1
    assert "" not in found


def test_tab_goes_round_and_back(screen: Screen) -> None:
    start = QApplication.focusWidget()
    assert start is not None
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        seen: list[QWidget] = []
        while (focused := QApplication.focusWidget()) is not None and focused not in seen:
            seen.append(focused)
            QTest.keyClick(focused, key)
        assert QApplication.focusWidget() is start
        assert 10 < len(seen) <= 40


@pytest.mark.parametrize(("percent", "width", "height"), [(100, 800, 600), (200, 1024, 640)])
def test_it_fits(
    project: Project, tmp_path: Path, qtbot: QtBot, qapp: QApplication, percent: int, width: int, height: int
) -> None:
    theme = Theme(qapp, choice=ThemeChoice.LIGHT, zoom=percent)
    try:
        screen = Screen(project, tmp_path, qtbot)
        screen.choose("Chosen ones")
        screen.tool("Release").click()
        screen.box("Shares of the parts").setEditText("80/10/10")
        screen.path().setText(str(tmp_path))
        screen.dialog.resize(width, height)
        qapp.processEvents()
        assert (screen.dialog.width(), screen.dialog.height()) == (width, height)
        assert clipped(screen.dialog) == []
    finally:
        theme.setParent(None)


def test_every_format_is_listed_and_what_is_missing_says_what_to_install(
    screen: Screen, project: Project, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.models.format_model.is_installed", lambda extra: False if extra else None)
    model = child(Screen(project, tmp_path, qtbot).dialog, FormatList).model()
    assert model.rowCount() == len(writers())
    for row, name in enumerate(writers()):
        index, extra = model.index(row, 0), format_named(name).extra
        assert bool(model.flags(index) & Qt.ItemFlag.ItemIsEnabled) == (not extra)
        assert not extra or f"claimdesk[{extra}]" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_majority_is_seen_at_once(screen: Screen) -> None:
    screen.box("Which claims").setCurrentIndex(2)
    assert '"annotator": "majority"' in screen.records()


def test_gold_says_that_there_is_none_and_offers_the_majority(screen: Screen) -> None:
    screen.box("Which claims").setCurrentIndex(1)
    assert "Nothing to export: no claim is adjudicated yet." in screen.texts()
    screen.button("Take the Majority").click()
    assert screen.dialog.choices.annotations is Annotations.MAJORITY
    assert screen.button("Export").isEnabled()


def test_only_listed_articles_can_be_taken(project: Project, tmp_path: Path, qtbot: QtBot) -> None:
    (first, *_) = [article.id for article in project.articles.each()]
    screen = Screen(project, tmp_path, qtbot, listed=(first,))
    screen.choose("only those listed", QCheckBox)
    assert screen.button("Export").text() == "Export 3"
    assert screen.dialog.choices.articles == (first,)


def test_what_the_format_cannot_hold_is_counted(screen: Screen) -> None:
    screen.choose_format(list(writers()).index("doccano"))
    assert "not held by this format: 4 × when claims were made and changed" in screen.texts()


def test_a_release_is_folded_until_it_is_wanted(screen: Screen, tmp_path: Path) -> None:
    split = screen.box("Shares of the parts")
    assert not split.isVisible()
    screen.tool("Release").click()
    assert split.isVisible()
    split.setEditText("50/50")
    screen.box("What keeps articles in one part").setCurrentIndex(1)
    assert screen.path().text() == str(tmp_path / "News of May")
    screen.button("Export").click()
    ((choices, path),) = screen.exports
    assert (choices.is_release, choices.shares, choices.split_by) == (True, (50, 50), SplitBy.OUTLET)
    assert path == tmp_path / "News of May"


def test_a_release_is_open_again_the_next_time(
    screen: Screen, project: Project, tmp_path: Path, qtbot: QtBot
) -> None:
    screen.tool("Release").click()
    screen.choose("Folder with card", QCheckBox)
    screen.path().setText("mine.zip")
    screen.button("Export").click()
    again = Screen(project, tmp_path, qtbot)
    assert again.dialog.choices == ExportChoices(release=True)
    assert again.path().text() == str(tmp_path / "mine.zip")
    assert again.box("Shares of the parts").isVisible()


def test_a_release_shows_its_parts_and_its_card(screen: Screen) -> None:
    card = screen.tool("Data set card")
    assert not card.isVisible()
    screen.tool("Release").click()
    screen.box("Shares of the parts").setEditText("50/50")
    assert "train: 1 article, " in screen.texts()
    assert "test: 1 article, " in screen.texts()
    assert card.isVisible()
    card.click()
    assert screen.records().startswith("---\n")
    assert "## Parts and labels" in screen.records()
    assert not screen.tool("Records after").isEnabled()
    screen.box("Shares of the parts").setEditText("None")
    screen.choose("Folder with card", QCheckBox)
    assert not card.isVisible()
    assert screen.records().startswith("{")
    assert "train:" not in screen.texts()


def test_a_split_that_is_none_says_so_and_nothing_is_exported(screen: Screen) -> None:
    screen.tool("Release").click()
    screen.box("Shares of the parts").setEditText("80")
    assert "“80” is no split." in screen.texts()
    assert not screen.button("Export").isEnabled()
    screen.choose("Folder with card", QCheckBox)
    assert "is no split" not in screen.texts()
    assert screen.button("Export").isEnabled()
    assert not screen.dialog.choices.is_release


def test_a_folder_is_not_written_over_a_file(screen: Screen, tmp_path: Path) -> None:
    (tmp_path / "News of May").write_text("mine")
    screen.tool("Release").click()
    screen.choose("Folder with card", QCheckBox)
    assert "This is a file, and the data set is a folder." in screen.texts()
    screen.path().setText("other")
    assert screen.button("Export").isEnabled()


def test_the_chosen_format_is_in_sight(qtbot: QtBot, qapp: QApplication, screen: Screen) -> None:
    screen.dialog.resize(1100, 480)
    qapp.processEvents()
    formats = screen.dialog.findChild(FormatList)
    assert formats is not None
    for key in (Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(formats, key)
        row = formats.visualRect(formats.currentIndex())
        assert formats.viewport().visibleRegion().boundingRect().contains(row)


def test_the_wheel_that_scrolls_the_choices_changes_none(screen: Screen, qapp: QApplication) -> None:
    claims = screen.box("Which claims")
    place, down = QPointF(5, 5), QPoint(0, -120)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(place, claims.mapToGlobal(place), QPoint(), down, *none, False)
    qapp.sendEvent(claims, event)
    assert claims.currentIndex() == 0
    assert not event.isAccepted()


def test_a_release_that_is_unfolded_has_room(screen: Screen, qapp: QApplication) -> None:
    screen.tool("Release").click()
    qapp.processEvents()
    split = screen.box("Shares of the parts")
    viewport = child(screen.dialog, QScrollArea).viewport()
    right = split.mapTo(viewport, split.rect().topRight()).x()
    assert right < viewport.width()
