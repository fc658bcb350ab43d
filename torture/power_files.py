"""Settings, exports and backups: files that are replaced whole, also where the power is cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from torture.power_disk import Content, Disk
from torture.power_work import EXPORT, SETTINGS


class Kept:
    """Which contents each of these files ever had, and which it had when something was said last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._named = 0
        self._ever: dict[str, list[Content]] = defaultdict(list)
        self._acknowledged: dict[str, Content] = {}
        self._watched: dict[str, bool] = {}

    def notice(self, disk: Disk) -> None:
        """Remember what was placed since the last call."""
        if disk.named == self._named:
            return
        self._named = disk.named
        for name, content in disk.seen.items():
            if self._is_watched(name) and content not in self._ever[name]:
                self._ever[name].append(content)

    def acknowledge(self, disk: Disk) -> None:
        """What is there now may not be lost any more."""
        self.notice(disk)
        self._acknowledged = {name: held for name, held in disk.seen.items() if self._is_watched(name)}

    def faults(self, files: dict[str, bytes]) -> Iterator[str]:
        """What is wrong with the files that a power cut left."""
        for name, content in self._acknowledged.items():
            newer = self._ever[name][self._ever[name].index(content) :]
            if name not in files:
                yield f"{Path(name).name} is lost"
            elif files[name] not in [each.seen for each in newer]:
                yield f"{Path(name).name} is neither as it was nor as it was to be"
        for name, found in files.items():
            if self._is_watched(name) and found not in [each.seen for each in self._ever[name]]:
                yield f"{Path(name).name} is torn"

    def _is_watched(self, name: str) -> bool:
        if name not in self._watched:
            self._watched[name] = self._is_kept(Path(name).relative_to(self._folder))
        return self._watched[name]

    def _is_kept(self, path: Path) -> bool:
        """Whether a person may expect the file to be there: not the parts of files, locks and the like."""
        is_ours = path.name == SETTINGS or path.name.startswith(EXPORT) or "backups" in path.parts
        return is_ours and not path.name.startswith(".") and not path.name.endswith(("-journal", ".lock"))
