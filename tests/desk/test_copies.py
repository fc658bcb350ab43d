"""Nothing is lost where the project's file can't be written to any more."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.desk.notices import Notice
from annotator.desk.review import Review
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Unavailable
from annotator.domain.records import Confidence
from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.store.checking import check
from annotator.store.project import create_project, open_project
from tests.desk.sheets import lit, marks
from tests.desk.told import Told
from tests.projects import closed_project
from tests.teams import team_project
from tests.unit.store.samples import LOSSES

TRY, SAVE = "Try Again", "Save a Copy Elsewhere…"
RETRY, LOCATE, TAKE_BACK = "Retry", "Locate…", "Take It Back"


def _work(session: Session, bench: Workbench, folder: Path) -> Path:
    """Anna at the untouched article, with one decision made."""
    path = closed_project(folder)
    bench.settings.change(annotator="Anna")
    session.open(path)
    row = next(row for row in bench.queue.rows if row.title.startswith("The ferry"))
    bench.desk.open_article(row.article_id)
    bench.decisions.label(1)
    return path


def _press(notice: Notice, words: str) -> None:
    next(answer for answer in notice.answers if answer.text == words).act()


def _words(notice: Notice) -> list[str]:
    return [answer.text for answer in notice.answers]


@pytest.mark.parametrize("happens", LOSSES.values(), ids=LOSSES)
def test_a_project_whose_file_is_gone_goes_on_in_a_copy(
    bench: Workbench,
    session: Session,
    tmp_path: Path,
    told: Told,
    happens: Callable[[Path], object],
) -> None:
    happens(_work(session, bench, tmp_path))
    bench.attempt(lambda: bench.decisions.label(2))
    assert "moved or replaced – 1 label is not saved yet" in told.notices[-1].text
    assert _words(told.notices[-1]) == [RETRY, LOCATE, SAVE, TAKE_BACK]
    asked: list[bool] = []
    session.copies.path_needed.connect(lambda: asked.append(True))
    _press(told.notices[-1], SAVE)
    assert asked
    assert _words(told.notices[-1]) == [RETRY, LOCATE, SAVE, TAKE_BACK], "who finds no place has what she had"
    copy = tmp_path / "copy.claimdesk"
    session.copies.save(copy)
    assert "is not in it yet" in told.notices[-1].text
    _press(told.notices[-1], "Open the Copy")
    assert bench.desk.project.path == copy
    assert [label for _, label in marks(bench.desk)] == ["confirmed", "disputed"]
    session.close()
    project = open_project(copy)
    assert list(check(project, Unwatched())) == []
    project.close()


def test_a_decision_of_a_review_goes_on_in_a_copy_too(
    bench: Workbench, session: Session, tmp_path: Path, told: Told
) -> None:
    text = "The bridge is closed today.\n"
    made = team_project(
        tmp_path, [(text, {"Anna": [("The bridge", "confirmed")], "Ben": [("The bridge", "disputed")]})]
    )
    made.close()
    bench.settings.change(annotator="Anna")
    session.open(made.path)
    review = Review(bench)
    review.open()
    made.path.unlink()
    bench.attempt(lambda: review.rulings.label(2))
    assert "moved or replaced – 1 decision is not saved yet" in told.notices[-1].text
    _press(told.notices[-1], SAVE)
    session.copies.save(tmp_path / "copy.claimdesk")
    _press(told.notices[-1], "Open the Copy")
    assert not review.is_open, "it was of the project before"
    assert [claim.label for claim in bench.desk.project.claims.each()].count("disputed") == 2, (
        "Ben’s and gold"
    )


@pytest.mark.parametrize("is_copy", [False, True], ids=["the file itself", "a copy of it"])
def test_s11_a_project_that_was_moved_is_located_and_what_waits_is_done_there(
    bench: Workbench, session: Session, tmp_path: Path, told: Told, is_copy: bool
) -> None:
    old = _work(session, bench, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    new = tmp_path / "elsewhere" / "renamed.claimdesk"
    if is_copy:
        shutil.copyfile(old, new)
        old.unlink()
    else:
        old.rename(new)
    bench.attempt(lambda: bench.decisions.label(2))
    asked: list[bool] = []
    session.copies.file_needed.connect(lambda: asked.append(True))
    _press(told.notices[-1], LOCATE)
    assert asked
    session.copies.locate(new)
    assert bench.desk.project.path == new
    assert [label for _, label in marks(bench.desk)] == ["confirmed", "disputed"]
    assert [Path(recent.path) for recent in bench.settings.values.recent] == [new]
    session.close()
    with closing(open_project(new)) as project:
        assert list(check(project, Unwatched())) == []


def test_s11_another_project_is_not_taken_for_the_one_that_was_moved(
    bench: Workbench, session: Session, tmp_path: Path, told: Told
) -> None:
    old = _work(session, bench, tmp_path)
    new = old.rename(tmp_path / "renamed.claimdesk")
    create_project(tmp_path / "other").close()
    bench.attempt(lambda: bench.decisions.label(2))
    _press(told.notices[-1], LOCATE)
    session.copies.locate(tmp_path / "other.claimdesk")
    assert told.notices[-1].text.startswith("“other.claimdesk” is another project. Nothing was changed.")
    assert _words(told.notices[-1]) == [TRY, LOCATE, SAVE]
    session.copies.locate(tmp_path / "nowhere.claimdesk")
    assert "can't be opened" in told.notices[-1].text
    assert [label for _, label in marks(bench.desk)] == ["confirmed", "disputed"], "it still waits"
    _press(told.notices[-1], LOCATE)
    session.copies.locate(new)
    assert bench.desk.project.path == new
    assert bench.desk.withheld.waiting is None


def test_a_full_disk_loses_nothing(
    bench: Workbench, session: Session, small_disk: Path, tmp_path: Path, told: Told
) -> None:
    _work(session, bench, small_disk)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free))
    bench.attempt(lambda: bench.decisions.label(2))
    assert told.notices[-1].text == "Disk full – 1 label is not saved yet. Free space, then press Retry."
    _press(told.notices[-1], SAVE)
    session.copies.save(small_disk / "copy.claimdesk")
    assert _words(told.notices[-1]) == [TRY, SAVE], "another disk may have room"
    session.copies.save(tmp_path / "copy.claimdesk")
    assert _words(told.notices[-1]) == ["Open the Copy", TRY]
    ballast.unlink()
    _press(told.notices[-1], TRY)
    assert [label for _, label in marks(bench.desk)] == ["confirmed", "disputed"]
    assert bench.desk.project.path.parent == small_disk


def test_selected_words_and_details_given_before_come_along(
    bench: Workbench, session: Session, tmp_path: Path, told: Told
) -> None:
    _work(session, bench, tmp_path).unlink()
    start = bench.desk.require_sheet().text.index("remember it")
    bench.movement.to_span(Span(start, start + len("remember it")))
    bench.details.surer(1)
    bench.attempt(lambda: bench.decisions.label(3))
    _press(told.notices[-1], SAVE)
    session.copies.save(tmp_path / "copy.claimdesk")
    _press(told.notices[-1], "Open the Copy")
    claim = bench.desk.require_sheet().claims[-1]
    assert (claim.quote, claim.label, claim.confidence) == ("remember it", "unverified", Confidence.LOW)


def test_a_project_moves_as_one_wants(bench: Workbench, session: Session, tmp_path: Path, told: Told) -> None:
    old = _work(session, bench, tmp_path)
    session.copies.move()
    session.copies.save(tmp_path / "elsewhere.claimdesk")
    assert bench.desk.project.path == tmp_path / "elsewhere.claimdesk"
    assert lit(bench.desk) == "Many remember it."
    assert old.exists()


def test_other_trouble_is_not_met_with_a_copy(
    bench: Workbench, session: Session, tmp_path: Path, told: Told
) -> None:
    _work(session, bench, tmp_path)

    def busy() -> None:
        raise Unavailable("Another program is using the file.")

    bench.attempt(busy)
    assert _words(told.notices[-1]) == [TRY]
    bench.attempt(lambda: session.open(tmp_path / "missing.claimdesk"))
    assert _words(told.notices[-1]) == [TRY]
