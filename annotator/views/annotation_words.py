"""What a file with annotations holds, and what came of it, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.survey import FileSurvey
from annotator.exchange.annotations.taking_in import TakenIn
from annotator.views import count_words


def measures() -> dict[str, str]:
    """What offsets may count, in words."""
    return {
        Measure.CODE_POINT: _tr("code points (Python)"),
        Measure.UTF16: _tr("UTF-16 units (JavaScript)"),
        Measure.UTF8: _tr("UTF-8 bytes"),
        Measure.GRAPHEME: _tr("characters as people see them"),
        Measure.CRLF_AS_ONE: _tr("code points, CR LF as one"),
        Measure.CRLF_AS_TWO: _tr("code points, each line end as two"),
    }


def unit_words(found: FileSurvey) -> str:
    """What the offsets of a file turned out to count."""
    if found.is_unsure or not found.measures:
        return _tr("not said in the file")
    first, *others = found.measures
    name = _tr("different units") if others else measures()[first]
    usual = _tr("as the file says: {0}") if found.is_said else _tr("as is usual: {0}")
    said = _tr("found out: {0}, as its words prove") if found.is_certain else usual
    return said.format(name)


def survey_words(found: FileSurvey) -> str:
    """How much a file holds."""
    if not found.articles:
        return _tr("No article was found in it. It may be in another format.")
    parts = [count_words.articles(found.articles)]
    if found.known:
        parts[0] += _tr(" ({0} here already)").format(count_words.number(found.known))
    parts.append(count_words.claims(found.claims))
    if found.no_claims:
        parts.append(count_words.empty_sentences(found.no_claims))
    if len(found.measures) > 1:
        names = measures()
        said = [(names[measure], count_words.articles(n)) for measure, n in found.measures.items()]
        parts += [_tr("{0} in {1}").format(*each) for each in said]
    placed = sum(found.placed.values())
    every = found.claims + found.no_claims
    if placed < every:
        parts.append(_tr("{0} of {1} placed").format(count_words.number(placed), count_words.number(every)))
    return " · ".join(parts)


def result_words(result: TakenIn) -> str:
    """How much came in."""
    parts = [
        _tr("{0} and {1} imported").format(
            count_words.articles(result.articles), count_words.claims(result.claims)
        )
    ]
    if result.no_claims:
        parts.append(count_words.empty_sentences(result.no_claims))
    if there := result.claims_there + result.no_claims_there:
        parts.append(_tr("{0} here already").format(count_words.number(there)))
    if result.claims_differing:
        said = _tr("{0} of them say something else here and stay as they are")
        parts.append(said.format(count_words.number(result.claims_differing)))
    if result.is_cancelled:
        parts.append(_tr("stopped; what came in before stays"))
    return " · ".join(parts)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Annotations", text)
