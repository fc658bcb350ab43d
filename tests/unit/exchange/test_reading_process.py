from __future__ import annotations

import errno
import multiprocessing
import os
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled, Unavailable
from annotator.domain.work import Unwatched
from annotator.exchange.articles.shape import NO_WISHES, Wishes
from annotator.exchange.finding import Source
from annotator.exchange.reading import reading_of, readings, readings_as_json
from annotator.exchange.reading_process import Answer, Limits, ReadingProcess
from tests.unit.exchange.readers import calling, dying, hanging, stumbling


@pytest.fixture
def sources(tmp_path: Path) -> list[Source]:
    """Twenty files, the fifth and the sixth of which nobody can read."""
    result = []
    for number in range(20):
        name = f"{'bad' if number in (4, 5) else 'good'}{number}"
        (tmp_path / name).write_text(f"text {number}", encoding="utf-8")
        result.append(Source(tmp_path / name, name))
    return result


@pytest.mark.parametrize(("answer", "seconds"), [(dying, 60.0), (hanging, 0.3)])
def test_i15_a_file_that_stops_the_process_fails_alone(
    sources: list[Source], answer: Answer[Wishes], seconds: float
) -> None:
    with closing(ReadingProcess(answer, limits=Limits(clock=seconds))) as process:
        answers = dict(process.read(sources, Unwatched(), Wishes(encoding="utf-8")))
    assert [source.name for source in answers] == [source.name for source in sources]
    for source, data in answers.items():
        number = source.name.removeprefix("good")
        assert data == (
            None if source.name.startswith("bad") else f"{source.name} utf-8 text {number}".encode()
        )


def test_a_process_that_died_while_nobody_asked_is_started_anew(sources: list[Source]) -> None:
    good = sources[:2]
    with closing(ReadingProcess(dying)) as process:
        before = list(process.read(good, Unwatched(), NO_WISHES))
        (child,) = multiprocessing.active_children()
        child.kill()
        child.join()
        assert list(process.read(good, Unwatched(), NO_WISHES)) == before
    assert None not in [data for _, data in before]


def test_i15_a_row_that_stops_the_process_fails_alone(tmp_path: Path) -> None:
    sources = [Source(tmp_path / f"{name}.csv", name) for name in ("good", "bad", "fine")]
    with closing(ReadingProcess(stumbling)) as process:
        answers = [(source.name, data) for source, data in process.read(sources, Unwatched(), NO_WISHES)]
    assert answers == [
        *(("good", f"good {number}".encode()) for number in range(5)),
        *(("bad", None if number in (1, 3) else f"bad {number}".encode()) for number in range(5)),
        *(("fine", f"fine {number}".encode()) for number in range(5)),
    ]


def test_i15_a_file_that_always_stops_the_process_is_given_up(tmp_path: Path) -> None:
    for name in ("bad", "good"):
        (tmp_path / f"{name}.csv").write_text("text", encoding="utf-8")
    sources = [Source(tmp_path / f"{name}.csv", name) for name in ("bad", "good")]
    with closing(ReadingProcess(dying)) as process:
        answers = [(source.name, data) for source, data in process.read(sources, Unwatched(), NO_WISHES)]
    assert answers == [("bad", None), ("good", b"good None text")]


def test_i07_no_reader_reaches_the_network(sources: list[Source]) -> None:
    with closing(ReadingProcess(calling)) as process:
        assert [data for _, data in process.read(sources[:1], Unwatched(), NO_WISHES)] == [b"PermissionError"]


def test_where_no_process_can_be_started_people_are_told_that(
    sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(_process: object) -> None:
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr("multiprocessing.process.BaseProcess.start", start)
    with closing(ReadingProcess(dying)) as process, pytest.raises(Unavailable, match="did not start"):
        list(process.read(sources, Unwatched(), NO_WISHES))


class _StoppedAfter(Unwatched):
    """Stopped by its person at the `checks`th look."""

    def __init__(self, checks: int) -> None:
        self.left = checks

    def check(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Cancelled("Stopped.")


def test_waiting_for_the_process_can_be_stopped(sources: list[Source]) -> None:
    with closing(ReadingProcess(hanging)) as process:
        answers = process.read(sources[4:], _StoppedAfter(2), NO_WISHES)
        with pytest.raises(Cancelled):
            next(answers)


def test_nothing_is_started_for_nothing() -> None:
    with closing(ReadingProcess(dying)) as process:
        assert list(process.read([], Unwatched(), NO_WISHES)) == []


def test_a_draft_comes_back_as_it_was(repository: Path) -> None:
    path = repository / "seeds" / "articles" / "01-harbour-fire.txt"
    (data,) = readings_as_json(path, "fire.txt", NO_WISHES, 0)
    assert [reading_of(data)] == list(readings(path, "fire.txt"))
    with pytest.raises(ValueError, match="validation error"):
        reading_of(b'{"draft": 1}')
