"""Paths that nobody may look at, as those whose folder's name no disk can have, are told and never a bug."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from annotator.cli import main
from tests.unit.store.samples import new_project

_CLOSED = "x" * 300
"""Whoever looks below it is refused, also a person with every right."""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a project that no test changes."""
    folder = tmp_path_factory.mktemp("project")
    project = new_project(folder / "news.claimdesk")
    project.join("Ada")
    project.close()
    return str(folder / "news")


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "NEWS", "--all", "--format", "jsonl", "--out", "CLOSED/x.jsonl"),
        ("export", "NEWS", "--all", "--format", "brat", "--out", "CLOSED/x"),
        ("backup", "NEWS", "CLOSED/b.claimdesk"),
        ("pack", "NEWS", "--annotator", "Ada", "--out", "CLOSED/x.annpack"),
        ("merge", "NEWS", "CLOSED/x.annpack"),
        ("repair", "NEWS", "--out", "CLOSED/b.claimdesk"),
        ("repair", "NEWS", "--out", "again", "--backup", "CLOSED/b.claimdesk"),
        ("repair", "CLOSED/b", "--out", "again"),
        ("import", "NEWS", "CLOSED/x.txt"),
        ("import", "NEWS", "CLOSED/x", "--format", "brat"),
        ("import", "CLOSED/b", "x.txt"),
        ("info", "CLOSED/b"),
        ("check", "CLOSED/x.jsonl"),
        ("agreement", "CLOSED/x.csv"),
        ("people", "CLOSED/b"),
        ("new", "CLOSED/b"),
        ("new", "again", "--pack", "CLOSED/x.annpack"),
        ("demo", "--out", "CLOSED/x"),
        ("CLOSED/b",),
    ],
)
def test_a_place_that_nobody_may_look_into_is_named(
    arguments: tuple[str, ...],
    project: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    closed = str(tmp_path / _CLOSED)
    assert main([word.replace("NEWS", project).replace("CLOSED", closed) for word in arguments]) == 1
    told = capsys.readouterr()
    assert os.strerror(errno.ENAMETOOLONG).lower() in (told.err + told.out).lower()
