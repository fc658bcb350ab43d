from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.exchange.choices import ExportChoices, OffsetUnit, SplitBy
from annotator.exchange.last_export import ExportScope, LastExport, Whose, export_scope, last_export
from annotator.store.project import Project
from tests.projects import small_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = small_project(tmp_path)
    yield project
    project.close()


@pytest.fixture
def scope(project: Project) -> ExportScope:
    return export_scope(project, project.people.all()[0].id)


def test_choices_come_back_as_they_were_kept() -> None:
    choices = ExportChoices(format="csv", annotators=("a",), notes=True, offset_unit=OffsetUnit.UTF8)
    last = LastExport(choices=choices, whose=Whose.CHOSEN, project_id="p", path="/data/a.csv")
    assert last_export(last.kept) == last


@pytest.mark.parametrize(
    "kept",
    [
        {"choices": {"format": "no-such-format"}},
        {"choices": {"offset_unit": "graphemes"}},
        {"whose": "nobody"},
        {"choices": "all"},
        {"path": 7},
    ],
)
def test_what_is_not_understood_is_as_if_nothing_was_kept(kept: dict[str, object]) -> None:
    assert last_export(kept) == LastExport()


def test_people_of_another_project_are_left_aside(scope: ExportScope) -> None:
    ben = scope.people[1].id
    last = LastExport(choices=ExportChoices(annotators=("stranger", ben)), whose=Whose.CHOSEN)
    assert scope.choices(last).annotators == (ben,)


def test_the_ticks_count_only_where_they_were_asked_for(scope: ExportScope) -> None:
    last = LastExport(choices=ExportChoices(annotators=("stranger",)))
    assert scope.choices(last).annotators is None
    mine = last.model_copy(update={"whose": Whose.ME})
    assert scope.choices(mine).annotators == (scope.annotator_id,)
    assert replace(scope, annotator_id="").choices(mine).annotators == ()


def test_a_file_is_written_again_only_by_the_project_that_it_came_from(
    scope: ExportScope, tmp_path: Path
) -> None:
    last = LastExport(project_id=scope.project_id, path="/data/may.jsonl")
    assert scope.path(last) == Path("/data/may.jsonl")
    assert scope.path(last.model_copy(update={"project_id": "another"})) == tmp_path / "News of May.jsonl"


def test_articles_of_another_project_are_left_aside(scope: ExportScope) -> None:
    last = LastExport(choices=ExportChoices(articles=("one",)), project_id=scope.project_id)
    assert scope.choices(last).articles == ("one",)
    assert scope.choices(last.model_copy(update={"project_id": "another"})).articles is None


def test_a_release_is_offered_as_a_folder(scope: ExportScope, tmp_path: Path) -> None:
    last = LastExport(choices=ExportChoices(shares=(80, 20), split_by=SplitBy.DATE, licence="CC0-1.0"))
    assert scope.path(last) == tmp_path / "News of May"
    assert last_export(last.kept) == last


def test_choices_of_an_earlier_version_are_understood() -> None:
    kept = {"choices": {"format": "csv", "notes": True}, "whose": "me"}
    assert last_export(kept).choices == ExportChoices("csv", notes=True)
