"""What there is at a path, and what is said where nobody may look."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from annotator.domain.errors import Refused, Unavailable
from annotator.store.path_kinds import PathKind, files_below, kind_of, way_in
from annotator.store.project import create_project


def test_what_a_path_leads_to_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.touch()
    (tmp_path / "link").symlink_to(file)
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    assert kind_of(file) is kind_of(tmp_path / "link") is PathKind.FILE
    assert kind_of(tmp_path) is PathKind.FOLDER
    assert kind_of(Path(os.devnull)) is PathKind.OTHER
    for nothing in ("none", "nowhere", "a/below", "a\0b"):
        assert kind_of(tmp_path / nothing) is PathKind.NOTHING


def test_a_place_that_nobody_may_look_into_is_neither_there_nor_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> os.stat_result:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "stat", refuse)
    with pytest.raises(Unavailable) as caught:
        kind_of(tmp_path / "closed")
    assert str(caught.value) == (
        f"“{tmp_path / 'closed'}” can't be looked at: permission denied. Nothing was changed. "
        "Change the permissions of the file or its folder, or choose another."
    )


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.EACCES, "permissions"),
        (errno.ENAMETOOLONG, "shorter name"),
        (errno.ENOSPC, "Free some space"),
        (errno.ENOENT, "Look for the file"),
        (errno.EIO, "another disk"),
    ],
)
def test_the_advice_fits_what_the_system_said(code: int, advice: str) -> None:
    assert advice in way_in(OSError(code, os.strerror(code)))


def test_a_folder_that_nobody_may_list_is_not_taken_for_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert files_below(tmp_path) == [tmp_path / "a" / "file", tmp_path / "link"]

    def refuse(path: str) -> object:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(Unavailable, match="permission denied"):
        files_below(tmp_path)


@pytest.mark.parametrize("name", ["a\nb", "tab\there", "\x1b[31mred", "bell\x07", "delete\x7f"])
def test_a_project_has_no_name_that_a_list_would_show_as_another(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="control characters"):
        create_project(tmp_path / name)
    assert not list(tmp_path.iterdir())
