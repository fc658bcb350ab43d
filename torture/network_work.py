"""What people do with the product, in one process: import, annotate, export, packs, merge, copies, repair."""

from __future__ import annotations

import random
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from annotator.cli import main as claimdesk
from annotator.exchange.formats import writer_named

_DECISIONS: Final = 20


def work(folder: Path, format_names: Sequence[str]) -> None:
    """Go through everything that opens files. The codes say refused for what is hostile, which is right."""
    project, out = str(folder / "news.claimdesk"), folder / "out"
    _do("new", project)
    _do("import", project, str(folder / "articles"), "--annotator", "Anna")
    for path in sorted((folder / "annotations").iterdir()):
        format_name = path.name.split("~")[1]
        _do("import", project, str(path), "--format", format_name, "--annotator", "Ben")
    _annotate(Path(project))
    for arguments in _datasets(project, out, format_names):
        _do(*arguments)
    _do("pack", project, "--annotator", "Anna", "--kind", "work", "--out", str(out / "anna.annpack"))
    _do("merge", project, str(out / "anna.annpack"))
    _do("agreement", project)
    _do("check", project)
    _do("backup", project, str(out / "copy.claimdesk"))
    _do("repair", project, "--out", str(out / "whole.claimdesk"))


def _do(*arguments: str) -> None:
    print(arguments[0], claimdesk(arguments))


def _annotate(project: Path) -> None:
    """Somebody at the real window, by its keys."""
    from torture.annotating import Annotating
    from torture.window_driver import drive

    decided: list[object] = []
    anna = Annotating(random.Random(4))
    drive(
        project,
        4,
        lambda step, _took: decided.append(step),
        seat=anna,
        until=lambda: len(decided) >= _DECISIONS,
    )


def _datasets(project: str, out: Path, format_names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for name in format_names:
        path = out / f"data-{name}{writer_named(name).suffix or '.zip'}"
        yield "export", project, "--format", name, "--all", "--out", str(path)


def do_on_purpose() -> None:
    """A stranger's file and a socket that goes nowhere: whoever listens has to hear both."""
    with suppress(OSError):
        Path("/etc/hostname").read_bytes()
    with suppress(OSError):
        socket.socket(socket.AF_INET).close()


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2:])
    do_on_purpose()
