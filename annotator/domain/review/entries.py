"""A case as the queue keeps it: its item, and what it is filtered and ordered by but does not show."""

from __future__ import annotations

from annotator.domain.agreement.disagreement import Kind
from annotator.domain.immutable import immutable
from annotator.domain.review.cases import Case
from annotator.domain.review.items import Item, ItemFilter
from annotator.domain.review.letters import sides


@immutable
class Entry:
    """`annotator_pairs` are the ids of those who differ, the furthest apart first. No view is given them."""

    item: Item
    annotator_pairs: tuple[tuple[str, str], ...] = ()

    def is_admitted(self, wanted: ItemFilter) -> bool:
        """Whether a filter admits it."""
        item = self.item
        return (
            wanted.state in (None, item.state)
            and (wanted.kind is None or wanted.kind in item.kinds)
            and wanted.article_id in (None, item.article_id)
            and (wanted.labels is None or _has(wanted.labels, item.label_pairs))
            and (wanted.annotators is None or _has(wanted.annotators, self.annotator_pairs))
        )


def entry_of(case: Case, *, seed: int) -> Entry | None:
    """The entry of a case; None where there is nothing to compare and nothing was decided.

    `seed` draws its letters.
    """
    adjudication = case.adjudication
    if adjudication is None and (not case.marked or case.kinds == (Kind.UNCOMPARED,)):
        return None
    told, labels = sides(case, seed=seed)
    item = Item(
        case.key,
        case.article_id,
        case.span,
        case.kinds,
        case.value,
        labels,
        case.label_pairs,
        told,
        case.state,
        case.outcome,
        adjudication.updated_at if adjudication else "",
        case.method,
    )
    return Entry(item, case.annotator_pairs)


def _has(pair: tuple[str | None, str | None], pairs: tuple[tuple[str | None, str | None], ...]) -> bool:
    return pair in pairs or (pair[1], pair[0]) in pairs
