"""A full check in a process of its own: it reads everything, and neither a window nor a decision waits."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from dataclasses import astuple
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from annotator.domain.errors import ClaimdeskError
from annotator.domain.work import UNWATCHED
from annotator.exchange.own_process import OwnProcess
from annotator.store.checking import check
from annotator.store.project import open_project
from annotator.store.troubles import Finding

_NICENESS: Final = 15
_END: Final = b""


class CheckingProcess:
    """Checks the file at `path`, to which nobody else writes, such as a backup, from now on."""

    def __init__(self, path: Path) -> None:
        self._process = OwnProcess(_serve, str(path), name="claimdesk-check", niceness=_NICENESS)
        self.findings: list[Finding] = []
        self.is_finished = False

    def look(self) -> bool:
        """Take over what was found until now; returns whether the process goes on.

        `is_finished` says afterwards whether everything was looked at, and that it did not die before.
        """
        try:
            while self._process.answers.poll():
                said = self._process.answers.recv_bytes()
                if said == _END:
                    self.is_finished = True
                    return False
                where, what = json.loads(said)
                self.findings.append(Finding(where, what))
        except (EOFError, OSError):
            return False
        return True

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.close()


def _serve(_questions: Connection, answers: Connection, path: str) -> None:
    with suppress(OSError):
        try:
            # A backup from before an upgrade is of an older version, and is read as one.
            with closing(open_project(Path(path), read_only=True)) as project:
                for finding in check(project, UNWATCHED):
                    answers.send_bytes(json.dumps(astuple(finding)).encode())
        except ClaimdeskError as error:
            answers.send_bytes(json.dumps(("file", str(error))).encode())
        answers.send_bytes(_END)
