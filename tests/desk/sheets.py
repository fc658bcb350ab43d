"""Opens articles of the small project, and reads off a desk what a person sees."""

from __future__ import annotations

from annotator.desk.desk import Desk
from annotator.domain.sheet import UnitState


def open_titled(desk: Desk, start: str) -> None:
    """Open the article whose title starts so, at its first sentence."""
    found = next(article for article in desk.project.articles.each() if article.title.startswith(start))
    desk.open_article(found.id, unit_start=0)


def marks(desk: Desk) -> list[tuple[str, str]]:
    """The words and labels of the claims in the open article."""
    return [(claim.quote, claim.label) for claim in desk.require_sheet().claims]


def states(desk: Desk) -> list[UnitState]:
    """The state of every sentence in the open article."""
    sheet = desk.require_sheet()
    return [sheet.state(index) for index in range(len(sheet.units))]


def lit(desk: Desk) -> str:
    """The words that a label would act on if no claim is current."""
    sheet, cursor = desk.require_sheet(), desk.cursor
    return (cursor.selection or sheet.units[cursor.unit].span).of(sheet.text)
