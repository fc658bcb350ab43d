from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from annotator.domain.collecting import SELDOM, collected_seldom


@pytest.fixture(autouse=True)
def nothing_is_frozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_garbage_is_looked_for_less_often_inside_alone() -> None:
    usual = gc.get_threshold()
    with collected_seldom():
        assert gc.get_threshold() == SELDOM
        assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0


def test_it_is_as_usual_again_after_an_error() -> None:
    usual = gc.get_threshold()
    with pytest.raises(RuntimeError), collected_seldom():
        raise RuntimeError
    assert gc.get_threshold() == usual


def test_what_a_window_was_made_of_stays_left_alone() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    with collected_seldom():
        pass
    assert gc.get_freeze_count() == before
