from __future__ import annotations

from pathlib import Path

from torture.campaign import Tally
from torture.records import Portion, Records


def _portion(number: int, *, kills: int) -> Portion:
    tally = Tally()
    tally.count("kills", kills)
    return Portion(number, 25, 1.5, tally)


def test_a_portion_that_two_processes_made_counts_once(tmp_path: Path) -> None:
    records = Records(tmp_path, "kill", 0)
    for number in (0, 1, 1, 0):
        records.keep(_portion(number, kills=25))
    assert [(portion.number, portion.tally.values()) for portion in records.read()] == [
        (0, _portion(0, kills=25).tally.values()),
        (1, _portion(1, kills=25).tally.values()),
    ]


def test_a_line_that_was_cut_off_is_run_again(tmp_path: Path) -> None:
    records = Records(tmp_path, "kill", 0)
    for number in (0, 1):
        records.keep(_portion(number, kills=25))
    (file,) = tmp_path.iterdir()
    file.write_text(file.read_text(encoding="utf-8")[:-4], encoding="utf-8")
    assert [portion.number for portion in records.read()] == [0]
