"""How each two annotators agree week by week, as a table that is charted, read and copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.domain.agreement.figure import Figure
from annotator.domain.immutable import immutable
from annotator.domain.review.items import ItemFilter
from annotator.exchange.agreement.measuring import PairAgreement
from annotator.models.agreement_matrices import tr
from annotator.models.dashboard_tables import Figures, alpha_words


@immutable
class Trend:
    """A pair of annotators: what they are called, alpha in all, and by week where there is one."""

    name: str
    alpha: Figure
    weeks: Mapping[str, Figure]


def trends(pairs: Sequence[PairAgreement], names: Mapping[str, str]) -> tuple[Trend, ...]:
    """The pairs that labelled a unit both, in the order of `pairs`."""
    return tuple(
        Trend(_who(pair, names), pair.in_time.alpha, {week.name: week.alpha for week in pair.in_time.weeks})
        for pair in pairs
        if pair.in_time
    )


def trend_figures(pairs: Sequence[PairAgreement], names: Mapping[str, str]) -> Figures:
    """A row for each pair in all, and one for each of its weeks."""
    rows = tuple(
        (_who(pair, names), week or tr("All"), alpha_words(alpha), str(alpha.units))
        for pair in pairs
        for week, alpha in pair.alphas
    )
    columns = (tr("Annotators"), tr("Week"), tr("Alpha"), tr("Units"))
    note = tr(
        "Krippendorff’s alpha of labels on the units that both labelled, as it was before anything was "
        "decided, in the week in which the later of the two finished the article. A hollow dot rests on too "
        "few units to be relied on; thin lines stand at 0 and 1."
    )
    return Figures("pairs", tr("Each Two Annotators by Week"), columns, rows, note)


def trend_filters(pairs: Sequence[PairAgreement]) -> tuple[ItemFilter, ...]:
    """The items on which the pair of each row differs."""
    return tuple(
        ItemFilter(annotators=(min(pair.first, pair.second), max(pair.first, pair.second)))
        for pair in pairs
        for _ in pair.alphas
    )


def _who(pair: PairAgreement, names: Mapping[str, str]) -> str:
    return f"{names[pair.first]} × {names[pair.second]}"
