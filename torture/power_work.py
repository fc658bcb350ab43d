"""Work at a desk without a window, telling what the project says after each thing that was done.

python -m torture.power_work FOLDER SEED ACTS SYNCHRONOUS
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from annotator.desk.intake import Intake
from annotator.desk.session import Session
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.exchange.choices import ExportChoices
from annotator.store.project import Project
from tests.at_once import AtOnce
from tests.projects import small_project
from torture.projects import told

PROJECT, EXPORT, SETTINGS = "news.claimdesk", "claims.jsonl", "settings.json"


def digest(project: Project) -> str:
    """What tells one state of a project from another: everything that people said, and the journal of it."""
    return hashlib.sha256(json.dumps(told(project), sort_keys=True).encode()).hexdigest()


class Desk:
    """Anna at a small project, with everything of the application but its window."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder, self._chance = folder, chance
        small_project(folder).close()
        self._bench = Workbench(Settings(folder / SETTINGS), AtOnce())
        self._bench.settings.change(annotator="Anna")
        self.session = Session(self._bench)
        self._intake = Intake(self._bench, self.session)
        self.session.open(folder / PROJECT)
        self._pasted = 0

    @property
    def project(self) -> Project:
        return self._bench.desk.project

    def act(self) -> str:
        """Do one thing that a person may do, which is one write to the project at most; return its kind."""
        decide, move = self._bench.decisions, self._bench.movement
        acts: list[tuple[str, Callable[[], object]]] = [
            ("decided", lambda: decide.label(self._chance.randrange(1, 4))),
            ("decided", lambda: decide.label(self._chance.randrange(1, 4), stay=True)),
            ("decided", decide.no_claim),
            ("decided", decide.skip),
            ("decided", decide.delete),
            ("decided", self._note),
            ("decided", self._bench.history.undo),
            ("decided", self._bench.history.redo),
            ("moved", lambda: move.to_unit(self._chance.randrange(2))),
            ("moved", self._open_any),
            ("imported", self._paste),
            ("exported", lambda: self._intake.export(ExportChoices(finished_only=False), self._export)),
            ("backed up", lambda: self.session.back_up("time")),
            ("set", lambda: self._bench.settings.change(zoom=self._chance.randrange(80, 200))),
        ]
        weights = [6, 3, 3, 1, 2, 3, 3, 2, 6, 3, 1, 1, 1, 1]
        kind, act = self._chance.choices(acts, weights)[0]
        try:
            act()
        except Refused:
            return "refused"
        return kind

    @property
    def _export(self) -> Path:
        return self._folder / EXPORT

    def _open_any(self) -> None:
        self._bench.desk.open_article(self._chance.choice(self._bench.queue.rows).article_id)

    def _note(self) -> None:
        claims = self._bench.desk.require_sheet().claims
        if not claims:
            raise Refused("There is no claim to note anything on.")
        text = "why " * self._chance.randrange(1, 1500)
        self._bench.details.note_claim(self._chance.choice(claims).id, text)

    def _paste(self) -> None:
        self._pasted += 1
        sentences = [f"The council of town {self._pasted} met on day {day}. " for day in range(40)]
        self._intake.import_pasted("".join(sentences))


def main(folder: Path, *, seed: int, acts: int, synchronous: str) -> None:
    application = QCoreApplication([])
    desk = Desk(folder, random.Random(seed))
    # The application waits for the disk; what does not is here to show that the campaign would find it.
    desk.project.database.execute(f"PRAGMA synchronous = {synchronous}")
    _tell("ready", digest(desk.project))
    for _ in range(acts):
        _tell(desk.act(), digest(desk.project))
    last = digest(desk.project)
    desk.session.close()
    _tell("closed", last)
    application.quit()


def _tell(kind: str, state: str) -> None:
    """In one call, so that the trace has it as one word."""
    os.write(1, f"{kind} {state}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]), seed=int(sys.argv[2]), acts=int(sys.argv[3]), synchronous=sys.argv[4])
