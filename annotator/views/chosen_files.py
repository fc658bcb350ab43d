"""The files that are chosen in a dialog for several, as they are named in its field."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QLineEdit

_QUOTED: Final = re.compile('"([^"]+)"')


def chosen_files(dialog: QFileDialog, told: Iterable[str]) -> list[Path]:
    """Those that are named in the field of `dialog` where it shows one, else those that it told of.

    Qt's own dialog tells of the rows that are lit in its list. It lights them while somebody types, and has
    been seen to leave out the first of several paths that stood in the field.
    """
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    names = _QUOTED.findall(field.text()) if field is not None else []
    paths = [Path(dialog.directory().absolutePath(), name) for name in names]
    return paths if paths and all(map(os.path.isfile, paths)) else [Path(path) for path in told]
