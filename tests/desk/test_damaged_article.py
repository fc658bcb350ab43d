"""One article that can't be read stands in nobody's way to the others."""

from __future__ import annotations

import pytest

from annotator.desk.desk import Desk
from annotator.desk.notices import Notice
from annotator.desk.workbench import Workbench
from annotator.domain.errors import ArticleUnavailable
from annotator.store.project import Project
from tests.desk.told import Told
from tests.unit.store.samples import edited


def _damage(project: Project, *titles: str) -> None:
    for title in titles:
        edited(
            project.path,
            "UPDATE article_text SET text = text || '.' "
            "WHERE article_id IN (SELECT id FROM article WHERE title LIKE ? || '%')",
            (title,),
        )


def _try(bench: Workbench, told: Told, title: str) -> Notice:
    """The notice that an article can't be opened."""
    row = next(row for row in bench.queue.rows if row.title.startswith(title))
    assert not bench.attempt(lambda: bench.desk.open_article(row.article_id))
    return told.notices[-1]


def _title(desk: Desk) -> str:
    return desk.require_sheet().article.title


def test_the_next_article_is_one_press_away(
    bench: Workbench, desk: Desk, project: Project, told: Told
) -> None:
    _damage(project, "The bridge")
    notice = _try(bench, told, "The bridge")
    assert desk.sheet is None
    assert [answer.text for answer in notice.answers] == ["Try Again", "Next Article"]
    notice.answers[1].act()
    assert _title(desk).startswith("The river")
    assert notice.key in told.withdrawn


def test_the_last_article_offers_the_one_before_it(
    bench: Workbench, desk: Desk, project: Project, told: Told
) -> None:
    _damage(project, "The ferry")
    notice = _try(bench, told, "The ferry")
    notice.answers[1].act()
    assert (notice.answers[1].text, _title(desk)[:9]) == ("Previous Article", "The river")


def test_damaged_articles_in_a_row_are_passed_one_by_one(
    bench: Workbench, desk: Desk, project: Project, told: Told
) -> None:
    _damage(project, "The bridge", "The river")
    _try(bench, told, "The bridge").answers[1].act()
    assert desk.sheet is None
    told.notices[-1].answers[1].act()
    assert _title(desk).startswith("The ferry")


def test_the_keys_go_on_from_the_article_that_could_not_be_read(
    bench: Workbench, desk: Desk, project: Project, told: Told
) -> None:
    _damage(project, "The river")
    bench.queue.by(1)
    with pytest.raises(ArticleUnavailable, match="not the one that was imported"):
        bench.queue.by(1)
    assert _title(desk).startswith("The bridge")
    bench.queue.by(1)
    assert _title(desk).startswith("The ferry")
    with pytest.raises(ArticleUnavailable):
        bench.queue.by(-1)
    bench.queue.by(-1)
    assert _title(desk).startswith("The bridge")
