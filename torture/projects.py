"""Open project files with random damage: each is refused, found damaged, or says what it said before."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from annotator.domain.errors import ClaimdeskError
from annotator.domain.identity import new_id
from annotator.domain.records import Assignment, Claim, Decision, DecisionState, Fragment
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.project import Project, open_project
from tests.unit.store.samples import anna, findings, mark, new_project, step
from torture.campaign import Campaign, Tally
from torture.elsewhere import tally_of, tell

PAGE = 4096
GOOD = ("refused", "found", "same")
"""What may come of a damaged file. Everything else is a fault of ours, and named."""

_TABLES = (
    "article, article_text, unit, label, annotator, assignment, claim, fragment, decision, journal, meta"
)


def seed_project(path: Path) -> None:
    """A project with something in every table."""
    project = new_project(path, articles=12)
    article = next(project.articles.each())
    me = anna(project).id
    for words in ("bridge is closed", "Experts doubt", "A letter warns") * 5:
        claim = mark(project, words)
        project.ledger.commit(step(project, Edit(claim, replace(claim, note="because", flag=True))))
    unit = project.articles.units(article.id)[3]
    decision = Decision(article.id, unit.start, me, DecisionState.SKIPPED)
    finished = Assignment(article.id, me, finished_at="2026-03-01T10:42:00.000Z")
    project.ledger.commit(step(project, Edit(None, decision), Edit(None, finished)))
    project.ledger.commit(step(project, Edit(unit, replace(unit, end=unit.end - 3))))
    project.close()


def mutant(whole: bytes, chance: random.Random) -> bytes:
    """`whole` with one kind of damage, as disks, memory and programs do it."""
    content = bytearray(whole)
    place = chance.randrange(len(content))
    match chance.randrange(7):
        case 0:
            for _ in range(chance.randrange(1, 4)):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        case 1:
            content[place] = chance.randrange(256)
        case 2:
            end = min(len(content), place + chance.choice((1, 2, 4, 16, 512)))
            content[place:end] = bytes([chance.randrange(256)]) * (end - place)
        case 3:
            del content[max(100, place) :]
        case 4:
            one, other = (chance.randrange(len(content) // PAGE) * PAGE for _ in range(2))
            content[one : one + PAGE] = content[other : other + PAGE]
        case 5:
            content[chance.randrange(120)] = chance.randrange(256)
        case _:
            content[place // PAGE * PAGE + chance.randrange(64)] = chance.randrange(256)
    return bytes(content)


def told(project: Project) -> dict[str, list[str]]:
    """Everything that the project says, table by table. Where people were is no statement of theirs."""
    return {
        table: sorted(map(repr, project.database.rows(f"SELECT * FROM {table}")))
        for table in _TABLES.split(", ")
    }


def outcome(path: Path, original: dict[str, list[str]]) -> str:
    """What comes of opening and checking the file, and of working on it."""
    try:
        with closing(open_project(path, read_only=True)) as project:
            found = findings(project)
            if not found:
                others = [table for table, rows in told(project).items() if rows != original[table]]
                return f"OTHER DATA IN {others}" if others else "same"
        _work_on(path)
        return "found"
    except ClaimdeskError:
        return "refused"
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        return f"{type(error).__name__}: {error}"[:80]


def _work_on(path: Path) -> None:
    """Open the damaged file for writing and mark something, unless that is refused in a person's words."""
    # A damaged index says that a row is there which is not, or the other way round.
    with suppress(ClaimdeskError, sqlite3.IntegrityError), closing(open_project(path)) as project:
        article, annotator = next(project.articles.each(), None), next(iter(project.people.all()), None)
        if article and annotator:
            words = project.articles.text(article.id)[:8]
            claim = Claim(new_id(), article.id, annotator.id, "disputed", (Fragment(0, len(words), words),))
            edit = Edit(None, claim)
            project.ledger.commit(Step(new_id(), Verb.MARK, annotator.id, article.id, (edit,)))


def try_mutants(count: int, seed: int) -> Tally:
    """Open so many mutants in this process."""
    chance, tally = random.Random(seed), Tally(Counter(dict.fromkeys(GOOD, 0)))
    with tempfile.TemporaryDirectory() as folder:
        whole, path = Path(folder) / "whole.claimdesk", Path(folder) / "mutant.claimdesk"
        seed_project(whole)
        content = whole.read_bytes()
        with closing(open_project(whole)) as project:
            original = told(project)
        for _ in range(count):
            path.write_bytes(mutant(content, chance))
            for left in path.parent.glob("mutant.claimdesk-*"):
                left.unlink()
            tally.count("mutants")
            kind = outcome(path, original)
            if kind in GOOD:
                tally.count(kind)
            else:
                tally.fault(kind)
    return tally


CAMPAIGN = Campaign(
    promise="100,000 mutants: 0 crashes, 0 hangs, 0 opened with different data",
    run=lambda count, seed: tally_of("torture.projects", count, seed),
    short=60,
    long=100_000,
    portion=500,
    counted=("mutants", *GOOD),
)

if __name__ == "__main__":
    tell(try_mutants)
