"""Where Claimdesk's own data files lie: in the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _room(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout


def resource(*parts: str) -> Path:
    """The path of a file or folder under `resources/`."""
    return _room("_resources", "resources").joinpath(*parts)


def seed(*parts: str) -> Path:
    """The path of a file or folder under `seeds/`, the sample articles."""
    return _room("_seeds", "seeds").joinpath(*parts)


def guide() -> Path:
    """The path of the user guide, in Markdown."""
    return _room("_guide", "docs").joinpath("guide.md")
