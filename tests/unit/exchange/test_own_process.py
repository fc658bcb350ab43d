"""A process of our own is not disturbed by what its starter is told to stop with."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from contextlib import closing
from multiprocessing.connection import Connection

import pytest

from annotator.exchange.own_process import OwnProcess


def _answer(questions: Connection, answers: Connection, number: int) -> None:
    answers.send(questions.recv() + number)


def _answer_at_length(_questions: Connection, answers: Connection, count: int) -> None:
    for _ in range(count):
        answers.send_bytes(b"x" * 100_000)
    os._exit(1)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_an_interrupt_while_it_starts_neither_ends_nor_upsets_it(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(OwnProcess(_answer, 1, name="answering", niceness=0)) as process:
        (child,) = multiprocessing.active_children()
        assert child.pid is not None
        os.kill(child.pid, signal.SIGINT)
        process.questions.send(41)
        assert process.answers.recv() == 42
    assert capfd.readouterr().err == ""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a pipe holds what it holds")
def test_it_goes_on_while_nobody_listens_and_what_it_said_before_it_died_arrives() -> None:
    with closing(OwnProcess(_answer_at_length, 8, name="answering", niceness=0)) as process:
        (child,) = multiprocessing.active_children()
        child.join(30)
        assert child.exitcode == 1
        assert sum(len(process.answers.recv_bytes()) for _ in range(8)) == 800_000
        with pytest.raises(EOFError):
            process.answers.recv_bytes()
