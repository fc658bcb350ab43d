from __future__ import annotations

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from tests.desk.sheets import lit, open_titled


def test_a_jump_is_taken_back_and_taken_again(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_unit(2)
    bench.trail.back()
    assert lit(desk) == "The bridge is closed 🚧."
    bench.trail.forward()
    assert lit(desk) == "Nobody was hurt."


def test_walking_from_sentence_to_sentence_leaves_no_trail(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.by(1)
    with pytest.raises(Refused, match="not been anywhere"):
        bench.trail.back()


def test_the_trail_leads_over_articles(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.by(1)
    open_titled(desk, "The ferry")
    bench.trail.back()
    assert lit(desk) == "The mayor says it is safe."
    bench.trail.forward()
    assert lit(desk) == "The ferry sank in 1999."
    with pytest.raises(Refused, match="nothing to go forward to"):
        bench.trail.forward()


def test_a_new_jump_forgets_what_was_ahead(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_unit(2)
    bench.trail.back()
    bench.movement.to_unit(2)
    with pytest.raises(Refused):
        bench.trail.forward()
