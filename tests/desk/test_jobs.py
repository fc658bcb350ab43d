from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from annotator.desk.jobs import JobRunner, Questions
from annotator.domain.errors import Cancelled, Refused
from annotator.domain.work import Job
from tests.at_once import AtOnce, OnDemand


class Outcome:
    """What became of a job, and on which thread that was told."""

    def __init__(self) -> None:
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.threads: set[int] = set()

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


@pytest.fixture
def outcome() -> Outcome:
    return Outcome()


def test_work_runs_beside_and_its_result_comes_back_here(
    qtbot: QtBot, runner: JobRunner, outcome: Outcome
) -> None:
    with qtbot.waitSignal(runner.ended):
        runner.start("Read", lambda _job: threading.get_ident(), done=outcome.done, failed=outcome.failed)
        assert runner.is_busy
    assert outcome.results != [threading.get_ident()]
    assert outcome.threads == {threading.get_ident()}
    assert not runner.is_busy


def test_g04_what_it_raises_comes_back_too(qtbot: QtBot, runner: JobRunner, outcome: Outcome) -> None:
    def work(_job: Job) -> None:
        raise Refused("There is nothing to read.")

    with qtbot.waitSignal(runner.ended):
        runner.start("Read", work, done=outcome.done, failed=outcome.failed)
    assert [str(error) for error in outcome.errors] == ["There is nothing to read."]
    assert outcome.results == []


def test_jobs_run_one_after_the_other(qtbot: QtBot, runner: JobRunner, outcome: Outcome) -> None:
    first_ends = threading.Event()
    started: list[str] = []
    runner.started.connect(started.append)
    runner.start("First", lambda _job: first_ends.wait(10), done=outcome.done, failed=outcome.failed)
    runner.start("Second", lambda _job: "second", done=outcome.done, failed=outcome.failed)
    assert started == ["First"]
    first_ends.set()
    qtbot.waitUntil(lambda: outcome.results == [True, "second"])
    assert started == ["First", "Second"]


def test_how_far_it_is_is_told_while_it_runs(qtbot: QtBot, runner: JobRunner, outcome: Outcome) -> None:
    may_end = threading.Event()

    def work(job: Job) -> None:
        job.step(3, 10, "c.txt")
        may_end.wait(10)

    def is_at_three(*told: object) -> bool:
        return told == ("Importing", 3, 10, "c.txt")

    with qtbot.waitSignal(runner.progressed, check_params_cb=is_at_three):
        runner.start("Importing", work, done=outcome.done, failed=outcome.failed)
    with qtbot.waitSignal(runner.ended):
        may_end.set()


def test_a_job_stops_where_it_looks(qtbot: QtBot, runner: JobRunner, outcome: Outcome) -> None:
    is_running = threading.Event()

    def work(job: Job) -> None:
        while True:
            is_running.set()
            job.check()

    runner.start("Import", work, done=outcome.done, failed=outcome.failed)
    assert is_running.wait(10)
    with qtbot.waitSignal(runner.ended):
        runner.cancel()
    assert isinstance(outcome.errors[0], Cancelled)


def test_a_quiet_job_is_not_announced(qtbot: QtBot, runner: JobRunner, outcome: Outcome) -> None:
    told: list[str] = []
    runner.started.connect(told.append)
    runner.ended.connect(lambda: told.append("ended"))
    runner.start("Backup", lambda _job: 1, done=outcome.done, failed=outcome.failed, is_quiet=True)
    qtbot.waitUntil(lambda: outcome.results == [1])
    assert told == []


def test_a_held_runner_begins_nothing_until_it_goes_on(
    qtbot: QtBot, runner: JobRunner, outcome: Outcome
) -> None:
    runner.hold()
    runner.start("Counting", lambda _job: 1, done=outcome.done, failed=outcome.failed)
    assert not runner.is_busy

    runner.go_on()
    qtbot.waitUntil(lambda: outcome.results == [1])


def test_g04_closing_stops_all_work_and_tells_nobody(runner: JobRunner, outcome: Outcome) -> None:
    def work(job: Job) -> None:
        while True:
            job.check()

    runner.start("Import", work, done=outcome.done, failed=outcome.failed)
    runner.start("Export", work, done=outcome.done, failed=outcome.failed)
    runner.close()
    QCoreApplication.processEvents()
    assert (outcome.results, outcome.errors) == ([], [])
    assert not runner.is_busy


def test_at_once_runs_where_it_is_started(outcome: Outcome) -> None:
    AtOnce().start("Read", lambda _job: 1, done=outcome.done, failed=outcome.failed)
    AtOnce().start("Read", _refuse, done=outcome.done, failed=outcome.failed)
    assert outcome.results == [1]
    assert len(outcome.errors) == 1


def _refuse(_job: Job) -> None:
    raise Refused("No.")


def test_a_bug_in_what_follows_a_job_does_not_hold_up_the_next(
    qtbot: QtBot, runner: JobRunner, outcome: Outcome
) -> None:
    def broken(_result: object) -> None:
        raise RuntimeError("a bug")

    with qtbot.captureExceptions() as caught:
        runner.start("One", lambda _job: 1, done=broken, failed=broken)
        runner.start("Two", lambda _job: 2, done=outcome.done, failed=outcome.failed)
        qtbot.waitUntil(lambda: outcome.results == [2])
    assert [str(error) for _, error, _ in caught] == ["a bug"]


@pytest.mark.parametrize(("is_quiet", "stopped"), [(False, "Counting"), (True, "")])
def test_closing_says_what_it_stopped(
    qtbot: QtBot, runner: JobRunner, outcome: Outcome, is_quiet: bool, stopped: str
) -> None:
    begun = threading.Event()

    def count(job: Job) -> None:
        begun.set()
        while True:
            job.check()

    ended: list[bool] = []
    runner.ended.connect(lambda: ended.append(True))
    runner.start("Counting", count, done=outcome.done, failed=outcome.failed, is_quiet=is_quiet)
    begun.wait()
    assert runner.close() == stopped
    assert ended == [True] * (not is_quiet)
    assert runner.close() == ""


def test_of_several_questions_only_the_newest_is_worked_on_and_answered() -> None:
    runner, begun, answers, troubles = OnDemand(), list[str](), list[str](), list[Exception]()
    questions = Questions(runner)
    for question in ("one", "two"):

        def work(_job: Job, question: str = question) -> str:
            begun.append(question)
            return question

        questions.ask("Reading", work, answered=answers.append, failed=troubles.append)
    runner.run()
    assert (begun, answers, troubles) == (["two"], ["two"], [])


def test_an_answer_and_a_trouble_that_nobody_waits_for_any_more_are_dropped() -> None:
    runner, told = AtOnce(), list[object]()
    questions = Questions(runner)
    runner.meanwhile = questions.drop
    questions.ask("Reading", lambda job: 1, answered=told.append, failed=told.append)
    assert told == []

    def refuse(_job: Job) -> None:
        questions.drop()
        raise Refused("no")

    questions.ask("Reading", refuse, answered=told.append, failed=told.append)
    assert told == []


def test_a_question_that_is_refused_is_told_and_a_bug_goes_on_its_way() -> None:
    told: list[object] = []
    refused = Refused("no")

    def refuse(_job: Job) -> None:
        raise refused

    questions = Questions(AtOnce())
    questions.ask("Reading", refuse, answered=told.append, failed=told.append)
    assert told == [refused]
    with pytest.raises(ZeroDivisionError):
        questions.ask("Reading", lambda job: 1 // 0, answered=told.append, failed=told.append)
    assert told == [refused]
