from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotator.store.swapping import swapped

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux is asked to swap names")


def test_two_folders_take_each_others_names(tmp_path: Path) -> None:
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    assert swapped(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old" / "file").read_text() == "new"
    assert (tmp_path / "new" / "file").read_text() == "old"


def test_what_can_not_be_swapped_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    assert not swapped(tmp_path / "missing", tmp_path / "old")
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
