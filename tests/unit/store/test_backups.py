from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from annotator import places
from annotator.domain.errors import Unavailable
from annotator.store import backups, copying
from annotator.store.backups import BEFORE_UPGRADE, Backup, back_up, backups_of, superfluous
from annotator.store.project import Project, create_project, open_project
from annotator.store.troubles import Damaged
from annotator.store.writing import part_name
from tests.unit.store.samples import findings, mark

TODAY = date(2026, 7, 15)


def made(*days_ago: float, why: str = "time") -> list[Backup]:
    noon = datetime(2026, 7, 15, 12, tzinfo=UTC)
    at = [noon - timedelta(days=days) for days in days_ago]
    return [Backup(Path(f"{moment:%Y%m%dT%H%M}-{why}"), moment, why) for moment in at]


def kept(backups: Sequence[Backup]) -> list[Backup]:
    gone = superfluous(backups, today=TODAY)
    return [backup for backup in backups if backup not in gone]


def test_a_backup_is_a_whole_project_in_the_persons_own_folder(project: Project) -> None:
    mark(project)
    backup = back_up(project.database, why="open")
    assert backup is not None
    assert backup.path.is_relative_to(places.data_folder())
    assert backups_of(project.fact("id")) == [backup]
    assert (backup.why, len(backup.state)) == ("open", 12)
    copy = open_project(backup.path)
    assert len(list(copy.claims.each())) == 1
    assert findings(copy) == []
    copy.close()


def test_nothing_is_copied_while_nothing_changed(project: Project) -> None:
    assert back_up(project.database, why="open") is not None
    assert back_up(project.database, why="time") is None
    mark(project)
    assert back_up(project.database, why="time") is not None
    assert back_up(project.database, why="time") is None
    assert back_up(project.database, why=BEFORE_UPGRADE) is not None
    assert [backup.why for backup in backups_of(project.fact("id"))] == [BEFORE_UPGRADE, "time", "open"]


def test_s28_a_clock_that_goes_back_hides_no_change(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert back_up(project.database, why="open") is not None
    monkeypatch.setattr("annotator.store.ledger.now", lambda: "1999-01-01T00:00:00.000Z")
    mark(project)
    assert back_up(project.database, why="time") is not None


def test_a_project_in_which_nothing_was_done_is_not_copied(tmp_path: Path) -> None:
    project = create_project(tmp_path / "empty")
    assert back_up(project.database, why="open") is None
    project.close()


def test_a_companion_makes_backups_too(project: Project) -> None:
    companion = project.companion(read_only=True)
    assert back_up(companion.database, why="time") is not None
    companion.close()


def test_a_damaged_copy_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    good = back_up(project.database, why="open")
    mark(project)
    sql = project.database.row("SELECT rootpage FROM sqlite_schema WHERE name = 'claim_article'")
    assert sql is not None
    page_size = 4096
    project.close()
    content = bytearray(project.path.read_bytes())
    start = (int(str(sql[0])) - 1) * page_size
    content[start + 8 : start + page_size] = bytes(page_size - 8)
    project.path.write_bytes(content)
    damaged = open_project(project.path, read_only=True)
    with pytest.raises((Damaged, Unavailable), match=r"not sound, so it was not kept|is damaged"):
        back_up(damaged.database, why="time")
    assert backups_of(damaged.fact("id")) == [good]
    assert good is not None
    assert [path.name for path in good.path.parent.iterdir()] == [good.path.name]
    damaged.close()


def test_files_that_are_no_backups_are_neither_listed_nor_removed(project: Project) -> None:
    folder = backups.folder_of(project.fact("id"))
    mine = folder / "mine.claimdesk"
    mine.write_bytes(b"")
    back_up(project.database, why="open")
    assert len(backups_of(project.fact("id"))) == 1
    assert mine.exists()


def test_parts_that_a_crash_left_are_removed_after_a_day(project: Project) -> None:
    folder = backups.folder_of(project.fact("id"))
    left = part_name(folder / "a.claimdesk")
    old, young = left.with_name(f"{left.name}-journal"), part_name(folder / "a.claimdesk")
    for part in (old, young):
        part.touch()
    os.utime(old, (1, 1))
    back_up(project.database, why="open")
    assert not old.exists()
    assert young.exists()


def test_an_id_that_is_none_names_no_folder() -> None:
    with pytest.raises(ValueError, match="not an id"):
        backups.folder_of("../../somewhere")


def test_what_was_thinned_out_is_removed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    first = back_up(project.database, why="open")
    assert first is not None
    mark(project)
    monkeypatch.setattr(backups, "superfluous", lambda found, today: found[1:])
    second = back_up(project.database, why="time")
    assert backups_of(project.fact("id")) == [second]
    assert not first.path.exists()


@pytest.mark.parametrize(
    ("days_ago", "stay"),
    [
        ((), ()),
        ((400,), (400,)),
        ((0, 0.1, 0.2, 1, 1.2), (0, 0.1, 0.2, 1, 1.2)),
        ((0, 3, 3.1, 3.2), (0, 3)),
        (tuple(range(12)), tuple(range(12))),
        # Beyond twelve days: 29 June as its month's newest, then the Sundays 28 and 21 June.
        ((*range(12), 13, 14, 16, 17, 18, 24, 25), (*range(12), 16, 17, 24)),
        ((0, 100, 100.1, 130), (0, 100, 130)),
        ((0, 300, 301, 700), (0, 300, 301, 700)),
    ],
)
def test_the_table_of_what_stays(days_ago: tuple[float, ...], stay: tuple[float, ...]) -> None:
    assert kept(made(*days_ago)) == made(*stay)


def test_no_more_stay_than_days_weeks_and_months_ask_for() -> None:
    year = made(*range(730))
    assert len(kept(year)) <= 2 + 12 + 10 + 9
    assert kept(year)[:12] == year[:12]
    assert all(backup in year for backup in kept(year))
    assert kept(kept(year)) == kept(year)


def test_what_was_made_before_an_upgrade_stays_for_ninety_days() -> None:
    upgrades = made(20, 20.1, 20.2, 89, 89.1, why=BEFORE_UPGRADE)
    assert kept([*made(0), *upgrades]) == [*made(0), *upgrades]
    old = made(95, 95.1, why=BEFORE_UPGRADE)
    assert len(kept([*made(0), *old])) == 2


def test_a_copy_into_a_folder_that_is_gone_leaves_the_project_alone(project: Project, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="The project itself was not touched"):
        copying.copy_database(project.database, tmp_path / "gone" / "copy.claimdesk")
    assert findings(project) == []
