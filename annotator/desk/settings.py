"""What a person set, kept as validated JSON in her settings folder and applied at once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from PySide6.QtCore import QObject, Signal

from annotator import places
from annotator.domain.errors import Unavailable
from annotator.store.writing import replacing

_LARGEST: Final = 256 << 10


class RecentProject(BaseModel):
    """A project that was open: where it is, and what the start page says of it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    path: str
    title: str = ""
    articles: int = 0
    finished: int = 0
    opened_at: str = ""


class WindowPlace(BaseModel):
    """Size of the window and of its panes, in pixels; hidden panes by name."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    width: int = Field(default=1280, ge=320, le=20000)
    height: int = Field(default=800, ge=240, le=20000)
    maximised: bool = False
    panes: tuple[int, ...] = ()
    hidden: tuple[str, ...] = ()


class Values(BaseModel):
    """Every setting with its range and what it is until somebody changes it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    theme: Literal["system", "light", "dark", "high_contrast_light", "high_contrast_dark"] = "system"
    zoom: int = Field(default=100, ge=50, le=300)
    text_family: str = Field(default="", max_length=200)
    text_size: int = Field(default=13, ge=6, le=48)
    after_label: Literal["next_undecided", "next", "stay"] = "next_undecided"
    boilerplate: Literal["grey", "folded", "text"] = "grey"
    single_keys: bool = True
    keys: dict[str, list[str]] = Field(default_factory=dict)
    annotator: str = Field(default="", max_length=100)
    recent: tuple[RecentProject, ...] = ()
    window: WindowPlace = WindowPlace()
    export: dict[str, object] = Field(default_factory=dict)
    palette_history: tuple[str, ...] = ()


class Settings(QObject):
    """`changed` carries the names of the settings that are different now."""

    changed = Signal(object)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path or places.settings_folder() / "settings.json"
        self.trouble = ""
        self._values = self._read()

    @property
    def values(self) -> Values:
        return self._values

    def change(self, **values: object) -> None:
        """Set some settings, keep them, and tell everybody. Raises ValueError for what is out of range.

        Where the folder can't be written to, the change holds until the window closes.
        """
        after = Values.model_validate(self._values.model_dump() | values)
        names = frozenset(name for name in values if getattr(after, name) != getattr(self._values, name))
        if not names:
            return
        self._values = after
        with suppress(Unavailable), replacing(self._path) as file:
            file.write(after.model_dump_json(indent=2, exclude_defaults=True).encode())
        self.changed.emit(names)

    def remember_project(self, project: RecentProject) -> None:
        """Put a project first among the recent ones, of which ten are kept."""
        others = [recent for recent in self._values.recent if recent.path != project.path]
        self.change(recent=[item.model_dump() for item in (project, *others[:9])])

    def forget_project(self, path: str) -> None:
        """Take a project off the recent ones."""
        self.change(recent=[item.model_dump() for item in self._values.recent if item.path != path])

    def _read(self) -> Values:
        try:
            if self._path.stat().st_size > _LARGEST:
                raise ValueError("too large")
            return Values.model_validate_json(self._path.read_bytes())
        except FileNotFoundError:
            return Values()
        except (OSError, ValueError, ValidationError):
            with suppress(OSError):
                self._path.replace(self._path.with_suffix(".bad"))
            self.trouble = (
                "Your settings could not be read, so everything is as in a new installation. "
                f"Projects are not affected. The old settings are kept as {self._path.stem}.bad."
            )
            return Values()
