"""What others decided about one's own work: told once it is given out, new until it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.project import Project
from tests.teams import Marked, team_project

BRIDGE = "The bridge is closed.\nThe mayor says so.\nNobody was hurt.\n"
MARKED: Marked = {
    "Anna": [("The bridge is closed", "confirmed"), ("The mayor says so", "disputed")],
    "Ben": [("The bridge is closed", "disputed"), ("Nobody was hurt", "disputed")],
}


@pytest.fixture
def project(bench: Workbench, tmp_path: Path) -> Iterator[Project]:
    """Lea has decided: the bridge is disputed as Ben said, the mayor is no claim, the third is legitimate."""
    project = team_project(tmp_path, [(BRIDGE, MARKED)])
    lea = project.join("Lea")
    edit = Edit(lea, replace(lea, role=Role.LEAD))
    project.ledger.commit(Step(new_id(), Verb.ROLE, lea.id, "", (edit,)))
    bench.desk.take(project, project.people.named("Lea"))
    review = Review(bench)
    review.open()
    rules: list[tuple[str, Callable[[], None]]] = [
        ("The bridge", partial(review.rulings.label, 2)),
        ("The mayor", review.rulings.no_claim),
        ("Nobody", review.rulings.keep_disagreement),
    ]
    for words, rule in rules:
        every = review.queue.docket.every()
        item = next(item for item in every if review.queue.words(item).startswith(words))
        review.go_to(item.key)
        review.rationales.give(1)
        review.rationales.write(f"About “{words}”.")
        rule()
    review.close()
    yield project
    bench.desk.take(None)
    project.close()


def _sit(bench: Workbench, project: Project, name: str) -> None:
    bench.desk.take(project, project.people.named(name))


def test_who_works_blind_is_told_nothing_before_it_is_given_out(bench: Workbench, project: Project) -> None:
    _sit(bench, project, "Anna")
    assert bench.feedback.told(with_confirmed=True) == []
    assert bench.feedback.unread == 0


def test_she_is_told_what_she_said_what_was_decided_and_why(bench: Workbench, project: Project) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    told = {one.words: one for one in bench.feedback.told()}
    assert set(told) == {"The bridge is closed", "The mayor says so", "Nobody was hurt"}
    bridge = told["The bridge is closed"]
    assert bridge.said == (("Confirmed", "The bridge is closed"),)
    assert bridge.decided == (("Disputed", "The bridge is closed"),)
    assert bridge.reasons == ("Attributed, not asserted",)
    assert bridge.feedback.note == "About “The bridge”."
    assert bridge.title == "The bridge is closed."
    assert told["The mayor says so"].feedback.outcome is Outcome.NO_CLAIM
    assert told["Nobody was hurt"].said == ()
    assert told["Nobody was hurt"].feedback.outcome is Outcome.DISAGREEMENT


def test_what_was_decided_as_she_had_it_is_told_when_asked_for(bench: Workbench, project: Project) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Ben")
    assert [one.words for one in bench.feedback.told()] == ["Nobody was hurt"]
    assert len(bench.feedback.told(with_confirmed=True)) == 3
    assert bench.feedback.unread == 1


def test_what_is_told_is_new_until_it_was_read(bench: Workbench, project: Project) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    assert bench.feedback.unread == 3
    assert all(one.is_new for one in bench.feedback.told())
    bench.feedback.mark_read()
    assert bench.feedback.unread == 0
    assert not any(one.is_new for one in bench.feedback.told())


def test_one_goes_to_the_sentence(bench: Workbench, project: Project) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    told = next(one for one in bench.feedback.told() if one.words == "Nobody was hurt")
    bench.feedback.go_to(told)
    assert bench.desk.sheet is not None
    assert bench.desk.sheet.units[bench.desk.cursor.unit].start == told.feedback.start


def test_only_a_lead_gives_results_out(bench: Workbench, project: Project) -> None:
    _sit(bench, project, "Anna")
    with pytest.raises(Refused, match="Ask the lead"):
        bench.feedback.give_back()
    assert bench.feedback.given_back_at == ""


def test_without_a_lead_there_is_nothing_to_give_out(bench: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    project = team_project(folder, [(BRIDGE, MARKED)])
    _sit(bench, project, "Anna")
    with pytest.raises(Refused, match="Nobody leads"):
        bench.feedback.give_back()
    bench.desk.take(None)
    project.close()
