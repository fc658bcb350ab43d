"""A small project in a file: two annotators, finished, unfinished and untouched articles."""

from __future__ import annotations

import hashlib
from pathlib import Path

from annotator.domain import article_steps, claim_steps, unit_steps
from annotator.domain.identity import new_id
from annotator.domain.records import Article, Unit
from annotator.domain.sheet import Sheet
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import Project, create_project

BRIDGE = "The bridge is closed 🚧.\nThe mayor says it is safe.\nNobody was hurt.\n"
FLOOD = "The river rose by two metres.\nExperts doubt that.\n"
FERRY = "The ferry sank in 1999.\nMany remember it.\n"


def small_project(folder: Path) -> Project:
    """Three articles, the last of them untouched.

    Anna finished the bridge (2 claims, 1 empty sentence) and began the flood (1 claim). Ben finished the
    flood (2 claims).
    """
    project = create_project(folder / "news", title="News of May")
    anna, ben = project.join("Anna").id, project.join("Ben").id
    bridge, flood, _ = [_add(project, text, anna) for text in (BRIDGE, FLOOD, FERRY)]
    _label(project, bridge, anna, labels=("confirmed", "disputed", ""))
    _label(project, flood, anna, labels=("unverified",))
    _label(project, flood, ben, labels=("confirmed", "disputed"))
    return project


def closed_project(folder: Path) -> Path:
    """The small project, in a folder that may be missing, with nobody at it."""
    folder.mkdir(parents=True, exist_ok=True)
    project = small_project(folder)
    project.close()
    return project.path


def _add(project: Project, text: str, annotator_id: str) -> str:
    article_id, start, units = new_id(), 0, []
    for line in text.splitlines():
        units.append(Unit(article_id, start, start + len(line)))
        start += len(line) + 1
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(article_id, sha256, text.partition("\n")[0], len(text), language="en")
    project.articles.add([(article, text, units)], annotator_id=annotator_id)
    return article_id


def _label(project: Project, article_id: str, annotator_id: str, *, labels: tuple[str, ...]) -> None:
    """Give the sentences their labels in order, "" for no claim; finish the article where all have one."""
    sheet = load_sheet(project, article_id, annotator_id)
    for index, label in enumerate(labels):
        if label:
            commit(project, sheet, claim_steps.mark(sheet, sheet.units[index].span, label))
        else:
            commit(project, sheet, unit_steps.say_no_claim(sheet, index))
    if _is_decided(sheet):
        assignment = project.people.assignment(article_id, annotator_id)
        commit(project, sheet, article_steps.finish(sheet, assignment))


def _is_decided(sheet: Sheet) -> bool:
    return not sheet.undecided
