"""Random histories of several people on several computers whose clocks are years apart.

Each history is merged: twice, in any order, and with some of it joined before; always it comes to the same
project. With every fourth one, three people do anything in one file, which is undone to the start and redone
to the end; with every twentieth, the tables of that file are then made anew from its journal.
"""

from __future__ import annotations

import random
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from annotator.domain.errors import Refused
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.domain.steps import Step, Verb
from annotator.domain.work import UNWATCHED
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import Pack
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import Project, create_project, open_project
from annotator.store.repair.finds import Finds
from annotator.store.repair.pages import rows_of
from annotator.store.repair.rebuilding import rebuild
from tests.histories import DEVICES, MOST_DAYS, WHAT, Clock, Deed, Device, Team, give_team
from tests.packs import PEOPLE, state
from tests.unit.store.samples import findings
from tests.wishes import LABELS, shown, wishes
from torture.campaign import Campaign, Tally
from torture.homes import own_home

_UNDONE_EVERY = 4
_REBUILT_EVERY = 20


def run(histories: int, seed: int) -> Tally:
    """Live so many histories and count what does not come to the same."""
    tally, chance, clock = Tally(), random.Random(seed), Clock()
    with own_home() as home, patch("annotator.store.ledger.now", clock.now):
        given = home / "given"
        given.mkdir()
        give_team(given)
        for number in range(histories):
            tally.count("histories")
            name = f"history {number} of seed {seed}"
            try:
                _merge(given, home / "team", clock, chance, tally)
                _undo_and_redo(
                    given, home / "one", clock, chance, tally, rebuilds=not number % _REBUILT_EVERY
                )
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                tally.fault(f"{name}: {type(error).__name__}: {error}")
            for folder in ("team", "one", "data"):
                shutil.rmtree(home / folder, ignore_errors=True)
    return tally


def _merge(given: Path, folder: Path, clock: Clock, chance: random.Random, tally: Tally) -> None:
    """Let a team live, and merge what it sends in several ways."""
    everybody = [(person, device) for person in range(len(PEOPLE)) for device in range(DEVICES)]
    devices = chance.sample(everybody, chance.randint(2, 5))
    deeds = [_deed(chance, *chance.choice(devices)) for _ in range(chance.randint(3, 14))]
    with closing(Team(given, folder, clock)) as team:
        team.live(deeds, devices)
        tally.count("packs", len(team.packs))
        expected = team.after("straight", team.packs)
        tally.count("rows merged", len(expected))
        shuffled = [*team.packs, *chance.choices(team.packs, k=3)]
        chance.shuffle(shuffled)
        if team.after("shuffled", shuffled, times=2) != expected:
            tally.fault(f"merged twice, in another order, it is another project: {deeds}")
        if team.after("grouped", _grouped(team, devices, chance)) != expected:
            tally.fault(f"merged in groups it is another project: {deeds}")


def _deed(chance: random.Random, person: int, device: int) -> Deed:
    return Deed(
        person,
        device,
        chance.choice(WHAT),
        chance.randrange(2),
        chance.randint(1, 4),
        chance.randrange(3),
        chance.randint(-MOST_DAYS, MOST_DAYS),
    )


def _grouped(team: Team, devices: list[Device], chance: random.Random) -> list[Pack]:
    """The last pack of each computer, where one of a person's may bring what is on her other one."""
    last = dict(zip(devices, team.packs[-len(devices) :], strict=True))
    for device in devices:
        other = device[0], 1 - device[1]
        if other in last and chance.random() < 0.5:
            merge(team.project(device), last[other])
            last[device] = team.send(device)
    packs = list(last.values())
    chance.shuffle(packs)
    return packs


def _undo_and_redo(
    given: Path, folder: Path, clock: Clock, chance: random.Random, tally: Tally, *, rebuilds: bool
) -> None:
    """Do anything, undo all of it, redo all of it."""
    folder.mkdir()
    path = shutil.copyfile(given / "lead.claimdesk", folder / "lead.claimdesk")
    with closing(open_project(path)) as project:
        start, done = _seen(project), []
        for _ in range(chance.randint(3, 14)):
            clock.skew = timedelta(days=chance.randint(-MOST_DAYS, MOST_DAYS))
            if step := _something(project, chance):
                done.append(step)
        end = _seen(project)
        undone = [_reverted(project, step, Verb.UNDO) for step in reversed(done)]
        if _seen(project) != start:
            tally.fault(f"undoing all is not the start: {[step.verb for step in done]}")
        for step in reversed(undone):
            _reverted(project, step, Verb.REDO)
        if _seen(project) != end:
            tally.fault(f"redoing all is not the end: {[step.verb for step in done]}")
        tally.count("steps undone and redone", len(done))
        for finding in findings(project):
            tally.fault(str(finding))
        rows = state(project)
    if rebuilds:
        _rebuild(path, rows, tally)


def _something(project: Project, chance: random.Random) -> Step | None:
    """A random wish of a random person in a random article, done where it makes sense."""
    person = project.people.named(chance.choice(PEOPLE))
    article = chance.choice(list(project.articles.each()))
    assert person is not None
    sheet = load_sheet(project, article.id, person.id)
    index = chance.randrange(len(sheet.units))
    unit = sheet.units[index]
    start = chance.randrange(unit.start, unit.end)
    span = Span(start, chance.randint(start + 1, unit.end))
    claim = chance.choice(sheet.claims) if sheet.claims else None
    try:
        step = chance.choice(wishes(sheet, index, span, label=chance.choice(LABELS), claim=claim))()
    except Refused:
        return None
    return commit(project, sheet, step) if step.edits else None


def _reverted(project: Project, step: Step, verb: Verb) -> Step:
    """Take a step back, as the journal has it, in the sheet of whoever did it."""
    read = project.journal.step(step.id)
    assert read is not None
    sheet = load_sheet(project, read.article_id, read.annotator_id)
    return commit(project, sheet, read.reverted(verb, by=read.annotator_id))


def _seen(project: Project) -> list[object]:
    """What everybody sees of every article."""
    sheets: list[Sheet] = [
        load_sheet(project, article.id, person.id)
        for article in project.articles.each()
        for person in project.people.all()
    ]
    for sheet in sheets:
        # How far somebody came in an article is not undone.
        sheet.see(len(sheet.units) - 1)
    return list(map(shown, sheets))


def _rebuild(path: Path, rows: list[tuple[object, ...]], tally: Tally) -> None:
    """Make the tables of a project from its journal and its texts alone."""
    found = Finds()
    with path.open("rb") as file:
        for row in rows_of(file, UNWATCHED):
            found.take(row)
    for tables in (found.records, found.claim_rows, found.fragments):
        tables.clear()

    def fill(new: Project) -> None:
        rebuild(found, new)

    project = create_project(path.with_name("rebuilt"), id_=found.facts["id"], fill=fill)
    with closing(project):
        tally.count("rebuilt from the journal")
        if state(project) != rows:
            tally.fault("what was rebuilt from the journal is not what was there")


CAMPAIGN = Campaign(
    promise="undo all is the start, redo all the end, the journal rebuilds the tables; "
    "merge is idempotent, commutative, associative",
    run=run,
    short=12,
    long=10_000,
    portion=200,
    counted=("histories", "packs", "rows merged", "steps undone and redone", "rebuilt from the journal"),
)
