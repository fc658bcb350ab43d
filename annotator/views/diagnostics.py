"""What somebody who helps needs to know of an installation. No article text, no names, no paths."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from annotator import __version__
from annotator.desk.workbench import Workbench


def diagnostic_report(bench: Workbench) -> str:
    """A few lines of plain text."""
    screen = QGuiApplication.primaryScreen()
    size = screen.size()
    claims = len(bench.desk.sheet.claims) if bench.desk.sheet else 0
    lines = [
        f"Claimdesk {__version__}",
        f"Python {sys.version.split()[0]}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()}, {QGuiApplication.platformName()}",
        f"Screen {size.width()}x{size.height()} at {screen.devicePixelRatio():g}",
        f"Theme {bench.settings.values.theme}, zoom {bench.settings.values.zoom} %",
        f"Articles {bench.queue.count}, claims here {claims}",
        f"Read only: {'yes' if bench.desk.has_project and bench.desk.project.read_only else 'no'}",
    ]
    return "\n".join(lines)
