"""Kill imports of articles: every article is there whole or not at all, and importing again brings the rest.

Most imports are of a few long texts, which are read in the process that is killed. In one portion of five the
files are of several kinds, so that another process reads them, which has to end with the one that is killed.
"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.domain.work import Unwatched
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.store.project import open_project
from tests.unit.store.samples import anna, mark, new_project
from torture.campaign import Tally
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_LONG: Final = 260
"""Sentences, so that two articles are a batch."""
_SHORT: Final = 12
_KINDS_EVERY: Final = 5


def _prepare_texts(folder: Path) -> None:
    """A project with a claim, and eight long texts, which are written to it in several batches."""
    sources = _project(folder)
    for number in range(8):
        (sources / f"{number:03}.txt").write_text(_text(number, _LONG), encoding="utf-8")


def _prepare_kinds(folder: Path) -> None:
    """A project with a claim, and files of three kinds with 96 articles, which are written in two batches."""
    sources = _project(folder)
    for number in range(30):
        (sources / f"{number:03}.txt").write_text(_text(number, _SHORT), encoding="utf-8")
    for number in range(30, 36):
        paragraphs = "".join(f"<p>{line}</p>" for line in _text(number, _SHORT).split("\n\n"))
        page = f"<html><head><title>Page {number}</title></head><body><article>{paragraphs}</article></body>"
        (sources / f"{number:03}.html").write_text(page, encoding="utf-8")
    records = [{"title": f"Record {number}", "text": _text(number, _SHORT)} for number in range(36, 96)]
    lines = "".join(f"{json.dumps(record)}\n" for record in records)
    (sources / "records.jsonl").write_text(lines, encoding="utf-8")


def _project(folder: Path) -> Path:
    with closing(new_project(folder / "a")) as project:
        mark(project)
    sources = folder / "sources"
    sources.mkdir()
    return sources


def _text(number: int, sentences: int) -> str:
    """The article of this number: three paragraphs that no other article has."""
    lines = [f"Town {number} says that its {place}th bridge is safe." for place in range(sentences)]
    third = sentences // 3
    return "\n\n".join(" ".join(lines[first : first + third]) for first in range(0, sentences, third))


def _act(folder: Path) -> None:
    with closing(open_project(folder / "a.claimdesk")) as project:
        found = find_files([folder / "sources"])
        report = import_texts(Unwatched(), project, found, annotator_id=anna(project).id)
        if report.failed or report.skipped:
            raise ValueError(f"not all was imported: {report}")


def _state(folder: Path) -> State:
    """The articles in their order, each with its text and its sentences; then the claims."""
    with closing(open_project(folder / "a.claimdesk")) as project:
        articles = tuple(
            (article.title, project.articles.text(article.id), len(project.articles.units(article.id)))
            for article in project.articles.each()
        )
        return articles, tuple(claim.quote for claim in project.claims.each())


def _is_whole(found: State, before: State, after: State) -> bool:
    """What was imported until then stays: whole articles, in the order of the files."""
    articles, claims = found
    reached = len(articles)
    return len(before[0]) <= reached and articles == after[0][:reached] and claims == before[1]


TEXTS: Final = Victim(_prepare_texts, _act, _state, _is_whole)
KINDS: Final = Victim(_prepare_kinds, _act, _state, _is_whole)


def run(kills: int, seed: int) -> Tally:
    """Kill so often; which files are imported hangs on the seed."""
    victim = KINDS if seed % _KINDS_EVERY == _KINDS_EVERY - 1 else TEXTS
    tally = try_kills(victim, kills, seed)
    tally.count("beside a process that reads", kills * (victim is KINDS))
    return tally


CAMPAIGN = killing(
    "torture.kill_importing",
    "whole articles only, in the order of the files; importing again ends as without a kill",
    portion=10,
)

if __name__ == "__main__":
    tell(run)
