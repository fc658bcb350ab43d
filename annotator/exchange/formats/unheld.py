"""What claims say that a format has no place for, counted for the loss report."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from annotator.domain.records import Basis, Claim, Confidence
from annotator.exchange.dossier import Dossier
from annotator.exchange.losses import Losses

_SAID: Final[dict[str, tuple[str, Callable[[Claim], bool]]]] = {
    "note": ("notes", lambda claim: bool(claim.note)),
    "flag": ("flags", lambda claim: claim.flag),
    "confidence": ("how sure the annotator was", lambda claim: claim.confidence is not Confidence.UNSET),
    "basis": ("that a claim rests on more than the text", lambda claim: claim.basis is not Basis.IN_TEXT),
    "as_of": ("the day as of which a claim was judged", lambda claim: bool(claim.as_of)),
    "suggested": ("labels that had been suggested", lambda claim: claim.suggested_label is not None),
    "times": ("when claims were made and changed", lambda claim: bool(claim.created_at)),
}


def count_unheld(dossier: Dossier, losses: Losses, *, held: Collection[str] = ()) -> None:
    """Count what the claims say besides words, label and annotator, apart from what is `held`.

    The parts are note, flag, confidence, basis, as_of, suggested and times. Notes and flags that were not
    chosen are no loss.
    """
    chosen = {*held} if dossier.choices.notes else {*held, "note", "flag"}
    for part, (what, is_said) in _SAID.items():
        if part not in chosen:
            for claim in dossier.claims:
                if is_said(claim):
                    losses.add(what, claim.id)


def count_unheld_facts(dossier: Dossier, losses: Losses) -> None:
    """Count an article of which more is known than a text and a name of its file can say."""
    article = dossier.article
    if any((article.url, article.outlet, article.byline, article.published_at)):
        losses.add("addresses, outlets, authors and dates of articles", article.id)
