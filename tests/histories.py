"""What several people do on several computers, whose clocks are years apart, and send to a lead."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from annotator.domain import article_steps, claim_steps, unit_steps
from annotator.domain.errors import Refused
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import Pack, read_pack
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import Project, open_project
from tests.packs import PEOPLE, given_out, lead_project, state
from tests.unit.store.samples import findings
from tests.wishes import LABELS

DEVICES = 2
"""How many computers each person has."""
WHAT = ("mark", "mark", "retag", "delete", "note", "no_claim", "finish", "send", "join")
MOST_DAYS = 3650
"""By how much a clock is wrong at most."""

Device = tuple[int, int]
"""A person, and which of her computers."""


@dataclass(frozen=True)
class Deed:
    """Something that a person does on one of her computers, or that she sends her work at that point."""

    person: int
    device: int
    what: str
    article: int
    sentence: int
    choice: int
    skew: int


class Clock:
    """As wrong as it was set."""

    def __init__(self) -> None:
        self.skew = timedelta()

    def now(self) -> str:
        at = datetime.now(UTC) + self.skew
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def give_team(folder: Path) -> None:
    """A lead's project in `folder`, and three people's on two computers each."""
    lead = lead_project(folder)
    for person, who in enumerate(PEOPLE):
        for device in range(DEVICES):
            given_out(lead, folder / f"{person}-{device}", who)


class Team:
    """The projects of everybody, as they were given out, in a folder of their own; open until `close`.

    `clock` is to be asked for the time of every step.
    """

    def __init__(self, given: Path, folder: Path, clock: Clock) -> None:
        self.folder = folder
        shutil.copytree(given, folder, dirs_exist_ok=True)
        self.packs: list[Pack] = []
        self._clock = clock
        self._open: dict[Device, Project] = {}
        self._holds = ExitStack()

    def project(self, device: Device) -> Project:
        if device not in self._open:
            path = next((self.folder / f"{device[0]}-{device[1]}").glob("*.claimdesk"))
            self._open[device] = project = open_project(path)
            self._holds.callback(project.close)
        return self._open[device]

    def live(self, deeds: Iterable[Deed], devices: Sequence[Device]) -> None:
        """Do everything, and then have all of these computers send what is on them."""
        for deed in deeds:
            self._clock.skew = timedelta(days=deed.skew)
            device = deed.person, deed.device
            if deed.what == "send":
                self.send(device)
            elif deed.what == "join":
                merge(self.project(device), self.send((deed.person, 1 - deed.device)))
            else:
                _do(self.project(device), deed)
        for device in devices:
            self.send(device)

    def send(self, device: Device) -> Pack:
        project, path = self.project(device), self.folder / f"{len(self.packs)}.annpack"
        write_pack(project, path, annotator=annotator_to_pack(project), kind=PackKind.WORK)
        self.packs.append(read_pack(path))
        return self.packs[-1]

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.claimdesk"

    def after(self, name: str, packs: Sequence[Pack], *, times: int = 1) -> list[tuple[object, ...]]:
        """The rows of a copy of the lead's project into which these packs were merged; it is `path(name)`."""
        path = shutil.copyfile(self.path("lead"), self.path(name))
        with closing(open_project(path)) as project:
            for pack in [*packs] * times:
                merge(project, pack)
            assert findings(project) == []
            return state(project)

    def close(self) -> None:
        self._holds.close()


def _do(project: Project, deed: Deed) -> None:
    article_id = list(project.articles.each())[deed.article].id
    sheet = load_sheet(project, article_id, annotator_to_pack(project).id)
    # What can't be done here, such as no claim where there is one, is not done.
    with suppress(Refused):
        if step := _step(project, sheet, deed):
            commit(project, sheet, step)


def _step(project: Project, sheet: Sheet, deed: Deed) -> Step | None:
    claims = sheet.claims[deed.choice : deed.choice + 1]
    match deed.what:
        case "mark":
            return claim_steps.mark(sheet, sheet.units[deed.sentence].span, LABELS[deed.choice])
        case "no_claim":
            return unit_steps.say_no_claim(sheet, deed.sentence)
        case "finish" if not sheet.undecided:
            assignment = project.people.assignment(sheet.article.id, sheet.annotator_id)
            return article_steps.finish(sheet, assignment)
        case "retag" if claims:
            return claim_steps.retag(sheet, claims, LABELS[deed.sentence % 3])
        case "delete" if claims:
            return claim_steps.delete(sheet, claims)
        case "note" if claims:
            return claim_steps.write_note(sheet, claims, f"Note {deed.sentence}")
    return None
