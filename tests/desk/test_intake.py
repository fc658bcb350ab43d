from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.desk.intake import Intake
from annotator.desk.session import Session
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.exchange.finding import find_files
from annotator.exchange.importing import ImportOrder
from annotator.store.project import create_project
from tests.at_once import AtOnce


@pytest.fixture
def order(tmp_path: Path) -> ImportOrder:
    for day in ("Monday", "Tuesday"):
        (tmp_path / f"{day}.txt").write_text(f"It rained on {day}.\n", "utf-8")
    return ImportOrder(find_files(sorted(tmp_path.glob("*.txt"))))


def test_the_first_article_of_an_empty_project_opens_while_the_others_come_in(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, order: ImportOrder
) -> None:
    runner = AtOnce()
    bench = Workbench(Settings(tmp_path / "settings.json"), runner)
    project = create_project(tmp_path / "news.claimdesk")
    bench.desk.take(project, project.join("Anna"))
    intake = Intake(bench, Session(bench))
    runner.meanwhile = lambda: qtbot.waitUntil(lambda: bench.desk.sheet is not None)
    intake.import_ordered(order)
    assert bench.desk.require_sheet().article.title == "It rained on Monday."
    assert len(bench.queue.rows) == 2
    bench.desk.take(None)
    project.close()
