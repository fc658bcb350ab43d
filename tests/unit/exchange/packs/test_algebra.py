"""Merging is a union: any order, any grouping and any number of times come to the same project."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import places
from annotator.domain import article_steps, claim_steps, unit_steps
from annotator.domain.errors import Refused
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step
from annotator.exchange.packs.writing import annotator_to_pack
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import Project, open_project
from tests.packs import PEOPLE, exported, given_out, lead_project, merged, packed, state
from tests.unit.store.samples import findings

_DEVICES = 2


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


DEEDS = st.lists(
    st.builds(
        Deed,
        person=st.integers(0, len(PEOPLE) - 1),
        device=st.integers(0, _DEVICES - 1),
        what=st.sampled_from(
            ["mark", "mark", "retag", "delete", "note", "no_claim", "finish", "send", "join"]
        ),
        article=st.integers(0, 1),
        sentence=st.integers(1, 4),
        choice=st.integers(0, 2),
        skew=st.integers(-3650, 3650),
    ),
    min_size=3,
    max_size=14,
)
LABELS = ("confirmed", "disputed", "unverified")


class Team:
    """The projects of everybody, as they were given out, in a folder of their own."""

    def __init__(self, given: Path, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(given, folder, dirs_exist_ok=True)
        self.lead = folder / "lead.claimdesk"
        self.packs: list[Path] = []
        self._skew = timedelta()

    def device(self, person: int, device: int) -> Path:
        return next((self.folder / f"{person}-{device}").glob("*.claimdesk"))

    def now(self) -> str:
        at = datetime.now(UTC) + self._skew
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def live(self, deeds: list[Deed]) -> None:
        for deed in deeds:
            self._skew = timedelta(days=deed.skew)
            path = self.device(deed.person, deed.device)
            if deed.what == "send":
                self.send(path)
            elif deed.what == "join":
                other = self.send(self.device(deed.person, 1 - deed.device))
                merged(path, other)
            else:
                with closing(open_project(path)) as project:
                    _do(project, deed)
        for person in range(len(PEOPLE)):
            for device in range(_DEVICES):
                self.send(self.device(person, device))

    def send(self, path: Path) -> Path:
        pack = self.folder / f"{len(self.packs)}.annpack"
        packed(path, pack)
        self.packs.append(pack)
        return pack

    def after(self, name: str, packs: list[Path]) -> tuple[list[tuple[object, ...]], bytes]:
        """The rows and the data set of a copy of the lead's project into which these packs were merged."""
        path = self.folder / f"{name}.claimdesk"
        shutil.copyfile(self.lead, path)
        merged(path, *packs)
        with closing(open_project(path, read_only=True)) as project:
            assert findings(project) == []
            rows = state(project)
        return rows, exported(path, self.folder / f"{name}.jsonl")


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


@pytest.fixture(scope="module")
def given_team() -> Iterator[Path]:
    """A lead's project, and three people's on two computers each."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        lead = lead_project(folder)
        for person, who in enumerate(PEOPLE):
            for device in range(_DEVICES):
                given_out(lead, folder / f"{person}-{device}", who)
        yield folder


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=DEEDS, seed=st.integers(0, 2**32))
def test_any_order_grouping_and_number_of_merges_comes_to_the_same(
    given_team: Path, monkeypatch: pytest.MonkeyPatch, deeds: list[Deed], seed: int
) -> None:
    chance = random.Random(seed)
    # All examples are of one project, whose backups would be counted through again and again.
    shutil.rmtree(places.data_folder() / "backups", ignore_errors=True)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        team = Team(given_team, Path(name))
        monkeypatch.setattr("annotator.store.ledger.now", team.now)
        team.live(deeds)
        expected = team.after("straight", team.packs)
        shuffled = [*team.packs, *chance.choices(team.packs, k=3)]
        chance.shuffle(shuffled)
        assert team.after("shuffled", shuffled) == expected
        # One computer takes the work of the other first, and sends both as one.
        grouped = list(team.packs[-len(PEOPLE) * _DEVICES :])
        for person in range(len(PEOPLE)):
            if chance.random() < 0.7:
                first, second = chance.sample(grouped[person * _DEVICES : (person + 1) * _DEVICES], k=2)
                receiver = team.device(person, grouped.index(second) - person * _DEVICES)
                merged(receiver, first)
                together = team.send(receiver)
                grouped = [pack if pack != second else together for pack in grouped]
        chance.shuffle(grouped)
        assert team.after("grouped", grouped) == expected
