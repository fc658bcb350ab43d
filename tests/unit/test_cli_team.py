"""Who works on a project, from the command line."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from annotator.cli import main
from annotator.domain.adjudication import Adjudication, Method, Outcome
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.allotting import allotted
from annotator.store.project import create_project, open_project
from annotator.store.team_settings import team_settings
from tests.projects import small_project
from tests.unit.exchange.made import add_article


@pytest.fixture
def news(tmp_path: Path) -> str:
    """Three articles; Anna finished one of them, and Ben another."""
    with closing(small_project(tmp_path)) as project:
        return str(project.path)


@pytest.fixture
def untouched(tmp_path: Path) -> str:
    with closing(create_project(tmp_path / "new")) as project:
        for number in range(6):
            add_article(project, (f"Fire {number}.",), title=f"Fire {number}")
        return str(project.path)


def _people(path: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["people", path, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_s08_what_another_computer_has_open_is_written_to_only_with_an_option(
    news: str, capsys: pytest.CaptureFixture[str]
) -> None:
    note = '{"host": "LAPTOP-ANNA", "process": 7, "since": "2026-03-01T10:42:00.000Z"}'
    Path(f"{news}.lock").write_text(note, encoding="utf-8")
    assert main(["people", news, "--add", "Dora"]) != 0
    said = capsys.readouterr().err
    assert "LAPTOP-ANNA" in said
    assert "--take-over" in said
    assert main(["people", news, "--add", "Dora", "--take-over"]) == 0
    assert not Path(f"{news}.lock").exists()
    assert "Dora" in {person["name"] for person in _people(news, capsys)["people"]}


def test_people_are_listed_with_roles_and_what_they_finished(
    news: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", news]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Anna\tannotator\tallotted 0, finished 1",
        "Ben\tannotator\tallotted 0, finished 1",
    ]


def test_a_lead_is_named_and_others_get_roles(news: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", news, "--add", "Dora", "--role", "Ben=adjudicator", "--lead", "Lea"]) == 0
    roles = {person["name"]: person["role"] for person in _people(news, capsys)["people"]}
    assert roles == {"Anna": "annotator", "Ben": "adjudicator", "Dora": "annotator", "Lea": "lead"}
    with closing(open_project(Path(news))) as project:
        assert [entry.verb for entry in project.journal.entries("WHERE verb = 'role'")] == [Verb.ROLE] * 2


def test_the_only_lead_stays_unless_another_is_named(news: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["people", news, "--lead", "Lea"]) == 0
    assert main(["people", news, "--role", "Lea=annotator"]) == 1
    assert "only lead" in capsys.readouterr().err
    assert main(["people", news, "--role", "Lea=annotator", "--lead", "Anna"]) == 0


@pytest.mark.parametrize("wish", ["Ben", "Ben=boss"])
def test_a_role_that_there_is_not_is_not_understood(
    news: str, wish: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", news, "--role", wish]) == 2
    assert "not like Ada=lead" in capsys.readouterr().err


def test_gold_has_a_line_of_its_own(news: str, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_project(Path(news))) as project:
        gold, anna = project.gold_annotator(), project.join("Anna")
        article = next(project.articles.each())
        adjudication = Adjudication(
            new_id(), article.id, 0, 3, Outcome.NO_CLAIM, Method.MANUAL, anna.id, members=()
        )
        project.ledger.commit(
            Step(new_id(), Verb.ADJUDICATE, anna.id, article.id, (Edit(None, adjudication),))
        )
        assert gold.role is Role.ADJUDICATOR
    assert main(["people", news]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("\t")[0] for line in lines] == ["Anna", "Ben", "gold"]
    assert lines[-1] == "gold\tdecided 1"
    assert main(["info", news]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "gold: 0 claims (none), 1 decision"
    assert not any(line.startswith("Gold") for line in lines)


def test_articles_are_allotted_evenly_and_the_wish_is_kept(
    untouched: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["--annotator", "Anna", "--annotator", "Ben", "--annotator", "Chen"]
    assert main(["allot", untouched, "--per-article", "2", "--seed", "13", *names]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{name}: 4 in all, 4 of them new" for name in ("Anna", "Ben", "Chen")
    ]
    assert {person["allotted"] for person in _people(untouched, capsys)["people"]} == {4}
    with closing(open_project(Path(untouched))) as project:
        assert (team_settings(project).annotators_per_article, team_settings(project).seed) == (2, 13)
    assert main(["allot", untouched]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Anna: 4 in all, 0 of them new"


def test_a_rehearsal_writes_nothing(untouched: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(untouched).read_bytes()
    assert main(["allot", untouched, "--dry-run", "--annotator", "Anna"]) == 0
    assert capsys.readouterr().out == "Anna: 6 in all, 6 of them new\n"
    assert Path(untouched).read_bytes() == before


def test_a_lead_gets_no_articles_unless_she_is_named(
    untouched: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", untouched, "--lead", "Lea", "--add", "Anna"]) == 0
    assert main(["allot", untouched]) == 0
    with closing(open_project(Path(untouched))) as project:
        assert list(allotted(project)) == [project.join("Anna").id]


def test_too_few_people_are_refused(untouched: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["allot", untouched]) == 1
    assert "Nobody annotates" in capsys.readouterr().err
    assert main(["allot", untouched, "--per-article", "3", "--annotator", "Anna"]) == 1
    assert "among 1" in capsys.readouterr().err
    assert _people(untouched, capsys)["people"] == []
