"""The command `claimdesk`, also as `python -m annotator`: the window at once, or the command line."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Final

from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.store.file_identity import SUFFIX

_INTERRUPTED: Final = 130


def main() -> int:
    """Do what the arguments of the process say, and return the exit code."""
    try:
        return _done()
    except KeyboardInterrupt:
        # While what does the work was loaded, which takes a moment.
        sys.stderr.write(f"claimdesk: {Cancelled()}\n")
        return _INTERRUPTED


def _done() -> int:
    """The exit code.

    Nothing, or the name of a project file, opens the window without what reads other arguments: that takes
    as long to load as the rest of the window's own modules.
    """
    arguments = sys.argv[1:]
    if not arguments:
        return _open_window(None)
    if len(arguments) == 1 and arguments[0].endswith(SUFFIX) and os.path.isfile(arguments[0]):
        return _open_window(Path(arguments[0]))
    from annotator.cli import main as command_line

    return command_line()


def _open_window(project: Path | None) -> int:
    # Nothing that loading makes is garbage; `open_window` lets the collector look again.
    gc.disable()
    from annotator.qt_loading import load_qt

    load_qt()
    from annotator.app import open_window

    try:
        return open_window(project)
    except ClaimdeskError as error:
        sys.stderr.write(f"claimdesk: {error}\n")
        return 1


# The process that reads files imports this module once more, and must not start a window of its own.
if __name__ == "__main__":
    sys.exit(main())
