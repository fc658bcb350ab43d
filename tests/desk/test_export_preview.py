from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotator.desk.export_preview import ExportPreview, Preview
from annotator.desk.jobs import JobRunner
from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.proof import Proof
from annotator.exchange.release.publishing import publish
from annotator.exchange.release.rehearsal import Rehearsal
from annotator.store.project import Project
from tests.at_once import AtOnce, OnDemand


class Heard:
    """What a preview said."""

    def __init__(self, preview: ExportPreview) -> None:
        self.answers: list[Preview] = []
        self.proofs: list[Proof] = []
        self.rehearsals: list[Rehearsal] = []
        self.troubles: list[str] = []
        preview.answered.connect(self.answers.append)
        preview.proved.connect(self.proofs.append)
        preview.rehearsed.connect(self.rehearsals.append)
        preview.failed.connect(self.troubles.append)


@pytest.fixture
def owner(qapp: QObject) -> QObject:
    return QObject()


@pytest.mark.parametrize("name", ["jsonl", "articles-jsonl", "csv"])
def test_the_file_holds_what_was_previewed(
    project: Project, owner: QObject, tmp_path: Path, name: str
) -> None:
    preview = ExportPreview(project, AtOnce(), owner)
    heard = Heard(preview)
    choices = ExportChoices(format=name)
    preview.ask(choices)
    (answer,) = heard.answers
    report = export(Unwatched(), project, choices, tmp_path / "data")
    lines = (tmp_path / "data").read_text("utf-8").splitlines()
    shown = [answer.head, *answer.records] if answer.head else list(answer.records)
    assert lines[: len(shown)] == shown
    assert answer.plan.records == report.records


def test_every_offset_is_checked_after_the_answer(project: Project, owner: QObject) -> None:
    preview = ExportPreview(project, AtOnce(), owner)
    heard = Heard(preview)
    preview.ask(ExportChoices())
    wanted = heard.answers[0].plan
    assert heard.proofs[0] == Proof()
    assert heard.proofs[-1] == Proof(articles=2, right=wanted.claims + wanted.no_claims)


def test_a_release_has_the_parts_and_the_card_that_were_previewed(
    project: Project, owner: QObject, tmp_path: Path
) -> None:
    preview = ExportPreview(project, AtOnce(), owner)
    heard = Heard(preview)
    choices = ExportChoices(release=True, shares=(50, 50), licence="CC0-1.0")
    preview.ask(choices)
    preview.ask(choices, 1)
    report = publish(Unwatched(), project, choices, tmp_path / "release")
    rehearsal, again = heard.rehearsals
    assert rehearsal.parts == report.parts
    assert rehearsal.card == (tmp_path / "release" / "README.md").read_text("utf-8")
    assert again is rehearsal


def test_a_release_that_can_not_be_says_why_beside_its_records(project: Project, owner: QObject) -> None:
    preview = ExportPreview(project, AtOnce(), owner)
    heard = Heard(preview)
    preview.ask(ExportChoices(release=True, licence="x" * 300))
    (rehearsal,) = heard.rehearsals
    assert rehearsal.parts == ()
    assert "licence" in rehearsal.card
    assert len(heard.answers) == 1
    assert heard.troubles == []
    preview.ask(ExportChoices())
    assert len(heard.rehearsals) == 1


def test_only_the_newest_question_is_answered(project: Project, owner: QObject) -> None:
    runner = OnDemand()
    preview = ExportPreview(project, runner, owner)
    heard = Heard(preview)
    preview.ask(ExportChoices())
    preview.ask(ExportChoices(format="csv"))
    runner.run()
    assert [answer.plan.choices.format for answer in heard.answers] == ["csv"]


def test_an_answer_that_was_under_way_is_dropped(project: Project, owner: QObject) -> None:
    runner = AtOnce()
    preview = ExportPreview(project, runner, owner)
    runner.meanwhile = preview.stop
    heard = Heard(preview)
    preview.ask(ExportChoices())
    assert (heard.answers, heard.proofs) == ([], [])


def test_leafing_on_does_not_check_again(project: Project, owner: QObject) -> None:
    preview = ExportPreview(project, AtOnce(), owner)
    heard = Heard(preview)
    preview.ask(ExportChoices())
    whole = heard.proofs[-1]
    heard.proofs.clear()
    preview.ask(ExportChoices(), 3)
    assert heard.answers[-1].first == 3
    assert heard.proofs == [whole]


def test_a_number_beyond_the_last_record_gives_the_last(project: Project, owner: QObject) -> None:
    preview = ExportPreview(project, AtOnce(), owner)
    heard = Heard(preview)
    preview.ask(ExportChoices(), 1000)
    (answer,) = heard.answers
    assert answer.first == answer.plan.records - 1
    assert len(answer.records) == 1


def test_what_is_in_the_way_is_told(project: Project, owner: QObject) -> None:
    preview = ExportPreview(project, AtOnce(), owner)
    heard = Heard(preview)
    preview.ask(ExportChoices(format="none such"))
    assert heard.answers == []
    assert "none such" in heard.troubles[0]


def test_nothing_is_said_after_stop(project: Project, owner: QObject) -> None:
    runner = OnDemand()
    preview = ExportPreview(project, runner, owner)
    heard = Heard(preview)
    preview.ask(ExportChoices())
    preview.stop()
    runner.run()
    assert (heard.answers, heard.proofs, heard.troubles) == ([], [], [])


def test_the_worker_thread_reads_the_project_beside_the_window(project: Project, qtbot: QtBot) -> None:
    runner = JobRunner()
    preview = ExportPreview(project, runner)
    try:
        with qtbot.waitSignal(preview.proved, check_params_cb=lambda proof: proof.articles == 2):
            preview.ask(ExportChoices())
    finally:
        runner.close()
