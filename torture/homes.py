"""A home of its own for a campaign, so that nothing is written where whoever runs it keeps her work."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

_MEMORY = Path("/dev/shm")


def memory() -> Path | None:
    """The folder whose files are in memory, where there is one to write to."""
    return _MEMORY if os.access(_MEMORY, os.W_OK) else None


@contextmanager
def own_home() -> Iterator[Path]:
    """A folder, in memory where that can be, in which settings, backups and logs are, too.

    For campaigns in which nothing is pulled out, so that what is written need not reach a disk.
    """
    with tempfile.TemporaryDirectory(prefix="claimdesk-torture-", dir=memory()) as name:
        homes = {variable: f"{name}/{variable.lower()}" for variable in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")}
        with patch.dict(os.environ, {**homes, "HOME": name, "XDG_DATA_HOME": f"{name}/data"}):
            yield Path(name)


@contextmanager
def data_in(folder: Path) -> Iterator[None]:
    """Backups, and what is remembered of devices, are in `folder` meanwhile."""
    with patch.dict(os.environ, {"XDG_DATA_HOME": str(folder)}):
        yield
