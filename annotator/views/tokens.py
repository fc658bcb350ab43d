"""The colours of the themes, by what they are for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from PySide6.QtGui import QColor

from annotator.resources import resource


class ThemeName(StrEnum):
    """A set of colours."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST_LIGHT = "high_contrast_light"
    HIGH_CONTRAST_DARK = "high_contrast_dark"

    @property
    def is_dark(self) -> bool:
        return self in (ThemeName.DARK, ThemeName.HIGH_CONTRAST_DARK)


@cache
def colours(name: ThemeName) -> Mapping[str, QColor]:
    """The colours of a theme by token, such as "text.primary"."""
    themes = json.loads(resource("palette.json").read_text(encoding="utf-8"))["themes"]
    return MappingProxyType({token: QColor(value) for token, value in themes[name].items()})
