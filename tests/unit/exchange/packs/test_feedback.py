"""Who works from a pack reads the same of decisions about her work as she would in the lead's project."""

from __future__ import annotations

import json
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.cli import main
from annotator.domain.adjudication import Outcome
from annotator.domain.identity import new_id
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.packs.feedback import feedback_for, feedback_in, taken_feedback
from annotator.exchange.packs.layout import FEEDBACK, FEEDBACK_FACT
from annotator.exchange.packs.opening import open_task
from annotator.exchange.packs.writing import annotator_to_pack
from annotator.store.feedback import feedback_on
from annotator.store.project import Project, open_project
from tests.packs import reviewed


def _sent(lead: Path, to: Path, name: str) -> None:
    assert main(["pack", str(lead), "--annotator", name, "--out", str(to)]) == 0


def _anna(project: Project) -> str:
    return annotator_to_pack(project, "Anna").id


def test_a_pack_tells_her_the_same_as_the_project_of_the_lead(tmp_path: Path) -> None:
    lead, home, id_ = reviewed(tmp_path)
    task = tmp_path / "Anna" / "next.annpack"
    _sent(lead, task, "Anna")
    assert open_task(task)[0] == home
    with closing(open_project(lead)) as project:
        here = feedback_on(project, _anna(project))
    with closing(open_project(home)) as project:
        there = taken_feedback(project, _anna(project))
        assert taken_feedback(project, _anna(project), since=there[0].decided_at) == []
    assert there == here
    assert [(one.id, one.note, one.said[0].label) for one in there] == [
        (id_, "Two sources differ.", "unverified")
    ]


def test_the_pack_names_nobody_else(tmp_path: Path) -> None:
    lead, _, _ = reviewed(tmp_path)
    _sent(lead, tmp_path / "next.annpack", "Anna")
    with zipfile.ZipFile(tmp_path / "next.annpack") as pack:
        said = pack.read(FEEDBACK).decode()
    with closing(open_project(lead)) as project:
        others = [person for person in project.people.all() if person.name != "Anna"]
        bens = [claim for claim in project.claims.by_id() if claim.label == "confirmed"]
    for secret in (*(one.id for one in others), *(one.name for one in others), bens[0].id, "confirmed"):
        assert secret not in said


def test_what_a_pack_says_unclearly_is_passed_over(tmp_path: Path) -> None:
    lead, home, _ = reviewed(tmp_path)
    with closing(open_project(lead)) as project:
        (record,) = feedback_for(project, _anna(project))
    broken: dict[str, object] = {
        "a": {**record, "outcome": "soon"},
        "b": {**record, "start": -1},
        "c": {**record, "end": 10_000},
        "d": {**record, "said": [{"label": "x", "spans": [{"start": 9, "end": 1}]}]},
        "d2": {**record, "decided": [{"label": "x", "spans": [{"start": 1, "end": 10_000}]}]},
        "d3": {**record, "decided": [{"label": "x", "spans": []}]},
        "e": ["?"],
        "f": record,
    }
    with closing(open_project(home)) as project:
        project.keep_fact(FEEDBACK_FACT, json.dumps(broken))
        assert [one.id for one in taken_feedback(project, _anna(project))] == [record["id"]]
        told = [feedback_in(project, _anna(project), article) for article in project.articles.each()]
        assert [[one.id for one in article] for article in told] == [[record["id"]], []]


def test_what_was_taken_back_is_taken_back_by_the_next_pack(tmp_path: Path) -> None:
    lead, home, id_ = reviewed(tmp_path)
    for number in (1, 2):
        _sent(lead, tmp_path / "Anna" / f"next{number}.annpack", "Anna")
        with closing(open_project(lead)) as project:
            before = project.gold.get(id_)
            assert before is not None
            after = replace(before, outcome=Outcome.OPEN, gold_ids=(), note="")
            edits = (Edit(before, after),)
            project.ledger.commit(
                Step(new_id(), Verb.REOPEN, before.adjudicator_id, before.article_id, edits)
            )
    outcomes = []
    # The older pack comes again, after the newer one.
    for number in (1, 2, 1):
        open_task(tmp_path / "Anna" / f"next{number}.annpack")
        with closing(open_project(home)) as project:
            outcomes += [one.outcome for one in taken_feedback(project, _anna(project))]
    assert outcomes == [Outcome.CLAIM, Outcome.OPEN, Outcome.OPEN]
