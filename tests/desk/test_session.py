from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from annotator import places
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused, Unavailable
from annotator.store.file_identity import SCHEMA_VERSION
from annotator.store.project import Project, open_project
from tests.desk.sheets import lit, marks
from tests.desk.told import Told
from tests.newer_projects import NEWER, make_newer
from tests.projects import closed_project


@pytest.fixture
def path(project: Project) -> Path:
    """A project that nobody has open."""
    project.close()
    return project.path


def _asked(session: Session) -> list[list[str]]:
    asked: list[list[str]] = []
    session.annotator_needed.connect(asked.append)
    return asked


def test_a_project_asks_who_annotates_and_offers_who_is_known(session: Session, path: Path) -> None:
    asked = _asked(session)
    session.open(path)
    assert asked == [["Anna", "Ben"]]


def test_nobody_is_asked_whether_she_is_gold(session: Session, path: Path) -> None:
    with closing(open_project(path)) as project:
        project.gold_annotator()
    asked = _asked(session)
    session.open(path)
    session.ask_who()
    assert asked == [["Anna", "Ben"], ["Anna", "Ben"]]


def test_an_annotator_comes_back_without_being_asked(bench: Workbench, session: Session, path: Path) -> None:
    session.open(path)
    session.sit_down("Ben")
    session.close()
    asked = _asked(session)
    session.open(path)
    assert asked == []
    assert bench.desk.annotator.name == "Ben"


def test_what_was_decided_is_there_the_next_time_at_the_same_place(
    bench: Workbench, session: Session, path: Path
) -> None:
    session.open(path)
    session.sit_down("Cleo")
    bench.decisions.label(2)
    session.close()
    session.open(path)
    assert marks(bench.desk) == [("The bridge is closed 🚧.", "disputed")]
    assert lit(bench.desk) == "The mayor says it is safe."


def test_recent_projects_know_how_far_they_are(bench: Workbench, session: Session, path: Path) -> None:
    session.open(path)
    session.sit_down("Anna")
    (recent,) = bench.settings.values.recent
    assert (recent.path, recent.title, recent.articles, recent.finished) == (
        str(path),
        "News of May",
        3,
        1,
    )


def test_a_project_that_cannot_be_opened_leaves_the_present_one(
    bench: Workbench, session: Session, path: Path, tmp_path: Path
) -> None:
    session.open(path)
    session.sit_down("Anna")
    other = tmp_path / "other.claimdesk"
    other.write_bytes(b"no project at all")
    with pytest.raises((Refused, Unavailable)):
        session.open(other)
    bench.movement.to_unit(0)
    assert bench.desk.project.path == path


def test_a_new_project_is_empty_and_ready(bench: Workbench, session: Session, tmp_path: Path) -> None:
    asked = _asked(session)
    session.create(tmp_path / "new.claimdesk")
    assert asked == [[]]
    session.sit_down("Anna")
    assert bench.queue.rows == ()
    with pytest.raises(Refused, match="No article is open"):
        bench.decisions.label(1)


def test_closing_leaves_an_empty_desk(bench: Workbench, session: Session, path: Path) -> None:
    session.open(path)
    session.sit_down("Anna")
    session.close()
    assert not bench.desk.has_project
    with pytest.raises(Refused, match="No project is open"):
        _ = bench.desk.project


def test_a_project_for_reading_only_says_so_and_keeps_everything(
    bench: Workbench, session: Session, path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    # File modes do not stop an administrator.
    monkeypatch.setattr("annotator.desk.session.open_project", partial(open_project, read_only=True))
    before = path.read_bytes()
    session.open(path)
    assert bench.desk.annotator.name == "Anna"
    assert "reading only" in told.texts[0]
    bench.movement.to_unit(1)
    with pytest.raises(Unavailable, match="reading only"):
        bench.decisions.label(1)
    session.close()
    assert path.read_bytes() == before


def test_s20_a_newer_project_that_may_be_read_says_why_nothing_can_be_decided(
    bench: Workbench, session: Session, path: Path, told: Told
) -> None:
    make_newer(path)
    before = path.read_bytes()
    session.open(path)
    assert (
        f"newer version of Claimdesk made it (schema {NEWER}, this one knows {SCHEMA_VERSION})"
        in told.texts[0]
    )
    assert bench.desk.annotator.name == "Anna"
    bench.movement.to_unit(1)
    with pytest.raises(Unavailable, match="reading only"):
        bench.decisions.label(1)
    session.close()
    assert path.read_bytes() == before


def test_looking_at_a_project_for_reading_only_changes_nobody(
    bench: Workbench, session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.settings.change(annotator="Cleo")
    monkeypatch.setattr("annotator.desk.session.open_project", partial(open_project, read_only=True))
    session.open(path)
    assert bench.desk.annotator.name == "Anna"
    assert bench.settings.values.annotator == "Cleo"


def test_a_notice_about_a_project_goes_with_it(
    session: Session, path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.desk.session.open_project", partial(open_project, read_only=True))
    session.open(path)
    session.close()
    assert "read-only" in told.withdrawn


def test_nobody_is_kept_in_a_project_whose_disk_is_full(
    bench: Workbench, session: Session, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Unavailable("The disk is full.")

    session.open(path)
    session.sit_down("Anna")
    monkeypatch.setattr("annotator.store.ledger.Ledger.keep_place", full)
    bench.movement.by(1)
    session.close()
    assert session.project is None
    open_project(path).close()


def test_a_project_at_which_nobody_sat_is_not_remembered_as_empty(
    bench: Workbench, session: Session, path: Path
) -> None:
    session.open(path)
    session.sit_down("Anna")
    session.close()
    bench.settings.change(annotator="Cleo")
    session.open(path)
    session.close()
    assert [recent.articles for recent in bench.settings.values.recent] == [3]


@pytest.fixture
def strangers(tmp_path: Path) -> Path:
    """A project of people among whom Cleo is not."""
    return closed_project(tmp_path / "strangers")


def test_a_project_without_an_answer_gives_way_to_the_one_before_it(
    bench: Workbench, session: Session, path: Path, strangers: Path
) -> None:
    session.open(path)
    session.sit_down("Cleo")
    bench.decisions.label(2)
    session.open(strangers)
    assert not bench.desk.has_project
    session.give_up()
    assert (bench.desk.project.path, bench.desk.annotator.name) == (path, "Cleo")
    assert lit(bench.desk) == "The mayor says it is safe."


def test_two_projects_without_an_answer_give_way_to_the_last_with_one(
    bench: Workbench, session: Session, path: Path, strangers: Path, tmp_path: Path
) -> None:
    session.open(path)
    session.sit_down("Cleo")
    session.open(strangers)
    third = tmp_path / "third.claimdesk"
    third.write_bytes(strangers.read_bytes())
    session.open(third)
    session.give_up()
    assert bench.desk.project.path == path


def test_without_a_project_before_it_one_without_an_answer_is_closed(session: Session, path: Path) -> None:
    session.open(path)
    session.give_up()
    assert session.project is None


def test_a_project_that_somebody_sat_down_at_is_not_given_up(
    bench: Workbench, session: Session, path: Path
) -> None:
    session.open(path)
    session.sit_down("Anna")
    session.ask_who()
    session.give_up()
    assert bench.desk.annotator.name == "Anna"


def test_a_project_before_that_is_gone_meanwhile_is_told_of(
    session: Session, path: Path, strangers: Path, told: Told
) -> None:
    session.open(path)
    session.sit_down("Cleo")
    session.open(strangers)
    path.unlink()
    session.give_up()
    assert session.project is None
    assert path.name in told.texts[-1]


def test_s12_who_opens_an_older_copy_in_the_place_of_her_project_is_told(
    bench: Workbench, session: Session, path: Path, told: Told
) -> None:
    older = shutil.copy(path, path.with_name("older"))
    session.open(path)
    session.sit_down("Anna")
    bench.queue.open_unfinished()
    bench.decisions.label(1)
    session.back_up("time")
    session.close()
    shutil.move(older, path)
    session.open(path)
    (said,) = [notice.text for notice in told.notices if notice.key == "older"]
    assert said.startswith("This project is older than the one that lay here last: 1 change is missing.")
    with closing(open_project(Path(said.partition("newest backup is ")[2]), read_only=True)) as newer:
        assert len(list(newer.journal.entries())) > len(list(bench.desk.project.journal.entries()))
    session.close()
    told.notices.clear()
    session.open(path)
    assert [notice.key for notice in told.notices if notice.key == "older"] == []


def test_s26_how_old_the_last_good_backup_is_stands_in_the_notice(
    bench: Workbench, session: Session, path: Path, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.open(path)
    session.sit_down("Anna")
    (folder,) = (places.data_folder() / "backups").iterdir()
    (backup,) = folder.iterdir()
    three_days_ago = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y%m%dT")
    backup.rename(folder / f"{three_days_ago}{backup.name.partition('T')[2]}")
    bench.queue.open_unfinished()
    bench.decisions.label(1)

    def fails(*_: object, **__: object) -> None:
        raise Unavailable("The disk is full. Free some space, then try again.")

    monkeypatch.setattr("annotator.desk.session.back_up", fails)
    session.back_up("time")
    assert "Last good backup: 3 days ago. The disk is full" in told.notices[-1].text
    bench.decisions.label(2)
    assert marks(bench.desk)[-1][1] == "disputed", "labelling goes on"
