"""A whole article by keyboard: every sentence, parts of sentences, and what stands in the file afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e import plans
from tests.e2e.application import Application, claimdesk
from tests.e2e.desktop import Desktop
from tests.e2e.recorded import Recorded

pytestmark = pytest.mark.window

BEST = 67
"""Key presses, held keys counted, in which a whole article of 25 sentences is to be done at most."""


def test_a_real_article_takes_few_keys_and_no_mouse(
    desktop: Desktop, tmp_path: Path, repository: Path, shared: Path
) -> None:
    article = shared / "seeds" / "000_a5d006a6654c8ef0.txt"
    if not article.is_file():
        pytest.skip(f"no article at {article}")
    path = _project(tmp_path, article, repository / "seeds" / "articles" / "03-bridge-closure.txt")
    presses = _label(desktop, tmp_path, path, "Afghan fightback", plans.SEED)
    assert presses <= BEST, presses


def test_our_own_article_takes_few_keys_and_no_mouse(
    desktop: Desktop, tmp_path: Path, repository: Path
) -> None:
    seeds = repository / "seeds" / "articles"
    path = _project(tmp_path, seeds / "01-harbour-fire.txt", seeds / "03-bridge-closure.txt")
    presses = _label(desktop, tmp_path, path, "Harbour blaze", plans.HARBOUR)
    assert presses <= BEST, presses


def _project(folder: Path, first: Path, second: Path) -> Path:
    """Two articles in this order."""
    path = folder / "news.claimdesk"
    claimdesk("new", path)
    for article in (first, second):
        claimdesk("import", path, article)
    return path


def _label(desktop: Desktop, folder: Path, path: Path, title: str, deals: Sequence[plans.Deal]) -> int:
    """Label the first article and go on to the next; the answer is the number of presses."""
    recorded = Recorded(path)
    sentences = recorded.asked(title)
    with Application(desktop, folder, path) as window:
        window.sit_down()
        window.wait_for(title)
        window.presses = 0
        window.press(*plans.keys(deals), "ctrl+Return")
        presses = window.presses
        window.wait_for("Skarn Gorge")
        window.quit()
    assert recorded.marks(title) == plans.expected_marks(deals, sentences)
    assert recorded.without_claim(title) == plans.expected_without_claim(deals, sentences)
    assert recorded.undecided(title) == 0
    assert recorded.is_finished(title)
    assert desktop.is_pointer_parked
    return presses
