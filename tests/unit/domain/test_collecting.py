from __future__ import annotations

import gc

import pytest

from annotator.domain.collecting import SELDOM, collected_seldom


def test_garbage_is_looked_for_less_often_inside_alone_also_where_something_is_raised() -> None:
    usual = gc.get_threshold()
    with pytest.raises(RuntimeError), collected_seldom():
        assert gc.get_threshold() == SELDOM
        raise RuntimeError
    assert gc.get_threshold() == usual
