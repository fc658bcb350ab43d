"""A project with two articles, open and closed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.store.project import Project
from tests.unit.store.samples import closed_project, new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An open project with two articles and Anna, but no decision."""
    project = new_project(tmp_path / "bridges.claimdesk")
    yield project
    project.close()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return closed_project(tmp_path / "closed.claimdesk")
