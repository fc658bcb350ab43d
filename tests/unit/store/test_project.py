from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from annotator.domain.errors import Refused, Unavailable
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Progress, Standing
from annotator.domain.spans import Span
from annotator.store.project import Project, create_project, open_project
from annotator.store.troubles import Damaged
from tests.unit.store.samples import SENTENCES, anna, edited, findings, mark, new_project


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_closed_project_is_one_tidy_file_that_is_its_owners_alone(closed: Path) -> None:
    assert names(closed.parent) == ["closed.claimdesk"]
    assert stat.S_IMODE(closed.stat().st_mode) == 0o600


def test_a_new_project_says_what_it_is_and_brings_the_three_labels(tmp_path: Path) -> None:
    project = create_project(tmp_path / "elections", title="Elections")
    assert project.path.name == "elections.claimdesk"
    assert project.fact("title") == "Elections"
    assert project.fact("created_with").startswith("claimdesk ")
    assert project.fact("nothing of the kind") == ""
    assert project.labels() == DEFAULT_LABELS
    assert project.articles.count() == 0
    assert findings(project) == []
    project.close()


def test_a_new_project_takes_its_title_from_a_name_that_is_no_text(tmp_path: Path) -> None:
    project = create_project(tmp_path / "caf\udce9")
    assert project.fact("title") == "caf\ufffd"
    project.close()


def test_a_new_project_needs_a_name() -> None:
    for path in (Path(), Path("/")):
        with pytest.raises(Refused, match=r"needs a name. Nothing was changed"):
            create_project(path)


def test_making_a_project_never_touches_a_file_that_is_there(tmp_path: Path) -> None:
    taken = tmp_path / "taken.claimdesk"
    taken.write_text("a shopping list", "utf-8")
    with pytest.raises(Refused, match=r"is there already.*Choose another name"):
        create_project(taken)
    assert taken.read_text("utf-8") == "a shopping list"
    assert names(tmp_path) == ["taken.claimdesk"]


def test_making_a_project_in_a_missing_folder_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"can't be made: no such file.*Nothing was changed"):
        create_project(tmp_path / "missing" / "a.claimdesk")
    assert names(tmp_path) == []


def test_every_setting_that_makes_saved_true_is_on(project: Project) -> None:
    expected = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "recursive_triggers": 0,
        "temp_store": 2,
        "locking_mode": "normal",
        "busy_timeout": 5000,
    }
    for connection in (project, companion := project.companion()):
        for name, value in expected.items():
            assert connection.database.row(f"PRAGMA {name}") == (value,), name
    companion.close()


def test_the_project_is_never_kept_in_wal(project: Project) -> None:
    for _ in range(3):
        mark(project)
    assert names(project.path.parent) == [
        "bridges.claimdesk",
        "bridges.claimdesk-journal",
        "bridges.claimdesk.lock",
    ]
    assert project.path.with_name("bridges.claimdesk-journal").stat().st_size == 0


def test_s15_a_plain_copy_of_the_open_file_is_a_whole_project(project: Project, tmp_path: Path) -> None:
    for _ in range(200):
        mark(project)
    copy = tmp_path / "copy" / "by-hand.claimdesk"
    copy.parent.mkdir()
    # In a process of its own, as a file manager would: here it would drop SQLite's locks.
    subprocess.run(["cp", project.path, copy], check=True)
    copied = open_project(copy)
    assert len(list(copied.claims.each())) == 200
    assert findings(copied) == []
    copied.close()


def test_what_was_saved_is_there_when_the_project_is_opened_again(closed: Path) -> None:
    project = open_project(closed)
    first = next(project.articles.each())
    assert first.metadata == {"number": 0}
    assert project.articles.text(first.id).endswith("".join(SENTENCES))
    assert [unit.annotatable for unit in project.articles.units(first.id)] == [False, True, True, True, True]
    (claim,) = project.claims.of_article(first.id, anna(project).id)
    assert (claim.quote, claim.label, claim.version) == ("bridge is closed", "disputed", 1)
    project.close()


def test_articles_are_found_by_hash_and_by_the_beginning_of_their_id(project: Project) -> None:
    first, second = project.articles.each()
    assert project.articles.known([first.sha256, "0" * 64]) == {first.sha256: first.id}
    assert project.articles.ids_starting(second.id) == [second.id]
    assert project.articles.ids_starting("%") == []
    assert project.articles.get("nobody") is None
    with pytest.raises(KeyError):
        project.articles.text("nobody")


def test_a_name_is_one_annotator_however_it_is_spaced(project: Project) -> None:
    assert project.join("  Anna ") == anna(project)
    ben = project.join("Ben")
    assert (ben.letter, ben.version) == ("B", 1)
    assert project.people.all() == [anna(project), ben]


@pytest.mark.parametrize("name", ["", "  ", "a\u202eb", "a\0b", "a" * 101])
def test_a_name_that_nobody_can_read_is_refused(project: Project, name: str) -> None:
    with pytest.raises(Refused, match="Type another name"):
        project.join(name)
    assert len(project.people.all()) == 1


def test_the_place_is_kept_beside_decisions_and_not_in_the_journal(project: Project) -> None:
    first, second = project.articles.each()
    before = len(list(project.journal.entries()))
    place = Progress(second.id, anna(project).id, 11, Span(12, 20), 33, 4, 2, 1, 1, 0)
    project.ledger.keep_place(place)
    assert len(list(project.journal.entries())) == before
    kept = project.people.last_place(anna(project).id)
    assert kept is not None
    assert (kept.article_id, kept.selection, kept.at > "2000") == (second.id, Span(12, 20), True)
    new, begun = project.articles.queue(anna(project).id)
    assert (new.article_id, new.standing, new.undecided) == (first.id, Standing.NEW, 4)
    assert (begun.standing, begun.undecided, begun.skipped, begun.decided) == (Standing.STARTED, 2, 1, 1)
    assert project.articles.queue_row(anna(project).id, second.id) == begun


def test_of_two_places_of_one_moment_the_article_that_was_added_later_is_the_last(project: Project) -> None:
    first, second = sorted(project.articles.each(), key=lambda article: article.id)
    for article in (second, first):
        project.ledger.keep_place(Progress(article.id, anna(project).id))
    with project.database.write():
        project.database.execute("UPDATE progress SET at = '2026-01-02T03:04:05.678Z'")
    kept = project.people.last_place(anna(project).id)
    assert kept is not None
    assert kept.article_id == second.id


def test_a_companion_leaves_the_journal_to_the_one_that_opened_the_project(project: Project) -> None:
    journal = project.path.with_name("bridges.claimdesk-journal")
    companion = project.companion()
    mark(companion)
    companion.close()
    assert journal.exists()
    mark(project)
    assert len(list(project.claims.each())) == 2
    project.close()
    assert names(project.path.parent) == ["bridges.claimdesk"]


def test_a_companion_for_reading_does_not_write(project: Project) -> None:
    companion = project.companion(read_only=True)
    with pytest.raises(Unavailable, match=r"reading only. Nothing was changed"):
        mark(companion)
    companion.close()


def test_a_write_inside_a_write_is_a_bug_and_not_a_wait_for_ever(project: Project) -> None:
    with pytest.raises(RuntimeError, match="inside a write"), project.database.write():
        mark(project)
    mark(project)
    assert findings(project) == []


def test_closing_twice_does_nothing(project: Project) -> None:
    project.close()
    project.close()


def test_two_projects_are_open_at_once(tmp_path: Path, project: Project) -> None:
    other = new_project(tmp_path / "other.claimdesk")
    mark(other)
    mark(project)
    other.close()
    assert len(list(project.claims.each())) == 1


def test_a_checked_copy_is_written_whole_or_not_at_all(project: Project, tmp_path: Path) -> None:
    mark(project)
    target = tmp_path / "copies" / "copy.claimdesk"
    with pytest.raises(Unavailable, match="was not written: no such file"):
        project.copy_to(target)
    target.parent.mkdir()
    project.copy_to(target)
    mark(project, "bridge")
    project.copy_to(target)
    assert names(target.parent) == ["copy.claimdesk"]
    copied = open_project(target)
    assert len(list(copied.claims.each())) == 2
    copied.close()


def test_the_project_is_never_copied_over_itself(project: Project, tmp_path: Path) -> None:
    before = project.articles.count()
    link = tmp_path / "link.claimdesk"
    link.symlink_to(project.path)
    for target in (project.path, link, tmp_path / "." / project.path.name):
        with pytest.raises(Refused, match=r"the project itself. Nothing was changed"):
            project.copy_to(target)
    assert project.articles.count() == before


@pytest.mark.parametrize("content", [b"", b"Dear diary, " * 20, b"SQLite format 3\0" + bytes(200)])
def test_a_copy_never_takes_the_place_of_a_file_that_is_no_project(
    project: Project, tmp_path: Path, content: bytes
) -> None:
    diary = tmp_path / "diary.txt"
    diary.write_bytes(content)
    before = names(tmp_path)
    with pytest.raises(Refused, match=r"“diary.txt” is not a project.*Nothing was changed. Choose another"):
        project.copy_to(diary)
    assert diary.read_bytes() == content
    assert names(tmp_path) == before


def test_a_copy_never_takes_the_place_of_other_work(project: Project, tmp_path: Path) -> None:
    other = new_project(tmp_path / "other.claimdesk")
    other.close()
    before = other.path.read_bytes()
    with pytest.raises(Refused, match=r"other.claimdesk is another project. It was not touched"):
        project.copy_to(other.path)
    assert other.path.read_bytes() == before
    copy = tmp_path / "copy.claimdesk"
    project.copy_to(copy)
    in_use = open_project(copy)
    mark(in_use)
    with pytest.raises(Refused, match=r"copy.claimdesk is open in a window. It was not touched"):
        project.copy_to(copy)
    assert len(list(in_use.claims.each())) == 1
    in_use.close()
    project.copy_to(copy)
    assert "copy.claimdesk.lock" not in names(tmp_path)


def test_a_project_moved_to_another_folder_opens_there(closed: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    shutil.move(closed, there)
    project = open_project(there / closed.name)
    assert findings(project) == []
    project.close()


def test_s24_an_article_with_another_text_is_locked_and_the_others_can_be_used(closed: Path) -> None:
    edited(closed, "UPDATE article_text SET text = text || '.' WHERE rowid = 1")
    project = open_project(closed)
    first, second = project.articles.each()
    told = rf"“{first.title}” \({first.id}\) is not the one that was imported.*the other articles can be used"
    with pytest.raises(Damaged, match=told):
        project.articles.text(first.id)
    assert project.articles.text(second.id).startswith("Report 1")
    project.close()
