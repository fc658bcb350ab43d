"""The package keeps the rules of its layers, and the checker that says so can fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture import FILE_LINES, FUNCTION_LINES, PUBLIC_METHODS, Breach, Module, breaches, sleeps

# Places that may break a rule, each with its reason: (path, the rule's words without the number).
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("views/marked_pane.py", "MarkedPane with"): "one method for each thing that the pane can be told",
    ("domain/sheet.py", "Sheet with"): "one read model of an article: many small questions",
    ("exchange/quiet_imports.py", "imports socket"): "keeps libraries from opening one",
    ("cli/opened.py", ".sleep()"): "another process lets go of a lock without telling anybody",
    ("store/paging.py", ".sleep()"): "whoever waits for SQLite's lock on a connection is woken by it alone",
}


@pytest.fixture(scope="module")
def found_breaches(repository: Path) -> list[Breach]:
    """All of the package, excepted ones as well."""
    return breaches(repository / "annotator")


def test_the_package_keeps_the_rules(found_breaches: list[Breach]) -> None:
    found = [breach for breach in found_breaches if not _is_excepted(breach)]
    assert not found, "\n".join(map(str, found))


def test_every_exception_is_still_needed(found_breaches: list[Breach]) -> None:
    idle = [key for key in EXCEPTIONS if not any(_fits(breach, *key) for breach in found_breaches)]
    assert not idle


def test_no_test_lets_time_pass(repository: Path) -> None:
    """Save the journeys in a real window, which is another process that cannot be waited for."""
    tests = repository / "tests"
    paths = [path for path in tests.rglob("*.py") if path.parent.name != "e2e"]
    found = [breach for path in paths for breach in sleeps(path)]
    assert not found, "\n".join(map(str, found))


def test_a_test_that_sleeps_is_found(tmp_path: Path) -> None:
    sample = tmp_path / "test_sample.py"
    sample.write_text("import time\ntime.sleep(1)\nqtbot.wait(50)\nqtbot.waitSignal(done)\n", "utf-8")
    assert [breach.line for breach in sleeps(sample)] == [2, 3]


def _is_excepted(breach: Breach) -> bool:
    return any(_fits(breach, *key) for key in EXCEPTIONS)


def _fits(breach: Breach, path: str, rule: str) -> bool:
    return breach.path == path and breach.rule.startswith(rule)


@pytest.mark.parametrize(
    ("place", "source", "rule"),
    [
        ("domain.text", "import PySide6", "imports PySide6"),
        ("domain.text", "from PySide6.QtCore import QObject", "imports PySide6.QtCore.QObject"),
        ("store.claims", "from PySide6 import QtCore", "imports PySide6.QtCore"),
        ("exchange.jsonl", "import shiboken6", "imports shiboken6"),
        ("desk.desk", "from PySide6.QtWidgets import QWidget", "imports PySide6.QtWidgets.QWidget"),
        ("models.claims", "from PySide6 import QtWidgets", "imports PySide6.QtWidgets"),
        ("views.network", "from PySide6 import QtNetwork", "imports PySide6.QtNetwork"),
        ("desk.desk", "import sqlite3", "imports sqlite3"),
        ("domain.records", "from pydantic import BaseModel", "imports pydantic.BaseModel"),
        ("desk.desk", "import pydantic", "imports pydantic"),
        ("domain.text", "import nupunkt", "imports nupunkt"),
        ("store.articles", "import charset_normalizer", "imports charset_normalizer"),
        ("views.window", "import click", "imports click"),
        ("exchange.web", "import urllib.request", "imports urllib.request"),
        ("exchange.web", "from urllib import request", "imports urllib.request"),
        ("exchange.web", "import http.client", "imports http.client"),
        ("store.rows", "import pickle", "imports pickle"),
        ("exchange.tables", "import numpy", "imports numpy"),
        ("store.claims", "from annotator.desk import desk", "imports annotator.desk.desk"),
        ("store.claims", "def f():\n    import annotator.views", "imports annotator.views"),
        (
            "store.claims",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from annotator.desk.desk import Desk",
            "imports annotator.desk.desk.Desk",
        ),
        ("store.claims", "from . import rows", "relative import"),
        ("views.window", "view.setHtml('x')", "setHtml"),
        ("views.window", "document.setMarkdown('x')", ".setMarkdown()"),
        ("desk.jobs", "application.processEvents()", "processEvents"),
        ("desk.settings", "QSettings('x')", "QSettings"),
        ("views.window", "dialog.exec()", ".exec()"),
        ("domain.text", "eval('1')", "eval()"),
        ("domain.text", "exec('1')", "exec()"),
        ("domain.text", "print('1')", "print()"),
        ("desk.jobs", "time.sleep(1)", ".sleep()"),
        ("exchange.target", "path.is_dir()", ".is_dir()"),
        ("views.theme", "RED = '#ff0000'", "#ff0000"),
        ("domain.text", "\n" * (FILE_LINES + 1), "file of"),
        ("domain.text", "def f():\n" + "    x = 1\n" * FUNCTION_LINES, "f() of"),
        (
            "domain.text",
            "class C:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(PUBLIC_METHODS + 1)),
            "C with",
        ),
    ],
)
def test_a_breach_is_found(place: str, source: str, rule: str) -> None:
    (found,) = Module("annotator", place, "sample.py", source).breaches()
    assert found.rule.startswith(rule)


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("domain.sentences", "import nupunkt"),
        ("store.claims", "import sqlite3\nfrom sqlite_utils.db import Table"),
        ("exchange.jsonl", "import pydantic\nfrom annotator.store.claims import Claims"),
        ("exchange.manifest", "from pydantic import BaseModel"),
        ("desk.desk", "from PySide6.QtCore import QObject, Signal"),
        ("views.window", "from PySide6 import QtGui, QtWidgets\nfrom annotator.resources import resource"),
        ("app", "application.exec()\nfrom annotator import cli"),
        ("domain.immutable", "exec('1')"),
        ("cli", "import click\nfrom annotator.exchange import exporting"),
        ("exchange.files", "from urllib.parse import urlsplit"),
        ("views.window", "number = '#12'"),
        ("exchange.target", "os.path.exists(path)"),
        ("domain.text", "def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1)),
    ],
)
def test_what_the_rules_allow_is_no_breach(place: str, source: str) -> None:
    assert list(Module("annotator", place, "sample.py", source).breaches()) == []
