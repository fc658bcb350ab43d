from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.desk.agreement import AgreementStudy
from annotator.domain.errors import Refused
from annotator.exchange.agreement.measuring import ProjectAgreement
from annotator.exchange.agreement.question import Question
from annotator.store.project import Project
from annotator.store.sight import Sight
from tests.at_once import AtOnce
from tests.unit.exchange.teams import named, retag, team_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = team_project(tmp_path)
    yield project
    project.close()


def answers(study: AgreementStudy) -> list[ProjectAgreement]:
    found: list[ProjectAgreement] = []
    study.answered.connect(found.append)
    return found


def test_what_nobody_changed_is_not_compared_again(qtbot: QtBot, project: Project) -> None:
    study = AgreementStudy(project, AtOnce())
    found = answers(study)
    study.ask()
    study.ask()
    assert found[0] is found[1]
    retag(project, "Ben", "Nobody was hurt.", "confirmed")
    study.ask()
    assert found[2].labels.alpha != found[1].labels.alpha
    study.ask(Question(threshold=90))
    assert found[3].terms.threshold == 90


def test_letters_are_the_same_each_time_and_say_nobodys_name(qtbot: QtBot, project: Project) -> None:
    study = AgreementStudy(project, AtOnce())
    found = answers(study)
    study.ask()
    letters = study.letters(found[0])
    assert list(letters.values()) == ["A", "B", "C"]
    assert set(letters) == {named(project, name) for name in ("Ada", "Ben", "Cy")}
    assert study.letters(found[0]) == letters


def test_a_lead_without_work_of_her_own_has_no_letter(qtbot: QtBot, project: Project) -> None:
    study = AgreementStudy(project, AtOnce())
    found = answers(study)
    study.ask()
    alone = study.letters(found[0])
    lea = project.join("Lea")
    study.ask()
    assert lea.id in found[1].terms.names
    assert study.letters(found[1]) == alone


def test_who_works_blind_compares_nobody(qtbot: QtBot, project: Project) -> None:
    project.database.look(Sight(named(project, "Ada")))
    with pytest.raises(Refused, match="blind"):
        AgreementStudy(project, AtOnce()).ask()


def test_trouble_is_told(qtbot: QtBot, project: Project) -> None:
    study = AgreementStudy(project, AtOnce())
    told: list[str] = []
    study.failed.connect(told.append)
    study.ask(Question(annotators=("nobody",)))
    assert "does not annotate here" in told[0]


def test_nothing_is_said_to_whoever_has_gone(qtbot: QtBot, project: Project) -> None:
    study = AgreementStudy(project, AtOnce())
    found = answers(study)
    study.stop()
    study.ask()
    assert len(found) == 1
