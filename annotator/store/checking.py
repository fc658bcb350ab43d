"""Whether a project is whole: the file, the texts, every quote, and the journal against the present state."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from annotator.domain.work import Job
from annotator.store.plain_records import checksum
from annotator.store.project import Project
from annotator.store.replaying import replay
from annotator.store.tables import facts_checksum
from annotator.store.troubles import Damaged, Finding, readable


def check(project: Project, job: Job) -> Iterator[Finding]:
    """Everything found wrong, as it is found; nothing for a project that is whole.

    This reads everything, and decisions wait for it: a project in use is checked in a `snapshot`.
    """
    for number, (name, part) in enumerate(_PARTS.items()):
        job.check()
        job.step(number, len(_PARTS), name)
        try:
            with readable():
                yield from part(project)
        except Damaged as error:
            yield Finding(name, str(error))
    job.step(len(_PARTS), len(_PARTS), "done")


def _file(project: Project) -> Iterator[Finding]:
    database = project.database
    for (answer,) in database.each("PRAGMA integrity_check(20)"):
        if answer != "ok":
            yield Finding("file", f"SQLite says: {answer}")
    for table, row, parent, _ in database.each("PRAGMA foreign_key_check"):
        yield Finding(f"{table} {row}", f"refers to a row of {parent} that is missing")
    if project.fact("checksum") != facts_checksum(database):
        yield Finding("labels", "the labels, or what the project says of itself, differ from their checksum")


def _articles(project: Project) -> Iterator[Finding]:
    sql = (
        "SELECT article.id, article.sha256, article.length, article_text.text "
        "FROM article LEFT JOIN article_text ON article_text.article_id = article.id"
    )
    for id_, sha256, length, text in project.database.each(sql):
        if not isinstance(text, str):
            yield Finding(f"article {id_}", "its text is missing")
        elif hashlib.sha256(text.encode()).hexdigest() != sha256 or len(text) != length:
            yield Finding(f"article {id_}", "its text differs from its checksum")


def _quotes(project: Project) -> Iterator[Finding]:
    # An order is no part of a claim's checksum, and numbers with a hole would still be in order.
    numbers = "SELECT claim_id FROM fragment GROUP BY claim_id HAVING max(number) <> count(*) - 1"
    for (claim_id,) in project.database.each(numbers):
        yield Finding(f"claim {claim_id}", "its stretches are not numbered one after the other")
    texts = _TextOfArticle(project)
    for claim in project.claims.each(deleted=True):
        if project.database.row("SELECT checksum FROM claim WHERE id = ?", (claim.id,)) != (checksum(claim),):
            yield Finding(f"claim {claim.id}", "differs from its checksum")
        text = texts.of(claim.article_id)
        for part in claim.fragments:
            if text[part.start : part.end] != part.quote:
                yield Finding(
                    f"claim {claim.id}", f"its quote is not the article's text at {part.start}-{part.end}"
                )


class _TextOfArticle:
    """The last article's text, for claims that come article by article."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._id, self._text = "", ""

    def of(self, article_id: str) -> str:
        if article_id != self._id:
            self._id, self._text = article_id, ""
            # What is wrong with the text is found with the articles.
            with suppress(Damaged):
                self._text = self._project.articles.text(article_id)
        return self._text


_PARTS: Final[dict[str, Callable[[Project], Iterator[Finding]]]] = {
    "file": _file,
    "articles": _articles,
    "quotes": _quotes,
    "journal": replay,
}
