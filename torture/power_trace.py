"""What a process did to the files below one folder, call by call, as `strace` saw it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from torture.campaign import NotPossible
from torture.power_disk import Content, Disk

_CALLS = (
    "open,openat,creat,close,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,sendfile,"
    "copy_file_range,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat"
)
_NOT_MODELLED = frozenset(
    {"creat", "writev", "pwritev", "truncate", "fallocate", "sendfile", "copy_file_range"}
)
_LINE = re.compile(r"(\w+)\((.*)\)\s+= (-?\d+)")
_STANDARD_OUTPUT = "1"
"""Reads are left out: whoever writes to a file after reading in it seeks in between, as Python does."""


def traced(command: Sequence[str], trace: Path, *, folder: Path, environment: dict[str, str]) -> None:
    """Run a command, whose calls are written to `trace`. Raises NotPossible where that can't be done here."""
    strace = shutil.which("strace")
    if strace is None:
        raise NotPossible("strace is not installed (apt-get install strace), and it records what is written")
    watched = [strace, "-xx", "-s", "4000000", "-e", f"trace={_CALLS}", "-o", str(trace), *command]
    ended = subprocess.run(watched, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if "ptrace" in ended.stderr:
        raise NotPossible(f"strace may not watch a process here: {ended.stderr[-200:]}")
    if ended.returncode:
        raise RuntimeError(ended.stderr[-2000:])


class Replay:
    """Does to a disk what was traced, and tells after each call whether anything was said."""

    def __init__(self, folder: Path) -> None:
        self.disk = Disk()
        self._folder = f"{folder}/"
        self._opened: dict[str, Content | str] = {}
        self._places: dict[str, int] = {}
        self._appending: set[str] = set()
        self._doing: dict[str, Callable[[list[str], int], None]] = {
            "open": self._open,
            "openat": lambda values, found: self._open(values[1:], found),
            "close": self._close,
            "lseek": self._seek,
            "write": self._write,
            "pwrite64": self._write_at,
            "ftruncate": lambda values, _: self._content(values[0], lambda c: c.cut(int(values[1]))),
            "fsync": self._sync,
            "fdatasync": self._sync,
            "rename": lambda values, _: self._rename(values[0], values[1]),
            "renameat": lambda values, _: self._rename(values[1], values[3]),
            "renameat2": lambda values, _: self._rename(values[1], values[3]),
            "link": lambda values, _: self._link(values[0], values[1]),
            "linkat": lambda values, _: self._link(values[1], values[3]),
            "unlink": lambda values, _: self._unlink(values[0]),
            "unlinkat": lambda values, _: self._unlink(values[1]),
        }

    def run(self, trace: Path) -> Iterator[str]:
        """After each call that concerns the folder "", after each word of the process that word."""
        with trace.open(encoding="ascii", errors="replace") as lines:
            for line in lines:
                found = _LINE.match(line)
                if found is None or int(found[3]) < 0:
                    continue
                call, values, result = found[1], found[2].split(", "), int(found[3])
                if call == "write" and values[0] == _STANDARD_OUTPUT:
                    yield from _text(values[1]).split("\n")
                    continue
                if call in _NOT_MODELLED and self._folder in _text(found[2]):
                    raise RuntimeError(f"{call} is not modelled")
                self._doing.get(call, _nothing)(values, result)
                if call not in ("close", "lseek"):
                    yield ""

    def _open(self, values: list[str], number: int) -> None:
        path, flags, descriptor = _text(values[0]), values[1], str(number)
        if not path.startswith(self._folder) and f"{path}/" != self._folder:
            self._opened.pop(descriptor, None)
            return
        content = self.disk.seen.get(path)
        if content is None and "O_CREAT" in flags:
            content = Content()
            self.disk.name({path: content})
        elif content is not None and "O_TRUNC" in flags:
            content.cut(0)
        # What is opened and is no file is a folder.
        self._opened[descriptor] = path if content is None else content
        self._places[descriptor] = 0
        (self._appending.add if "O_APPEND" in flags else self._appending.discard)(descriptor)

    def _close(self, values: list[str], _: int) -> None:
        self._opened.pop(values[0], None)

    def _seek(self, values: list[str], place: int) -> None:
        self._places[values[0]] = place

    def _write(self, values: list[str], count: int) -> None:
        content = self._opened.get(values[0])
        if isinstance(content, Content):
            start = len(content.seen) if values[0] in self._appending else self._places[values[0]]
            content.write(start, _bytes(values[1])[:count])
            self._places[values[0]] = start + count

    def _write_at(self, values: list[str], count: int) -> None:
        self._content(values[0], lambda content: content.write(int(values[3]), _bytes(values[1])[:count]))

    def _sync(self, values: list[str], _: int) -> None:
        opened = self._opened.get(values[0])
        if isinstance(opened, Content):
            opened.wait()
        elif opened is not None:
            self.disk.wait_for_folder(opened)

    def _content(self, descriptor: str, act: Callable[[Content], None]) -> None:
        content = self._opened.get(descriptor)
        if isinstance(content, Content):
            act(content)

    def _rename(self, old: str, new: str) -> None:
        content = self.disk.seen.get(_text(old))
        if content is not None:
            self.disk.name({_text(new): content, _text(old): None})

    def _link(self, old: str, new: str) -> None:
        content = self.disk.seen.get(_text(old))
        if content is not None:
            self.disk.name({_text(new): content})

    def _unlink(self, path: str) -> None:
        if _text(path) in self.disk.seen:
            self.disk.name({_text(path): None})


def _nothing(_values: list[str], _result: int) -> None:
    """A call that does nothing to what lies on the disk."""


def _bytes(value: str) -> bytes:
    return bytes.fromhex(value.strip('"').replace("\\x", ""))


def _text(value: str) -> str:
    return _bytes(value).decode("utf-8", "surrogateescape") if value.startswith('"') else value
