"""A package made as docs/formats.md says adds its format: built, installed, listed, written and read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.exchange.sample import build_sample

Run = Callable[..., str]


@pytest.fixture
def example(repository: Path) -> Path:
    return repository / "tests" / "plug_in"


@pytest.fixture
def claimdesk(tmp_path: Path, example: Path, repository: Path) -> Run:
    """The command line where the package of the example is installed, which is built by what it names."""
    pytest.importorskip("hatchling")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "wheel")]
    subprocess.run(command, cwd=example, check=True, capture_output=True, timeout=60)
    (wheel,) = (tmp_path / "wheel").iterdir()
    with zipfile.ZipFile(wheel) as files:
        files.extractall(tmp_path / "installed")
    path = os.pathsep.join([str(tmp_path / "installed"), str(repository)])

    def run(*words: object) -> str:
        asked = [sys.executable, "-m", "annotator", *map(str, words)]
        environment = {**os.environ, "PYTHONPATH": path}
        done = subprocess.run(asked, env=environment, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def blocks(repository: Path, language: str) -> list[str]:
    page = (repository / "docs" / "formats.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def test_the_page_shows_the_files_of_the_example(repository: Path, example: Path) -> None:
    assert blocks(repository, "toml") == [(example / "pyproject.toml").read_text(encoding="utf-8")]
    code = (example / "highlights.py").read_text(encoding="utf-8").splitlines()
    shown = "".join(blocks(repository, "python")[:1]).splitlines()
    assert len(shown) > 8
    assert [line for line in shown if line not in code and line.strip() not in ("...", "yield line")] == []


def test_the_installed_example_is_listed_written_and_read(tmp_path: Path, claimdesk: Run) -> None:
    listed = claimdesk("formats").splitlines()
    assert [line.split() for line in listed if line.startswith("highlights")] == [
        ["highlights", "in", "out", "Highlights"]
    ]
    project, file = tmp_path / "news.claimdesk", tmp_path / "news.highlights.tsv"
    build_sample(project).close()
    told = claimdesk("export", project, "--format", "highlights", "--all", "--names", "--out", file)
    assert "records 123, claims 123" in told
    assert "when claims were made and changed" in told
    told = claimdesk("import", project, file, "--dry-run")
    assert "highlights, 3 articles (3 there already), 123 claims" in told
    assert "found where the file says: 123" in told
