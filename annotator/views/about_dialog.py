"""What this program is, its version, and whose work it stands on."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

import annotator
from annotator.views.plain import plain_label

_PARTS = (
    "PySide6-Essentials",
    "sqlite-utils",
    "pydantic",
    "click",
    "platformdirs",
    "nupunkt",
    "sentencex",
    "charset-normalizer",
)


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About Claimdesk"))
        title = plain_label(self.tr("Claimdesk {0}").format(annotator.__version__))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        title.setFont(font)
        purpose = plain_label(
            self.tr("Mark what news articles state as confirmed, disputed or unverified. MIT licence.")
        )
        private = plain_label(
            self.tr("Nothing leaves this computer: the program has no way to send anything.")
        )
        heading = plain_label(self.tr("Made with"))
        parts = QPlainTextEdit("\n".join(_parts()))
        parts.setReadOnly(True)
        parts.setTabChangesFocus(True)
        parts.setAccessibleName(self.tr("Programs that this one is made with, and their licences"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (title, purpose, private, heading, parts, buttons):
            column.addWidget(part)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 56)


def _parts() -> list[str]:
    """One line each: name, version, licence. Parts that are not installed are left out."""
    python = ".".join(map(str, sys.version_info[:3]))
    lines = [f"Python {python} · PSF-2.0", f"Qt {qVersion()} · LGPL-3.0", "SQLite · public domain"]
    for name in _PARTS:
        try:
            about = metadata(name)
        except PackageNotFoundError:
            continue
        licence = next((about[key] for key in ("License-Expression", "License") if key in about), "–")
        lines.append(f"{name} {about['Version']} · {licence.splitlines()[0]}")
    return lines
