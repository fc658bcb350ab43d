"""A process that starts the window on a project, and tells what there was when its text was first seen.

Then it labels a sentence by key, waits until the panes are there, and calls PySide6 in a wrong way.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from benchmarks.start_probe import start_ours

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTextEdit


def _on_article_seen(pane: QTextEdit) -> None:
    modules = sorted(sys.modules)
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from annotator.views.main_window import MainWindow

    window = pane.window()
    assert isinstance(window, MainWindow)
    found: dict[str, object] = {"modules": modules, "widgets": _widgets(), "text": pane.toPlainText()}
    found["signatures"] = [name for name in modules if "__getattr__" in vars(sys.modules[name])]
    QTest.keyClick(pane, Qt.Key.Key_1)
    found["labels"] = [claim.label for claim in window.bench.desk.require_sheet().claims]

    def tell() -> None:
        found["panes"], found["queue"] = _widgets(), len(window.bench.queue.rows)
        found["wrong call"] = _about_a_wrong_call(pane)
        sys.stdout.write(json.dumps(found))
        sys.stdout.flush()
        window.close()

    window.furnished.connect(tell)


def _widgets() -> list[str]:
    from PySide6.QtWidgets import QApplication

    return sorted({type(widget).__name__ for widget in QApplication.allWidgets()})


def _about_a_wrong_call(pane: QTextEdit) -> str:
    try:
        pane.setPlainText(1, 2)  # type: ignore[call-arg, arg-type]
    except TypeError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    sys.exit(start_ours(sys.argv[1], _on_article_seen))
