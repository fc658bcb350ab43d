"""How far annotators agree, as the line above a review says it."""

from __future__ import annotations

from annotator.domain.agreement.figure import Figure
from annotator.exchange.agreement.naming import interval_words, value_words
from annotator.views.review.review_words import tr


def figure_words(figure: Figure) -> tuple[str, str]:
    """The value with what it rests on, and what it means; of none that it is undefined, and why."""
    basis = f"n = {figure.units:,}"
    why = tr(
        "Krippendorff's alpha of the labels, over the n units that two annotators labelled, "
        "as it was before anything was decided. Deciding does not change it."
    )
    if figure.value is None:
        reason = tr(figure.reason.words) if figure.reason else ""
        return tr("α of labels undefined, as %1").replace("%1", reason) + f" ({basis})", why
    value = tr("α of labels %1").replace("%1", value_words(figure.value))
    if (found := figure.interval) is not None:
        value += f" [{value_words(found.low)}, {value_words(found.high)}]"
    notes = (interval_words(figure), tr("Too little to rely on.") if figure.is_tentative else "", why)
    return f"{value}, {basis}", "\n".join(filter(None, notes))
