"""The sample project, made from `seeds/`: six articles, and what Ada and Ben decided in three of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from annotator.domain import article_steps, claim_steps, unit_steps
from annotator.domain.records import Confidence
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.domain.steps import Step
from annotator.domain.work import Job, Unwatched
from annotator.exchange.finding import Found, Source
from annotator.exchange.importing import import_texts
from annotator.exchange.sheets import commit, load_sheet
from annotator.resources import seed
from annotator.store.making import in_the_making
from annotator.store.project import Project, create_project

Entry = Mapping[str, Any]
TITLE: Final = "Sample project"


def build_sample(path: Path, *, job: Job | None = None) -> Project:
    """Make the sample project at `path` and open it. Raises as `create_project` does.

    Everything in it went the way of any decision, so it has a history and can be checked.
    """
    project = create_project(path, title=TITLE)
    try:
        with in_the_making(project):
            _fill(project, job or Unwatched())
    except BaseException:
        project.close()
        project.path.unlink(missing_ok=True)
        raise
    return project


def _fill(project: Project, job: Job) -> None:
    seeds = json.loads(seed("claims.json").read_bytes())
    files = {article["file"]: Path(article["file"]).name for article in seeds["articles"]}
    sources = tuple(Source(seed(file), name) for file, name in files.items())
    import_texts(job, project, Found(sources))
    ids = {article.source_path: article.id for article in project.articles.each()}
    people = {person["name"]: project.join(person["name"]).id for person in seeds["annotators"]}
    for article in seeds["articles"]:
        for work in article["work"]:
            replay(project, ids[files[article["file"]]], people[work["annotator"]], work)


def replay(project: Project, article_id: str, annotator_id: str, work: Entry) -> None:
    """Do again what somebody decided in one article, step by step in the order of the text."""
    sheet = load_sheet(project, article_id, annotator_id)
    claims = [(_place(sheet.text, entry, "quote"), entry) for entry in work["claims"]]
    without = [(_place(sheet.text, entry, "starts_with"), entry) for entry in work["no_claim"]]
    for span, entry in sorted(claims + without, key=lambda decision: decision[0]):
        for step in _steps(sheet, span, entry):
            commit(project, sheet, step)
    # Where other rules cut the article otherwise, the sample is a bit unfinished and still of use.
    if work["finished"] and not sheet.undecided:
        assignment = project.people.assignment(article_id, annotator_id)
        commit(project, sheet, article_steps.finish(sheet, assignment))


def _steps(sheet: Sheet, span: Span, entry: Entry) -> Iterator[Step]:
    if "label" not in entry:
        unit = sheet.unit_at(span.start)
        if unit is not None:
            yield unit_steps.say_no_claim(sheet, unit)
        return
    confidence = Confidence(entry.get("confidence", Confidence.UNSET))
    yield claim_steps.mark(sheet, span, entry["label"], confidence=confidence, note=entry.get("note", ""))
    if entry.get("flag"):
        yield claim_steps.toggle_flag(sheet, [claim for claim in sheet.claims_in(span) if claim.span == span])


def _place(text: str, entry: Entry, field: str) -> Span:
    """Where the words of `entry` are: the only place, or the one that it counts to."""
    words = entry[field]
    starts = [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]
    start = starts[entry.get("occurrence", 1) - 1]
    return Span(start, start + len(words))
