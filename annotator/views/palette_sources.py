"""Articles, sentences and claims as entries of the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from annotator.desk.workbench import Workbench
from annotator.domain.telling import shortened
from annotator.models.palette_model import Entry, EntryKind
from annotator.views.action_entries import action_entries
from annotator.views.actions import ActionTable
from annotator.views.command_palette import CommandPalette

_TITLE_MOST = 120


def provide_all(
    palette: CommandPalette, bench: Workbench, table: ActionTable, context: Callable[[], str]
) -> None:
    """Let the palette offer actions that fit `context`, and everything on the desk."""
    palette.provide(EntryKind.ACTION, lambda: action_entries(table, context()))
    palette.provide(EntryKind.ARTICLE, lambda: _articles(bench))
    palette.provide(EntryKind.SENTENCE, lambda: _sentences(bench))
    palette.provide(EntryKind.CLAIM, lambda: _claims(bench))


def _articles(bench: Workbench) -> Iterator[Entry]:
    detail = bench.tr("article")
    for row in bench.queue.rows:
        yield Entry(
            title=row.title,
            detail=detail,
            key="",
            kind=EntryKind.ARTICLE,
            run=partial(bench.notices.attempt, partial(bench.desk.open_article, row.article_id)),
        )


def _sentences(bench: Workbench) -> Iterator[Entry]:
    sheet = bench.desk.sheet
    for index, unit in enumerate(sheet.units if sheet else ()):
        number = sheet.number(index) if sheet else None
        if sheet is not None and number is not None:
            yield Entry(
                title=f"{number} {shortened(unit.span.of(sheet.text), _TITLE_MOST)}",
                detail=bench.tr("sentence"),
                key="",
                kind=EntryKind.SENTENCE,
                run=partial(bench.notices.attempt, partial(bench.movement.to_unit, index)),
            )


def _claims(bench: Workbench) -> Iterator[Entry]:
    sheet = bench.desk.sheet
    names = {label.key: label.name for label in bench.desk.labels}
    for claim in sheet.claims if sheet else ():
        yield Entry(
            title=shortened(claim.quote, _TITLE_MOST),
            detail=names.get(claim.label, claim.label),
            key="",
            kind=EntryKind.CLAIM,
            run=partial(bench.notices.attempt, partial(bench.movement.to_claim, claim.id)),
        )
