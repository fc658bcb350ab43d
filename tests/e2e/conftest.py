"""The desktop on which the tests of the real window run, and a project to run them on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.project import create_project
from tests.e2e.desktop import Desktop, missing_programs


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """One display for all of them; each test starts its own window on it."""
    if missing := missing_programs():
        pytest.skip(f"the real window needs {', '.join(missing)}, which is not installed")
    with Desktop(tmp_path_factory.mktemp("desktop")) as started:
        yield started


@pytest.fixture(scope="session")
def _bridge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bridge") / "bridge.claimdesk"
    articles = Path(__file__).resolve().parents[2] / "seeds" / "articles"
    project = create_project(path)
    for name in ("03-bridge-closure.txt", "02-vaccine-letter.txt"):
        import_texts(Unwatched(), project, find_files([articles / name]))
    project.close()
    return path


@pytest.fixture
def bridge(tmp_path: Path, _bridge: Path) -> Path:
    """A project with two articles, "Skarn Gorge" of 18 sentences and "Health office" after it."""
    return Path(shutil.copy(_bridge, tmp_path))
