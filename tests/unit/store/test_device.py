from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annotator import places
from annotator.store.project import Project, open_project
from tests.packs import do, given_out, lead_project, marking, merged, packed
from tests.unit.store.samples import findings, mark


def devices(project: Project) -> list[str]:
    """The names that entries were written with, in the order in which they first were."""
    names = dict.fromkeys(entry.device for entry in project.journal.entries("WHERE rowid > 0"))
    return list(names)


def worked_on(path: Path) -> set[str]:
    """Open, mark something, close, and say which names there are now."""
    project = open_project(path)
    mark(project)
    names = set(devices(project))
    assert findings(project) == []
    project.close()
    return names


def test_a_project_goes_on_under_one_name_however_often_it_is_opened(closed: Path) -> None:
    names = worked_on(closed)
    assert len(names) == 1
    open_project(closed).close()
    open_project(closed, read_only=True).close()
    assert worked_on(closed) == names


def test_a_project_that_was_moved_keeps_its_name(closed: Path) -> None:
    names = worked_on(closed)
    moved = closed.rename(closed.with_name("moved.claimdesk"))
    assert worked_on(moved) == names


def test_s29_two_copies_that_go_on_differently_write_under_two_names(closed: Path) -> None:
    copy = closed.with_name("copy.claimdesk")
    shutil.copy(closed, copy)
    first = worked_on(closed)
    second = worked_on(copy)
    assert first < second
    assert len(second) == 2
    assert worked_on(closed) == first
    assert worked_on(copy) == second


def test_s12_a_backup_that_is_worked_on_writes_under_a_new_name(closed: Path) -> None:
    older = closed.with_name("older.claimdesk")
    shutil.copy(closed, older)
    before = worked_on(closed)
    older.replace(closed)
    assert before < worked_on(closed)


def test_s12_how_much_an_older_copy_lacks_is_counted_once(closed: Path) -> None:
    older = closed.with_name("older.claimdesk")
    worked_on(closed)
    shutil.copy(closed, older)
    worked_on(closed)
    worked_on(closed)
    older.replace(closed)
    missing = []
    for _ in range(2):
        project = open_project(closed)
        missing.append(project.missing)
        project.close()
    assert missing == [2, 0]


def test_what_lies_elsewhere_lacks_nothing(closed: Path) -> None:
    older = closed.with_name("older.claimdesk")
    shutil.copy(closed, older)
    worked_on(closed)
    project = open_project(older)
    assert project.missing == 0
    project.close()


@pytest.mark.parametrize("crash", [False, True])
def test_after_a_crash_that_very_file_goes_on_and_a_copy_does_not(closed: Path, crash: bool) -> None:
    project = open_project(closed)
    copy = closed.with_name("copy.claimdesk")
    project.copy_to(copy)
    mark(project)
    names = set(devices(project))
    remembered = _memory(project)
    open_memory = remembered.read_bytes()
    project.close()
    if crash:
        remembered.write_bytes(open_memory)
    assert names < worked_on(copy)
    if crash:
        remembered.write_bytes(open_memory)
    assert worked_on(closed) == names


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', '{"a": {"sequence": "x"}}', "\x00"])
def test_what_was_remembered_and_is_unreadable_costs_a_new_name_and_no_more(
    closed: Path, content: str
) -> None:
    project = open_project(closed)
    remembered = _memory(project)
    project.close()
    remembered.write_text(content, "utf-8")
    assert len(worked_on(closed)) == 2


def test_a_person_whose_folder_can_not_be_written_to_works_all_the_same(
    closed: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (places.data_folder() / "devices").rename(places.data_folder() / "were")
    (places.data_folder() / "devices").write_text("in the way", "utf-8")
    assert len(worked_on(closed)) == 2


def test_a_companion_writes_under_the_same_name(project: Project) -> None:
    companion = project.companion()
    mark(companion)
    companion.close()
    mark(project)
    assert len(devices(project)) == 1


def _memory(project: Project) -> Path:
    return places.data_folder() / "devices" / f"{project.fact('id')}.json"


def test_a_project_goes_on_under_its_own_name_where_work_of_this_computer_was_merged(tmp_path: Path) -> None:
    lead = lead_project(tmp_path)
    hers = given_out(lead, tmp_path / "anna", "Anna")
    do(lead, marking(1), name="Ben")
    do(hers, marking(2))
    packed(hers, tmp_path / "anna.annpack")
    project = open_project(lead)
    name = project.journal.device
    project.close()
    merged(lead, tmp_path / "anna.annpack")
    open_project(hers).close()
    project = open_project(lead)
    assert project.journal.device == name
    project.close()
