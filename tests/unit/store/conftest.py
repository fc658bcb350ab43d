"""A project with two articles, open and closed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.store.project import Project
from tests.unit.store.samples import mark, new_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An open project with two articles and Anna, but no decision."""
    project = new_project(tmp_path / "bridges.claimdesk")
    yield project
    project.close()


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A closed project with two articles and one claim of Anna's."""
    project = new_project(tmp_path / "closed.claimdesk")
    mark(project)
    project.close()
    return project.path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 2 MB that only a privileged user can make."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
