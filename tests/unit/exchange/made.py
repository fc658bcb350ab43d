"""Projects with a few articles and decisions in them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from annotator.domain import article_steps, claim_steps, unit_steps
from annotator.domain.identity import new_id, now
from annotator.domain.records import Article, Unit
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import Project

SENTENCES = ("Fire 🔥 in the port.", "Nobody was hurt.", "The mayor said so.", "Subscribe now!")


def add_article(
    project: Project, sentences: Sequence[str] = SENTENCES, *, title: str = "Fire", language: str = ""
) -> str:
    """Add an article of these sentences, one a line, and return its id; one with "Subscribe" is not asked."""
    text = "\n".join(sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = Article(new_id(), digest, title, len(text), source_sha256="0" * 64, imported_at=now())
    if language:
        article = replace(article, language=language)
    units, start = [], 0
    for sentence in sentences:
        end = start + len(sentence)
        units.append(Unit(article.id, start, end, annotatable="Subscribe" not in sentence))
        start = end + 1
    project.articles.add([(article, text, units)], annotator_id="")
    return article.id


def sheet_of(project: Project, article_id: str, name: str = "Ada") -> Sheet:
    return load_sheet(project, article_id, project.join(name).id)


def label(project: Project, sheet: Sheet, words: str, key: str = "confirmed", *, note: str = "") -> str:
    """Label the first place of `words`, and return the claim's id."""
    start = sheet.text.index(words)
    commit(project, sheet, claim_steps.mark(sheet, Span(start, start + len(words)), key, note=note))
    return next(claim.id for claim in sheet.claims if claim.quote == words)


def decide_rest(project: Project, sheet: Sheet) -> None:
    """Say of every undecided sentence that it claims nothing, and finish."""
    for index in range(len(sheet.units)):
        if sheet.state(index).is_undecided:
            commit(project, sheet, unit_steps.say_no_claim(sheet, index))
    assignment = project.people.assignment(sheet.article.id, sheet.annotator_id)
    commit(project, sheet, article_steps.finish(sheet, assignment))


def damage_text(project: Project, article_id: str, sql: str = "text || '.'") -> None:
    """Make the text of an article what the expression `sql` says, as a disk might that knows no rules."""
    rules = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'article_text'"
    with project.database.write():
        found = project.database.rows(rules)
        for name, _ in found:
            project.database.execute(f"DROP TRIGGER {name}")
        project.database.execute(f"UPDATE article_text SET text = {sql} WHERE article_id = ?", (article_id,))
        for _, made in found:
            project.database.execute(str(made))
