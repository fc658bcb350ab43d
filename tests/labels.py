"""Labels of schemes that differ from the one that projects start with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.labels import CONFIRMED, DEFAULT_LABELS, DISPUTED, UNVERIFIED
from annotator.domain.records import Label
from annotator.store.project import Project
from tests.projects import small_project

_SHAPES = ("triangle", "hexagon", "pentagon", "star", "cross", "bar")
_LINES = ("dash_dot", "double", "dot_dash_dot", "dotted", "long_dash", "toothed")
_NAMES = ("Refuted", "Not checkable", "Opinion", "Forecast", "Satire", "Joke & jest")


def _label(digit: int) -> Label:
    name = _NAMES[digit - 4]
    return Label(
        key=name.casefold().replace(" ", "_"),
        name=name,
        glyph=name[0],
        digit=digit,
        token=f"label.{digit}",
        shape=_SHAPES[digit - 4],
        line=_LINES[digit - 4],
        position=digit,
    )


TWO_LABELS = (CONFIRMED, DISPUTED, replace(UNVERIFIED, archived=True))
"""Two that can be given; one claim of the small project has the third, which was put away."""

FIVE_LABELS = (*DEFAULT_LABELS, _label(4), _label(5))
NINE_LABELS = (*FIVE_LABELS, *(_label(digit) for digit in range(6, 10)))


def project_with(folder: Path, labels: tuple[Label, ...], monkeypatch: pytest.MonkeyPatch) -> Project:
    """The small project with these labels, as the store writes them."""
    with monkeypatch.context() as patch:
        patch.setattr("annotator.store.project.DEFAULT_LABELS", labels)
        return small_project(folder)
