"""A process of our own is not disturbed by what its starter is told to stop with."""

from __future__ import annotations

import multiprocessing
import os
import signal
from contextlib import closing
from multiprocessing.connection import Connection

import pytest

from annotator.exchange.own_process import OwnProcess


def _answer(connection: Connection, number: int) -> None:
    connection.send(connection.recv() + number)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_an_interrupt_while_it_starts_neither_ends_nor_upsets_it(capfd: pytest.CaptureFixture[str]) -> None:
    with closing(OwnProcess(_answer, 1, name="answering", niceness=0)) as process:
        (child,) = multiprocessing.active_children()
        assert child.pid is not None
        os.kill(child.pid, signal.SIGINT)
        process.connection.send(41)
        assert process.connection.recv() == 42
    assert capfd.readouterr().err == ""
