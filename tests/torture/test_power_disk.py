"""The disk of the power campaign forgets what nobody waited for, and nothing else."""

from __future__ import annotations

import random
from pathlib import Path

from torture.power_disk import SECTOR, Content, Disk
from torture.power_trace import Replay


def _leftovers(content: Content, cuts: int = 200) -> set[bytes]:
    chance = random.Random(1)
    return {content.after_power_cut(chance, chance.random()) for _ in range(cuts)}


def test_what_was_waited_for_stays_and_the_rest_is_lost_by_sectors() -> None:
    content = Content()
    content.write(0, b"a" * 2 * SECTOR)
    content.wait()
    content.write(0, b"b" * 2 * SECTOR)
    a, b = b"a" * SECTOR, b"b" * SECTOR
    assert _leftovers(content) == {a + a, a + b, b + a, b + b}
    content.wait()
    assert _leftovers(content) == {b + b}


def test_a_sector_is_as_one_of_its_writes_left_it() -> None:
    content = Content()
    content.write(0, b"1234")
    content.write(2, b"ab")
    assert _leftovers(content) == {b"", b"1234", b"12ab"}


def test_a_new_length_may_be_lost() -> None:
    content = Content()
    content.write(0, b"1234")
    content.wait()
    content.cut(0)
    assert _leftovers(content) == {b"1234", b""}


def test_names_are_safe_once_their_folder_was_waited_for() -> None:
    disk, old, new = Disk(), Content(), Content()
    for content, data in ((old, b"old"), (new, b"new")):
        content.write(0, data)
        content.wait()
    disk.name({"/f/a": old})
    disk.wait_for_folder("/f")
    disk.name({"/f/part": new})
    disk.name({"/f/a": new, "/f/part": None})
    chance = random.Random(1)
    assert {disk.after_power_cut(chance)["/f/a"] for _ in range(100)} == {b"old", b"new"}
    disk.wait_for_folder("/f")
    assert disk.after_power_cut(chance) == {"/f/a": b"new"}


def _hex(text: str) -> str:
    return '"' + "".join(f"\\x{byte:02x}" for byte in text.encode()) + '"'


def test_a_trace_is_done_again_on_the_disk(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    lines = [
        f"openat(AT_FDCWD, {_hex('/f/part')}, O_RDWR|O_CREAT|O_EXCL, 0600) = 3",
        f"write(3, {_hex('hello')}, 5) = 5",
        "lseek(3, 1, SEEK_SET) = 1",
        f"write(3, {_hex('u')}, 1) = 1",
        f"pwrite64(3, {_hex('xyz')}, 3, 5) = 2",
        "fsync(3) = 0",
        f"rename({_hex('/f/part')}, {_hex('/f/a')}) = 0",
        f"rename({_hex('/f/gone')}, {_hex('/f/a')}) = -1 ENOENT (No such file or directory)",
        f"openat(AT_FDCWD, {_hex('/f')}, O_RDONLY) = 4",
        "fsync(4) = 0",
        f"openat(AT_FDCWD, {_hex('/elsewhere/b')}, O_RDWR|O_CREAT, 0600) = 5",
        f"write(1, {_hex('done 1' + chr(10))}, 7) = 7",
    ]
    trace.write_text("\n".join(lines) + "\n", "ascii")
    replay = Replay(Path("/f"))
    assert [word for word in replay.run(trace) if word] == ["done 1"]
    assert replay.disk.after_power_cut(random.Random(1)) == {"/f/a": b"hulloxy"}
