"""What a start loads and builds before the article is painted and has the keyboard, held without a clock.

Each module and each pane here was found to cost what nobody needs yet. Who needs one earlier says why.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.projects import closed_project

# Of other people, and of Python where they bring thousands of names, processes or sockets along.
_OTHERS = (
    *("charset_normalizer", "click", "lxml", "markdown_it", "nupunkt", "pydantic", "pypdfium2"),
    *("sentencex", "sqlite_utils", "trafilatura", "warcio"),
    *("argparse", "asyncio", "decimal", "email", "fractions", "html", "importlib.metadata"),
    *("logging.handlers", "multiprocessing", "pickle", "platform", "socket", "subprocess", "uuid", "xml"),
    *("PySide6.QtDBus", "PySide6.QtNetwork"),
)
_OWN = (
    *("cli", "domain.agreement", "domain.review.cases", "domain.segmentation", "domain.sentences"),
    *("exchange.annotations", "exchange.articles", "exchange.formats", "exchange.importing"),
    *("exchange.reading_process", "exchange.checking_process", "exchange.release", "exchange.schema"),
    *("store.checking", "store.feedback", "store.migrations", "store.repair", "desk.feedback_reading"),
    *("views.agreement", "views.claim_panel", "views.command_palette", "views.dashboard"),
    *("views.exchange_windows", "views.feedback_windows", "views.finder", "views.guidelines"),
    *("views.import_windows", "views.inspector", "views.pack_windows", "views.queue_pane"),
    *("views.review", "views.side_panes", "views.start_page"),
)
_MOST_OWN = 184
"""So many modules of ours are loaded then; each takes about a third of a millisecond."""

_LATE_WIDGETS = {"ClaimPanel", "Inspector", "QueuePane", "StartPage", "QDialog", "QComboBox", "QLineEdit"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What `tests.first_sight` tells of a start on the small project."""
    folder = tmp_path_factory.mktemp("first_sight")
    project = closed_project(folder)
    settings = folder / "config" / "claimdesk" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"annotator": "Anna"}', encoding="utf-8")
    rooms = {f"XDG_{room}_HOME": str(folder / room.lower()) for room in ("CONFIG", "DATA", "STATE")}
    command = [sys.executable, "-m", "tests.first_sight", str(project)]
    environment = {**os.environ, **rooms, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=50)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_text_is_there_and_hears_keys(seen: dict[str, Any]) -> None:
    assert "river rose" in seen["text"]
    assert "confirmed" in seen["labels"]


@pytest.mark.parametrize("name", [*_OTHERS, *(f"annotator.{name}" for name in _OWN)])
def test_nothing_is_loaded_that_the_text_does_not_need(seen: dict[str, Any], name: str) -> None:
    assert not [module for module in seen["modules"] if f"{module}.".startswith(f"{name}.")]


def test_few_modules_of_ours_are_loaded(seen: dict[str, Any]) -> None:
    assert len([module for module in seen["modules"] if module.startswith("annotator")]) <= _MOST_OWN


def test_no_pane_and_no_dialog_is_built_before(seen: dict[str, Any]) -> None:
    assert not _LATE_WIDGETS.intersection(seen["widgets"])


def test_the_panes_come_right_after(seen: dict[str, Any]) -> None:
    assert {"ClaimPanel", "Inspector", "QueuePane"} <= set(seen["panes"])
    assert seen["queue"] == 3


def test_pyside_tells_of_a_wrong_call_though_its_signatures_were_not_loaded(seen: dict[str, Any]) -> None:
    assert "shibokensupport.signature.parser" in seen["signatures"]
    assert "setPlainText" in seen["wrong call"]
