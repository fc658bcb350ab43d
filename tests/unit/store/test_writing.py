from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from annotator.domain.errors import Unavailable
from annotator.store.writing import part_name, part_of, place_new, replacing


def test_a_file_is_replaced_whole_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"old")
    with replacing(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["export.jsonl"]


def test_a_block_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as file:
        file.write(bytes(1 // len(b"")))
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["export.jsonl"]


def test_s04_a_full_disk_is_told_and_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "export.jsonl"
    path.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    told = r"export\.jsonl was not written: no space left.*there before is unchanged\. Free some space"
    with pytest.raises(Unavailable, match=told), replacing(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["export.jsonl"]


def test_a_place_that_may_not_be_written_to_calls_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(descriptor: int) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "fsync", forbidden)
    told = r"permission denied\. No file was made\. Choose a folder that you may write to, then try again\.$"
    with pytest.raises(Unavailable, match=told), replacing(tmp_path / "export.jsonl") as file:
        file.write(b"new")


def test_a_file_whose_folder_can_not_be_synced_is_there_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def files_only(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", files_only)
    with replacing(tmp_path / "export.jsonl") as file:
        file.write(b"new")
    assert (tmp_path / "export.jsonl").read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["export.jsonl"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="No file was made"), replacing(tmp_path / "gone" / "x") as file:
        file.write(b"new")


def test_a_long_name_has_a_part_beside_it(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)
    with replacing(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


def test_a_finished_part_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with part_of(path) as part:
        part.write_bytes(b"new")
        with pytest.raises(FileExistsError):
            place_new(part, path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a"]


def test_a_disk_that_knows_no_second_names_gets_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", unknown)
    path = tmp_path / "a"
    for _ in range(2):
        with part_of(path) as part:
            part.write_bytes(b"new")
            if path.exists():
                with pytest.raises(FileExistsError):
                    place_new(part, path)
            else:
                place_new(part, path)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["a"]


def test_g12_a_part_that_a_crash_left_is_removed_after_a_day_and_nothing_else_is(tmp_path: Path) -> None:
    old, young = part_name(tmp_path / "export.jsonl"), part_name(tmp_path / "export.jsonl")
    mine = tmp_path / ".notes.part"
    for path in (old, young, mine):
        path.write_bytes(b"half")
    for path in (old, mine):
        os.utime(path, (1, 1))
    with replacing(tmp_path / "other.json") as file:
        file.write(b"whole")
    assert sorted(os.listdir(tmp_path)) == sorted([young.name, mine.name, "other.json"])
