"""Showing names where letters stood, in whichever window."""

from __future__ import annotations

from annotator.desk.desk import Desk
from annotator.store.revealing import note_reveal


def remember_reveal(desk: Desk) -> None:
    """Let the project remember that names are shown to who sits at the desk. Raises Unavailable."""
    if desk.has_annotator and not desk.project.read_only:
        note_reveal(desk.project, desk.annotator.id)
