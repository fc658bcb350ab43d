"""Articles, sentences and claims as entries of the command palette."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Slot

from annotator.desk.workbench import Workbench
from annotator.domain.telling import shortened
from annotator.models.palette_model import Entry, EntryKind, Offers
from annotator.views.action_entries import action_entries
from annotator.views.actions import ActionTable
from annotator.views.command_palette import CommandPalette

_TITLE_MOST = 120


def provide_all(
    palette: CommandPalette, bench: Workbench, table: ActionTable, context: Callable[[], str]
) -> None:
    """Let the palette offer actions that fit `context`, and everything on the desk."""
    palette.provide(EntryKind.ACTION, lambda: Offers.of(action_entries(table, context())))
    palette.provide(EntryKind.ARTICLE, _Articles(bench, palette).offers)
    palette.provide(EntryKind.SENTENCE, lambda: Offers.of(_sentences(bench)))
    palette.provide(EntryKind.CLAIM, lambda: Offers.of(_claims(bench)))


class _Articles(QObject):
    """Offers the queue, whose titles may be thousands: they are kept until it is loaded again."""

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._offers: Offers | None = None
        bench.queue.loaded.connect(self._on_queue_loaded)

    def offers(self) -> Offers:
        if self._offers is None:
            self._offers = _articles(self._bench)
        return self._offers

    @Slot()
    def _on_queue_loaded(self) -> None:
        self._offers = None


def _articles(bench: Workbench) -> Offers:
    rows = bench.queue.rows

    def entry(place: int) -> Entry:
        row = rows[place]
        return Entry(
            title=row.title,
            detail=bench.tr("article"),
            key="",
            kind=EntryKind.ARTICLE,
            run=partial(bench.notices.attempt, partial(bench.desk.open_article, row.article_id)),
        )

    return Offers([row.title for row in rows], entry)


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
