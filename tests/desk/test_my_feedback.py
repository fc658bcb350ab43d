"""What others decided about one's own work: told once it is given out, new until it is read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from annotator.desk.feedback_reading import FeedbackRead, Told
from annotator.desk.jobs import JobRunner
from annotator.desk.my_feedback import MyFeedback
from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.feedback import Feedback
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.packs.feedback import taken_feedback
from annotator.store.project import Project
from tests.at_once import AtOnce
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


class Heard:
    """What the annotator at the desk is told, by jobs that run at once."""

    def __init__(self, bench: Workbench) -> None:
        self.counts: list[int] = []
        self.reads: list[FeedbackRead] = []
        self._bench = bench
        bench.feedback.unread_counted.connect(self.counts.append)

    @property
    def unread(self) -> int:
        self._bench.feedback.count_unread()
        return self.counts[-1]

    def told(self, *, confirms: bool = False) -> tuple[Told, ...]:
        reading = self._bench.feedback.reading(AtOnce())
        reading.read.connect(self.reads.append)
        reading.ask(confirms=confirms)
        return self.reads[-1].told


@pytest.fixture
def heard(bench: Workbench) -> Heard:
    return Heard(bench)


def _sit(bench: Workbench, project: Project, name: str) -> None:
    bench.desk.take(project, project.people.named(name))


def test_who_works_blind_is_told_nothing_before_it_is_given_out(
    bench: Workbench, project: Project, heard: Heard
) -> None:
    _sit(bench, project, "Anna")
    assert heard.told() == heard.told(confirms=True) == ()
    assert heard.unread == 0


def test_she_is_told_what_she_said_what_was_decided_and_why(
    bench: Workbench, project: Project, heard: Heard
) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    told = {one.words: one for one in heard.told()}
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


def test_what_was_decided_as_she_had_it_is_told_when_asked_for(
    bench: Workbench, project: Project, heard: Heard
) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Ben")
    assert [one.words for one in heard.told()] == ["Nobody was hurt"]
    assert len(heard.told(confirms=True)) == 2
    assert heard.unread == 1


def test_what_is_told_is_new_until_it_was_read(bench: Workbench, project: Project, heard: Heard) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    assert heard.unread == 3
    assert all(one.is_new for one in heard.told())
    bench.feedback.mark_read(heard.reads[-1].until)
    assert heard.unread == 0
    assert not any(one.is_new for one in heard.told())


def test_one_goes_to_the_sentence(bench: Workbench, project: Project, heard: Heard) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    told = next(one for one in heard.told() if one.words == "Nobody was hurt")
    bench.feedback.go_to(told)
    assert bench.desk.sheet is not None
    assert bench.desk.sheet.units[bench.desk.cursor.unit].start == told.feedback.start


def test_nothing_is_read_in_the_thread_of_the_window(
    bench: Workbench, project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    here, threads = threading.get_ident(), set[int]()

    def spied(*values: Any, **named: Any) -> list[Feedback]:  # noqa: ANN401 - as they come
        threads.add(threading.get_ident())
        return taken_feedback(*values, **named)

    monkeypatch.setattr("annotator.desk.feedback_reading.taken_feedback", spied)
    runner = JobRunner()
    news = MyFeedback(bench.desk, runner)
    with qtbot.waitSignal(news.unread_counted) as counted:
        news.count_unread()
    reading = news.reading(runner)
    with qtbot.waitSignal(reading.read) as read:
        reading.ask()
    reading.stop()
    assert counted.args == [3]
    assert read.args is not None
    assert len(read.args[0].told) == 3
    assert len(threads) > 0
    assert here not in threads


def test_only_the_newest_question_is_answered(bench: Workbench, project: Project, qtbot: QtBot) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Ben")
    reading = bench.feedback.reading(JobRunner(bench))
    found: list[FeedbackRead] = []
    reading.read.connect(found.append)
    with qtbot.waitSignal(reading.read):
        reading.ask()
        reading.ask(confirms=True)
    assert [(one.confirms, len(one.told)) for one in found] == [(True, 2)]


def test_what_was_asked_for_one_is_not_told_to_the_next(
    bench: Workbench, project: Project, qtbot: QtBot
) -> None:
    bench.feedback.give_back()
    runner = JobRunner(bench)
    news = MyFeedback(bench.desk, runner)
    counts: list[int] = []
    news.unread_counted.connect(counts.append)
    _sit(bench, project, "Anna")
    news.count_unread()
    _sit(bench, project, "Ben")
    with qtbot.waitSignal(news.unread_counted):
        news.count_unread()
    assert counts == [1]


def test_a_closed_project_is_read_no_further(bench: Workbench, project: Project, qtbot: QtBot) -> None:
    bench.feedback.give_back()
    _sit(bench, project, "Anna")
    runner = JobRunner(bench)
    news = MyFeedback(bench.desk, runner)
    reading = news.reading(runner)
    with qtbot.assertNotEmitted(news.unread_counted), qtbot.assertNotEmitted(reading.read):
        news.count_unread()
        reading.ask()
        reading.stop()
        QCoreApplication.processEvents()
    assert not runner.is_busy


def test_only_a_lead_gives_results_out(bench: Workbench, project: Project, heard: Heard) -> None:
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
