"""A desk with a small project on it, and no window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator.desk.desk import Desk
from annotator.desk.session import Session
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.store.project import Project
from tests.at_once import AtOnce
from tests.desk.told import Told
from tests.projects import small_project


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Workbench]:
    """Everything that acts on a desk; the desk is empty."""
    bench = Workbench(Settings(tmp_path / "settings.json"), AtOnce())
    yield bench
    bench.deleteLater()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The bridge, finished by Anna; the flood, begun by her; the ferry, which nobody touched."""
    project = small_project(tmp_path)
    yield project
    project.close()


@pytest.fixture
def desk(bench: Workbench, project: Project) -> Iterator[Desk]:
    """The project on the desk, Anna at it, no article open yet."""
    bench.desk.take(project, project.people.named("Anna"))
    yield bench.desk
    bench.desk.take(None)


@pytest.fixture
def session(bench: Workbench) -> Iterator[Session]:
    """Opens and closes projects, without a window."""
    session = Session(bench)
    yield session
    session.close()


@pytest.fixture
def told(bench: Workbench) -> Told:
    """What a person would read."""
    return Told(bench.notices)
