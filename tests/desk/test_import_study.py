from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.desk.import_study import ImportStudy
from annotator.desk.jobs import JobRunner
from annotator.domain.work import Job
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.finding import Found, find_files
from annotator.exchange.survey import Survey, survey
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


def test_the_first_of_many_are_told_before_the_rest_is_read(project: Project, folder: Path) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Day {number}\n\nIt rained.\n", "utf-8")
    runner = OnDemand()
    study = ImportStudy(project, find_files([folder]), surveyor=runner, reader=AtOnce())
    told: list[int] = []
    study.begun.connect(lambda found: told.append(len(found.articles)))
    study.surveyed.connect(lambda found: told.append(len(found.articles)))
    study.survey(Wishes())
    study.survey(Wishes(language="de"))
    runner.run()
    assert told == [10, 62]


def test_the_first_of_what_was_stopped_are_not_told(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"Day {number}\n\nIt rained.\n", "utf-8")
    study = ImportStudy(project, find_files([folder]), surveyor=AtOnce(), reader=AtOnce())
    told: list[object] = []
    study.begun.connect(told.append)

    def stopped_meanwhile(job: Job, project: Project, found: Found, wishes: Wishes) -> Survey:
        study.cancel_survey()
        return survey(job, project, found, wishes)

    monkeypatch.setattr("annotator.desk.import_study.survey", stopped_meanwhile)
    study.survey(Wishes())
    assert told == []


def test_nothing_is_said_any_more_once_nobody_looks(project: Project, folder: Path) -> None:
    runner = OnDemand()
    study = ImportStudy(project, find_files([folder]), surveyor=runner, reader=AtOnce())
    answers: list[Survey] = []
    study.surveyed.connect(answers.append)
    study.survey(Wishes())
    study.stop()
    runner.run()
    assert answers == []
