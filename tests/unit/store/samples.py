"""Small projects for the tests of the store, and raw edits that damage them."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.domain.identity import new_id
from annotator.domain.records import Annotator, Article, Claim, Fragment, Unit
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.store.checking import check
from annotator.store.project import Project, create_project
from annotator.store.troubles import Finding

SENTENCES = (
    "The bridge is closed. ",
    "The mayor says it is safe \U0001f600. ",
    "Experts doubt that. ",
    "A letter warns of cracks. ",
)

_REPOSITORY = Path(__file__).resolve().parents[3]
_CRASH = """
import os, sys
from pathlib import Path
from annotator.store.project import open_project
project = open_project(Path(sys.argv[1]))
project.database.execute("PRAGMA cache_size = 1")
project.database.execute("BEGIN IMMEDIATE")
project.database.execute("UPDATE claim SET note = hex(zeroblob(9000)), version = 7")
project.database.execute("INSERT INTO guideline VALUES (1, hex(randomblob(90000)), '', '')")
os.kill(os.getpid(), 9)
"""

LOSSES: dict[str, Callable[[Path], object]] = {
    "renamed": lambda path: path.rename(path.with_name("moved")),
    "removed": lambda path: path.unlink(),
    "replaced by a copy": lambda path: shutil.move(shutil.copy(path, path.with_name("older")), path),
}
"""How the file of an open project comes to be another one, or none."""


def article(number: int) -> tuple[Article, str, list[Unit]]:
    """An article that no other number gives, its text, and a unit for each sentence."""
    id_ = new_id()
    texts = (f"Report {number}. ", *SENTENCES)
    units, start = [], 0
    for text in texts:
        units.append(Unit(id_, start, start + len(text) - 1, annotatable=start > 0))
        start += len(text)
    whole = "".join(texts)
    sha256 = hashlib.sha256(whole.encode()).hexdigest()
    return Article(id_, sha256, f"Report {number}", len(whole), metadata={"number": number}), whole, units


def new_project(path: Path, *, articles: int = 2) -> Project:
    """A project with Anna and some articles in it."""
    project = create_project(path, title="Bridges")
    anna = project.join("Anna")
    project.articles.add([article(number) for number in range(articles)], annotator_id=anna.id)
    return project


def anna(project: Project) -> Annotator:
    found = project.people.named("Anna")
    assert found is not None
    return found


def new_claim(project: Project, words: str = "bridge is closed", *, label: str = "disputed") -> Claim:
    """Anna's claim on the first place of `words` in the first article. It is not saved."""
    first = next(project.articles.each())
    start = project.articles.text(first.id).index(words)
    fragment = Fragment(start, start + len(words), words)
    return Claim(new_id(), first.id, anna(project).id, label, (fragment,))


def step(project: Project, *edits: Edit, verb: Verb = Verb.MARK) -> Step:
    """Anna's step in the first article. It is not saved."""
    return Step(new_id(), verb, anna(project).id, next(project.articles.each()).id, edits)


def mark(project: Project, words: str = "bridge is closed", *, label: str = "disputed") -> Claim:
    """A claim of Anna's, saved."""
    written = project.ledger.commit(step(project, Edit(None, new_claim(project, words, label=label))))
    claim = written.edits[0].after
    assert isinstance(claim, Claim)
    return claim


def closed_project(path: Path) -> Path:
    """A closed project with two articles and one claim of Anna's."""
    with closing(new_project(path)) as project:
        mark(project)
        return project.path


def half_written(path: Path) -> Path:
    """Leave `path` as a crash in the middle of a long write does, with its journal beside it."""
    ended = subprocess.run([sys.executable, "-c", _CRASH, str(path)], cwd=_REPOSITORY, check=False)
    assert ended.returncode == -9
    assert path.with_name(f"{path.name}-journal").stat().st_size > 512
    return path


def findings(project: Project) -> list[Finding]:
    return list(check(project, Unwatched()))


@contextmanager
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as another program edits it: without our rules, and with the schema as before afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)


def edited(path: Path, sql: str, values: Sequence[object] = ()) -> Path:
    """`path`, in which another program changed at least one row."""
    with raw(path) as connection:
        assert connection.execute(sql, values).rowcount > 0
    return path
