"""What reads files with annotations may crash, hang or want too much: the file fails, and nothing else."""

from __future__ import annotations

import json
import multiprocessing
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled, Refused, Unavailable
from annotator.domain.work import Unwatched
from annotator.exchange.annotation_reading import LIMITS, AnnotationReading, parts_as_json
from annotator.exchange.annotations.parts import Content, Part, Request, Texts, part_as_json, part_of
from annotator.exchange.annotations.survey import FileSurvey, survey
from annotator.exchange.annotations.taking_in import TakenIn, bring_in
from annotator.exchange.annotations.translation import Translation
from annotator.exchange.reading_process import Limits
from annotator.store.checking import check
from annotator.store.project import Project
from tests.unit.exchange.readers import ending, failing, spinning, stuck, talking

Answer = Callable[[Path, str, Request, int], Iterator[bytes]]
FORMAT = "doccano"


def write(path: Path, text: str = "It burns.") -> Path:
    label = [0, 2, "Disputed"]
    path.write_text(json.dumps({"text": text, "label": [label]}) + "\n", "utf-8")
    return path


def surveyed(project: Project, reading: AnnotationReading, path: Path) -> FileSurvey:
    return survey(Unwatched(), project, reading.file(path, FORMAT))


def taken(project: Project, found: FileSurvey) -> TakenIn:
    translation = Translation({"Disputed": "disputed"}, {"": project.join("Ada").id})
    return bring_in(Unwatched(), project, found, translation)


@pytest.mark.parametrize(
    ("answer", "limits"),
    [
        (talking, LIMITS),
        pytest.param(
            spinning,
            Limits(processor=0.5),
            marks=pytest.mark.skipif(sys.platform == "win32", reason="Windows does not hold this limit"),
        ),
    ],
)
def test_a_file_that_stops_its_reader_is_refused_and_the_next_is_read(
    project: Project, tmp_path: Path, answer: Answer, limits: Limits
) -> None:
    with closing(AnnotationReading(answer, limits=limits)) as reading:
        with pytest.raises(Refused, match=r"^Could not read bad\.jsonl: its reader stopped"):
            surveyed(project, reading, write(tmp_path / "bad.jsonl"))
        assert taken(project, surveyed(project, reading, write(tmp_path / "good.jsonl"))).claims == 1


def test_a_reader_that_never_comes_back_is_given_up(project: Project, tmp_path: Path) -> None:
    with (
        closing(AnnotationReading(stuck, limits=Limits(clock=0.3))) as reading,
        pytest.raises(Refused, match=r"^Could not read bad\.jsonl: its reader stopped"),
    ):
        surveyed(project, reading, write(tmp_path / "bad.jsonl"))


def test_a_reader_that_crashes_while_a_file_is_taken_in_leaves_nothing_of_it(
    project: Project, tmp_path: Path
) -> None:
    with closing(AnnotationReading(ending)) as reading:
        found = surveyed(project, reading, write(tmp_path / "bad.jsonl"))
        assert found.claims == 1
        with pytest.raises(Refused, match=r"^Could not read bad\.jsonl: its reader stopped"):
            taken(project, found)
        assert project.articles.count() == 0
        assert not list(check(project, Unwatched()))
        assert taken(project, surveyed(project, reading, write(tmp_path / "good.jsonl"))).claims == 1


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("odd.json", r"the reader of its format failed on it \(AttributeError\)"),
        pytest.param(
            "greedy.json",
            "needs more than 1 GB of memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold this limit"),
        ),
    ],
)
def test_a_reader_that_fails_says_over_which_file(
    project: Project, tmp_path: Path, name: str, problem: str
) -> None:
    with closing(AnnotationReading(failing)) as reading:
        with pytest.raises(Refused, match=problem):
            surveyed(project, reading, write(tmp_path / name))
        assert surveyed(project, reading, write(tmp_path / "good.json")).articles == 1


def test_waiting_for_a_reader_is_stopped_at_once(project: Project, tmp_path: Path) -> None:
    class Stopped(Unwatched):
        def check(self) -> None:
            raise Cancelled

    with closing(AnnotationReading(stuck)) as reading, pytest.raises(Cancelled):
        survey(Stopped(), project, reading.file(write(tmp_path / "bad.jsonl"), FORMAT))


def test_what_is_refused_and_what_can_not_be_read_now_stay_apart(project: Project, tmp_path: Path) -> None:
    with closing(AnnotationReading()) as reading:
        (tmp_path / "a.jsonl").write_text("{", "utf-8")
        with pytest.raises(Refused, match="is no JSON"):
            surveyed(project, reading, tmp_path / "a.jsonl")
        with pytest.raises(Unavailable, match="can't be read"):
            surveyed(project, reading, tmp_path / "gone.jsonl")
        with pytest.raises(Refused, match="There is no format"):
            survey(Unwatched(), project, reading.file(tmp_path / "a.jsonl", "none"))


def test_a_file_that_is_refused_does_not_cost_the_process(project: Project, tmp_path: Path) -> None:
    def readers() -> list[int | None]:
        return [child.pid for child in multiprocessing.active_children()]

    with closing(AnnotationReading()) as reading:
        surveyed(project, reading, write(tmp_path / "a.jsonl"))
        before = readers()
        (tmp_path / "b.jsonl").write_text("{", "utf-8")
        with pytest.raises(Refused, match="is no JSON"):
            surveyed(project, reading, tmp_path / "b.jsonl")
        assert surveyed(project, reading, tmp_path / "a.jsonl").articles == 1
        assert len(before) == 1
        assert readers() == before


@pytest.mark.parametrize(
    ("format_name", "content"), [("claimreview", '[{"@type": "Recipe"}]'), ("w3c", "[]"), ("csv", "id,label")]
)
def test_a_file_with_nothing_in_it_is_refused(
    project: Project, tmp_path: Path, format_name: str, content: str
) -> None:
    path = tmp_path / "a"
    path.write_text(content, "utf-8")
    with closing(AnnotationReading()) as reading, pytest.raises(Refused, match="Nothing was imported"):
        survey(Unwatched(), project, reading.file(path, format_name))


def test_a_file_that_changed_since_it_was_looked_at_is_not_taken_in(project: Project, tmp_path: Path) -> None:
    with closing(AnnotationReading()) as reading:
        found = surveyed(project, reading, write(tmp_path / "a.jsonl"))
        write(tmp_path / "a.jsonl", "It burns no more.")
        with pytest.raises(Unavailable, match="was changed while it was read"):
            taken(project, found)
    assert project.articles.count() == 0


def test_a_text_that_comes_again_brings_its_sentences_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(write(path).read_text("utf-8") * 3, "utf-8")

    def drafts(texts: Texts) -> list[bool]:
        parts = parts_as_json(path, "a.jsonl", Request(FORMAT, texts=texts), 0)
        return [content.draft is not None for part in parts for content in part_of(part).contents]

    assert drafts(Texts.NONE) == [False] * 3
    assert drafts(Texts.ONCE) == [True, False, False]
    assert drafts(Texts.EACH) == [True] * 3


def test_a_part_is_what_it_was_after_its_way_but_for_half_characters() -> None:
    part = Part(contents=(Content("a\ud800b", "hash", metadata={"n": 10**30, "yes": True, "1": "1"}),))
    (content,) = part_of(part_as_json(part)).contents
    assert content == Content("a\ufffdb", "hash", metadata={"n": 10**30, "yes": True, "1": "1"})
    with pytest.raises(ValueError, match="validation error"):
        part_of(b'{"contents": [{"name": 1}]}')
