"""What a person set, kept as JSON in her settings folder and applied at once."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from annotator import places
from annotator.desk.setting_values import RecentProject, Values, checked, plain, values_from
from annotator.domain.errors import Unavailable
from annotator.store.writing import reason, replacing

_LARGEST: Final = 256 << 10


class Settings(QObject):
    """`changed` carries the names of the settings that are different now.

    `not_kept` says in a person's words that a change holds only until the window closes, once for each time
    that something comes in its way.
    """

    changed = Signal(object)
    not_kept = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path or places.settings_folder() / "settings.json"
        self.trouble = ""
        self._is_known, self._can_keep = True, True
        self._values = self._read()

    @property
    def values(self) -> Values:
        return self._values

    def change(self, **values: object) -> None:
        """Set some settings, keep them, and tell everybody. Raises ValueError for what is out of range.

        Where the folder can't be written to, the change holds until the window closes.
        """
        wanted: dict[str, Any] = {name: checked(name, value) for name, value in values.items()}
        after = replace(self._values, **wanted)
        names = frozenset(name for name in values if getattr(after, name) != getattr(self._values, name))
        if not names:
            return
        self._values = after
        self._keep()
        self.changed.emit(names)

    def remember_project(self, project: RecentProject) -> None:
        """Put a project first among the recent ones, of which ten are kept."""
        others = [recent for recent in self._values.recent if recent.path != project.path]
        self.change(recent=(project, *others[:9]))

    def forget_project(self, path: str) -> None:
        """Take a project off the recent ones."""
        self.change(recent=[recent for recent in self._values.recent if recent.path != path])

    def _keep(self) -> None:
        if not self._is_known:
            # What could not be read may be whole, and is more than what we know.
            return
        could_keep, self._can_keep = self._can_keep, True
        try:
            with replacing(self._path) as file:
                file.write(json.dumps(plain(self._values), ensure_ascii=False, indent=2).encode())
        except Unavailable as error:
            self._can_keep = False
            if could_keep:
                self.not_kept.emit(
                    self.tr("Your settings hold until the window closes, but could not be kept. %1").replace(
                        "%1", str(error)
                    )
                )

    def _read(self) -> Values:
        try:
            if self._path.stat().st_size > _LARGEST:
                raise ValueError("too large")
            return values_from(json.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return Values()
        except OSError as error:
            self._is_known = False
            self.trouble = (
                f"Your settings could not be read: {reason(error)}. Nothing was changed, and projects are "
                "not affected. What you set now holds until the window closes; start again to use the others."
            )
            return Values()
        except (ValueError, RecursionError):
            with suppress(OSError):
                self._path.replace(self._path.with_suffix(".bad"))
            self.trouble = (
                "Your settings could not be read, so everything is as in a new installation. "
                f"Projects are not affected. The old settings are kept as {self._path.stem}.bad."
            )
            return Values()
