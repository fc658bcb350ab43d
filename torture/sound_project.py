"""A project that is whole when a campaign is done with it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.store.project import Project, create_project
from tests.unit.store.samples import findings
from torture.campaign import Tally


@contextmanager
def sound_project(tally: Tally) -> Iterator[Project]:
    """An empty project in a folder of its own; whatever is wrong in it after the block is a fault."""
    with (
        tempfile.TemporaryDirectory(prefix="claimdesk-torture-") as folder,
        closing(create_project(Path(folder) / "sound.claimdesk")) as project,
    ):
        yield project
        for finding in findings(project):
            tally.fault(f"in the project: {finding}")
