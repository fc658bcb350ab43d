"""What of an import will not come in, or comes in although it is doubtful, before it begins."""

from __future__ import annotations

from PySide6.QtCore import Qt

from annotator.exchange.outcomes import Outcome, Status
from annotator.exchange.survey import Survey, Surveyed
from annotator.models.outcome_model import OutcomeModel

_ORDER = (Status.FAILED, Status.ADDED, Status.DUPLICATE, Status.SKIPPED)


class ForecastModel(OutcomeModel):
    """Those whose encoding has to be chosen come first."""

    def show_survey(self, survey: Survey) -> None:
        """List what there is something to say of."""
        said = [outcome for article in survey.articles if (outcome := self._said(article))]
        self._reset(sorted([*said, *survey.others], key=_weight))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return (self.tr("Article"), self.tr("What there is to say"))[section]

    def _said(self, article: Surveyed) -> Outcome | None:
        if article.candidates:
            reason = self.tr("It is not UTF-8. It comes in once its encoding is chosen.")
            return Outcome(
                article.name, Status.FAILED, reason, article.source.path, candidates=article.candidates
            )
        if article.twin:
            reason = self.tr("The same text as “{0}”. It is skipped.").format(article.twin)
            return Outcome(article.name, Status.DUPLICATE, reason)
        if article.resembles:
            reason = self.tr("Much like “{0}”.").format(article.resembles)
            return Outcome(article.name, Status.ADDED, reason)
        return None


def _weight(row: Outcome) -> int:
    return -1 if row.candidates else _ORDER.index(row.status)
