"""The folders that Claimdesk keeps for the person using it, apart from her projects."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def _private(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def settings_folder() -> Path:
    return _private(Path(platformdirs.user_config_dir("claimdesk", appauthor=False)))


def data_folder() -> Path:
    """Backups, the sample project and this device's name."""
    return _private(Path(platformdirs.user_data_dir("claimdesk", appauthor=False)))


def log_folder() -> Path:
    return _private(Path(platformdirs.user_log_dir("claimdesk", appauthor=False)))


def state_folder() -> Path:
    """What holds only while a window is open."""
    return _private(Path(platformdirs.user_state_dir("claimdesk", appauthor=False)))
