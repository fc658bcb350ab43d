from __future__ import annotations

from pathlib import Path

from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from tests.desk.told import Told
from tests.projects import closed_project


def test_s14_a_folder_that_is_kept_the_same_elsewhere_is_warned_of_once(
    bench: Workbench, session: Session, tmp_path: Path, told: Told
) -> None:
    bench.settings.change(annotator="Anna")
    path = closed_project(tmp_path / "Dropbox")
    session.open(path)
    (notice,) = told.notices
    assert "Dropbox keeps the same on several computers" in notice.text
    assert not notice.passing
    assert bench.desk.project.path == path, "nobody is kept from working"
    session.close()
    assert "folder" in told.withdrawn
    session.open(path)
    assert len(told.notices) == 1


def test_the_way_out_is_a_copy_that_is_opened(
    bench: Workbench, session: Session, tmp_path: Path, told: Told
) -> None:
    bench.settings.change(annotator="Anna")
    session.open(closed_project(tmp_path / "Nextcloud"))
    session.copies.path_needed.connect(lambda: session.copies.save(tmp_path / "own.claimdesk"))
    told.notices[0].answers[0].act()
    assert bench.desk.project.path == tmp_path / "own.claimdesk"
    assert len(told.notices) == 1


def test_an_ordinary_folder_is_not_spoken_of(session: Session, tmp_path: Path, told: Told) -> None:
    session.open(closed_project(tmp_path / "work"))
    assert told.notices == []
