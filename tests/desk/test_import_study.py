from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.desk.import_study import ImportStudy
from annotator.desk.jobs import JobRunner
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.finding import find_files
from annotator.exchange.survey import Survey
from annotator.store.project import Project
from tests.at_once import AtOnce, OnDemand

FRENCH = "L’été dernier, la digue était sûre.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "french.txt").write_bytes(FRENCH.encode("cp1252"))
    (folder / "rain.txt").write_text("It rains.\n\nIt rained all day, they say.\n", "utf-8")
    return folder


def test_only_the_newest_wishes_are_answered(project: Project, folder: Path) -> None:
    runner = OnDemand()
    study = ImportStudy(project, find_files([folder]), surveyor=runner, reader=AtOnce())
    answers: list[Survey] = []
    study.surveyed.connect(answers.append)
    study.survey(Wishes())
    study.survey(Wishes(language="fr"))
    runner.run()
    (answer,) = answers
    assert {article.language for article in answer.articles} == {"fr"}


def test_one_file_is_read_in_an_encoding_of_its_own(project: Project, folder: Path) -> None:
    study = ImportStudy(project, find_files([folder]), surveyor=AtOnce(), reader=AtOnce())
    answers: list[Survey] = []
    drafts: list[ArticleDraft] = []
    study.surveyed.connect(answers.append)
    study.previewed.connect(drafts.append)
    wishes = Wishes(encodings={"in/french.txt": "cp1252"})
    study.survey(wishes)
    french, rain = answers[0].articles
    assert (french.encoding, french.candidates, rain.encoding) == ("cp1252", (), "utf-8")
    study.preview(french, wishes)
    assert drafts[0].text == FRENCH


def test_a_survey_that_is_stopped_says_so(project: Project, folder: Path, qtbot: QtBot) -> None:
    for number in range(200):
        (folder / f"{number}.txt").write_text(f"Day {number}\n\nIt rained.\n", "utf-8")
    surveyor, reader = JobRunner(), JobRunner()
    study = ImportStudy(project, find_files([folder]), surveyor=surveyor, reader=reader)
    with qtbot.waitSignal(study.survey_failed, timeout=30_000) as heard:
        study.survey(Wishes())
        study.cancel_survey()
    assert heard.args == ["Stopped. Nothing was imported."]
    study.stop()


def test_nothing_is_said_any_more_once_nobody_looks(project: Project, folder: Path) -> None:
    runner = OnDemand()
    study = ImportStudy(project, find_files([folder]), surveyor=runner, reader=AtOnce())
    answers: list[Survey] = []
    study.surveyed.connect(answers.append)
    study.survey(Wishes())
    study.stop()
    runner.run()
    assert answers == []
