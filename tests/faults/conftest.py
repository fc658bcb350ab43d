"""A project that was closed before a fault meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.store.samples import closed_project


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    return closed_project(tmp_path / "bridges.claimdesk")
