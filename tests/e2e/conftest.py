"""The desktop on which the tests of the real window run, and a project to run them on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.application import claimdesk
from tests.e2e.desktop import Desktop, missing_programs


@pytest.fixture(scope="session")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """One display for all of them; each test starts its own window on it."""
    if missing := missing_programs():
        pytest.skip(f"the real window needs {', '.join(missing)}, which is not installed")
    with Desktop(tmp_path_factory.mktemp("desktop")) as started:
        yield started


@pytest.fixture
def bridge(tmp_path: Path, repository: Path) -> Path:
    """A project with two articles, "Skarn Gorge" of 18 sentences and "Health office" after it."""
    path = tmp_path / "bridge.claimdesk"
    claimdesk("new", path)
    for name in ("03-bridge-closure.txt", "02-vaccine-letter.txt"):
        claimdesk("import", path, repository / "seeds" / "articles" / name)
    return path
