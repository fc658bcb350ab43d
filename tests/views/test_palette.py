"""Every pair of colours that meets on the screen can be told apart, by the formula of WCAG 2.2."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor

import annotator
from annotator.resources import resource
from annotator.views.tokens import ThemeName, colours

PALETTE: dict[str, Any] = json.loads(resource("palette.json").read_text(encoding="utf-8"))
PAIRS = [(theme, pair) for theme in ThemeName for pair in PALETTE["pairs"]]


def _luminance(colour: QColor) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    channels = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio from 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_gives_the_known_extremes() -> None:
    black, white, grey = QColor("black"), QColor("white"), QColor(119, 119, 119)
    assert _contrast(black, white) == pytest.approx(21)
    assert _contrast(white, white) == pytest.approx(1)
    assert _contrast(grey, white) == pytest.approx(4.48, abs=0.005)


def test_there_are_520_pairs() -> None:
    assert len(PAIRS) == 520


@pytest.mark.parametrize(("theme", "pair"), PAIRS)
def test_a_pair_has_its_least_contrast(theme: ThemeName, pair: dict[str, Any]) -> None:
    tokens = colours(theme)
    assert _contrast(tokens[pair["ink"]], tokens[pair["ground"]]) >= pair["minimum"]


def test_all_themes_have_the_same_tokens_and_valid_colours() -> None:
    first = set(colours(ThemeName.LIGHT))
    for theme in ThemeName:
        assert set(colours(theme)) == first
        assert all(colour.isValid() for colour in colours(theme).values())


def test_body_text_and_labels_keep_the_strictest_minimum_of_their_kind() -> None:
    minimums = {(pair["ink"], pair["ground"]): pair["minimum"] for pair in PALETTE["pairs"]}
    assert minimums["text.primary", "bg.article"] == 7
    assert minimums["text.disabled", "bg.window"] == 4.5
    assert minimums["focus.ring", "bg.panel"] == 3
    assert min(minimums.values()) == 3


def test_no_colour_is_written_outside_of_the_palette() -> None:
    literal = re.compile(r"""["']#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})["']|#[0-9a-fA-F]{6}\b""")
    package = Path(annotator.__file__).parent
    sources = [path for path in package.rglob("*.py") if "_resources" not in path.parts]
    assert len(sources) > 10
    found = [
        (path.name, hit.group()) for path in sources for hit in literal.finditer(path.read_text("utf-8"))
    ]
    assert found == []
