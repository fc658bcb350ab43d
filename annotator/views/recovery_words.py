"""What a recovery brought back, in sentences and counts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.desk.recovery import Recovered
from annotator.domain.records import Claim
from annotator.models.finding_model import Finding
from annotator.store.repair.rebuilding import Rebuilt
from annotator.views import count_words
from annotator.views.plain import isolated

_EXAMPLES = 5


def summary(found: Recovered) -> str:
    """How much of how much, where it is, and what is to be done."""
    rebuilt, number = found.rebuilt, count_words.number
    whole = rebuilt.entries + rebuilt.lost_entries
    sentences = [
        _tr("{0} of {1} entries of the history were recovered.").format(
            number(rebuilt.entries), number(whole)
        ),
        _tr("“{0}” holds {1}, {2} and {3}, and is open now.").format(
            isolated(found.path.name),
            count_words.articles(rebuilt.articles),
            count_words.claims(rebuilt.claims),
            _tr("%n other decisions", rebuilt.decisions),
        ),
        _tr("The damaged file was not changed."),
    ]
    if rebuilt.lost_articles:
        sentences.append(_tr("Import the articles whose text was not found again from their source."))
    if found.left_out is not None:
        said = _tr("What was decided in them is kept in {0}.")
        sentences.append(said.format(isolated(found.left_out.name)))
    return " ".join(sentences)


def findings(rebuilt: Rebuilt) -> list[Finding]:
    """What did not come back, and what did in another way."""
    found = []
    if rebuilt.lost_entries:
        found.append(Finding(_tr("entries of the history that could not be read"), rebuilt.lost_entries))
    if rebuilt.from_tables:
        said = _tr("records that stand in for them, as they were last")
        found.append(Finding(said, rebuilt.from_tables))
    if rebuilt.lost_articles:
        titles = rebuilt.lost_articles
        found.append(
            Finding(_tr("articles whose text was not found anywhere"), len(titles), titles[:_EXAMPLES])
        )
    claims = [record for record in rebuilt.left_out if isinstance(record, Claim)]
    if claims:
        quotes = tuple(claim.quote for claim in claims[:_EXAMPLES])
        found.append(Finding(_tr("claims in them"), len(claims), quotes))
    if others := len(rebuilt.left_out) - len(claims):
        found.append(Finding(_tr("other decisions in them"), others))
    return found


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Recovery", text, "", count)
