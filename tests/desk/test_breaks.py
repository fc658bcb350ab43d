from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from annotator.desk.breaks import Breaks
from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from tests.desk.sheets import open_titled


class Worked:
    """Somebody who does something once a minute, by a clock of her own."""

    def __init__(self, after: int = 50) -> None:
        self.now = 0.0
        self.told: list[int] = []
        self.breaks = Breaks(after, clock=lambda: self.now)
        self.breaks.advised.connect(self.told.append)

    def work(self, minutes: int) -> None:
        for _ in range(minutes):
            self.now += 60
            self.breaks.work()

    def pause(self, minutes: int) -> None:
        self.now += minutes * 60


@pytest.fixture
def worked(qtbot: QtBot) -> Worked:
    return Worked()


def test_it_is_said_once_after_fifty_minutes_and_goes_away(worked: Worked) -> None:
    worked.work(49)
    assert worked.told == []
    worked.work(1)
    assert worked.told == [50]
    worked.work(4)
    assert worked.told == [50]
    worked.work(10)
    assert worked.told == [50, 0]


def test_a_break_starts_the_count_anew(worked: Worked) -> None:
    worked.work(40)
    worked.pause(6)
    worked.work(45)
    assert worked.told == []
    worked.work(10)
    assert worked.told == [50]


def test_after_the_break_the_advice_is_gone_at_once(worked: Worked) -> None:
    worked.work(51)
    worked.pause(20)
    worked.work(1)
    assert worked.told == [50, 0]


def test_who_goes_on_hears_of_it_again_after_as_long(worked: Worked) -> None:
    worked.work(100)
    assert worked.told == [50, 0, 100]


def test_it_can_be_switched_off(qtbot: QtBot) -> None:
    worked = Worked(after=0)
    worked.work(300)
    assert worked.told == []


def test_switching_it_off_takes_it_away(worked: Worked) -> None:
    worked.work(50)
    worked.breaks.after = 0
    worked.work(100)
    assert worked.told == [50, 0]


def test_a_clock_that_is_put_back_starts_the_count_anew(worked: Worked) -> None:
    worked.work(40)
    worked.now -= 3600
    worked.work(49)
    assert worked.told == []


def test_moving_and_deciding_are_work_and_the_settings_say_when(
    bench: Workbench, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[int] = []
    bench.breaks.advised.connect(heard.append)
    bench.settings.change(break_after=1)
    now = [1e9]
    monkeypatch.setattr(bench.breaks, "_clock", lambda: now[0])
    open_titled(desk, "The ferry")
    now[0] += 40
    bench.movement.by(1)
    now[0] += 40
    bench.decisions.label(2)
    assert heard == [1]
