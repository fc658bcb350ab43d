from __future__ import annotations

from pathlib import Path

import pytest

from annotator.store.conflicted_copies import conflicted_copies

_PROJECT = "News 2026.claimdesk"


@pytest.mark.parametrize(
    "name",
    [
        "News 2026 (conflicted copy 2026-11-23 101112).claimdesk",
        "News 2026 (Anna's conflicted copy 2026-11-23).claimdesk",
        "News 2026 (In Konflikt stehende Kopie von ANNA 2026-11-23).claimdesk",
        "News 2026 (Copie en conflit de ANNA 2026-11-23).claimdesk",
        "News 2026.sync-conflict-20261123-101112-ABCDEFG.claimdesk",
        "News 2026_conflict-20261123-101112.claimdesk",
        "News 2026 (SFConflict anna@example.org 2026-11-23-10-11-12).claimdesk",
        "News 2026 [conflicted].claimdesk",
    ],
)
def test_s13_copies_are_known_by_the_names_that_programs_give_them(tmp_path: Path, name: str) -> None:
    for each in (_PROJECT, name):
        (tmp_path / each).touch()
    assert conflicted_copies(tmp_path / _PROJECT) == [tmp_path / name]


@pytest.mark.parametrize(
    "name",
    [
        "News 2026 conflicted.txt",
        "News 2027 (conflicted copy).claimdesk",
        "News 2026 (1).claimdesk",
        "Conflicts of News 2026.claimdesk",
        "News 2026s of conflict.claimdesk",
    ],
)
def test_s13_other_files_are_no_copies(tmp_path: Path, name: str) -> None:
    for each in (_PROJECT, name):
        (tmp_path / each).touch()
    (tmp_path / "News 2026 (conflicted copy).claimdesk").mkdir()
    assert conflicted_copies(tmp_path / _PROJECT) == []


def test_s13_a_folder_that_can_not_be_read_holds_none(tmp_path: Path) -> None:
    assert conflicted_copies(tmp_path / "gone" / _PROJECT) == []
