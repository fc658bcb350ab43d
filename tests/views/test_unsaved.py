"""What a person sees of a decision that could not be written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from annotator.models.claim_model import ClaimRole
from annotator.views.main_window import MainWindow
from tests.views.main_windows import press, working

SAID = "moved or replaced – 1 label is not saved yet"


def told(window: MainWindow) -> str:
    notice = window.parts.pages.notices.notice
    return notice.text if notice else ""


def marked(window: MainWindow) -> list[tuple[str, bool, bool]]:
    """The label of each card, and whether it is drawn and read aloud as not saved."""
    model = window.parts.side.claims.model
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        (
            row.data(ClaimRole.RECORD).label,
            row.data(ClaimRole.IS_WAITING),
            "not saved yet" in row.data(Qt.ItemDataRole.AccessibleTextRole),
        )
        for row in rows
    ]


def saved(window: MainWindow) -> str:
    """What the status bar says of saving."""
    texts = [button.text() for button in window.parts.status.findChildren(QToolButton)]
    return next(text for text in texts if "aved" in text)


def test_s3_s11_a_label_that_can_not_be_written_is_marked_so_until_it_is(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with working(qtbot, tmp_path) as window:
        path = window.bench.desk.project.path
        moved = path.rename(tmp_path / "moved.claimdesk")
        press(window, "2")
        assert SAID in told(window)
        assert marked(window) == [("disputed", True, True)]
        assert saved(window) == "Not saved"
        press(window, "1")
        assert len(marked(window)) == 1, "nothing comes before it"
        moved.rename(path)
        button = next(each for each in window.findChildren(QPushButton) if each.text() == "Retry")
        button.click()
        assert marked(window) == [("disputed", False, False)]
        assert saved(window).startswith("Saved ")
        assert told(window) == ""


def test_a_window_with_something_unsaved_is_closed_by_closing_it_twice(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        window.bench.desk.project.path.unlink()
        press(window, "2")
        assert not window.close()
        assert "Close the window again to leave without it." in told(window)
        assert window.close()
