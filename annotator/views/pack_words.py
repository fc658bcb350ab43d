"""What is in a pack and what merging it does, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from annotator.desk.merge_study import PackSeen
from annotator.exchange.packs.comparison import Comparison, FindingKind
from annotator.exchange.packs.comparison import Finding as PackFinding
from annotator.exchange.packs.cover import Cover
from annotator.models.finding_model import Finding
from annotator.views import count_words


def contents(cover: Cover) -> str:
    """How much of her work a pack holds."""
    counts = cover.counts
    return _tr("{0} in {1}, {2} on sentences").format(
        count_words.claims(counts["claims"]),
        count_words.articles(counts["articles"]),
        _many(counts["decisions"], _tr("1 decision"), _tr("{0} decisions")),
    )


def summary(packs: Sequence[PackSeen], *, is_done: bool) -> str:
    """What is merged, or was, person by person."""
    found = [pack.comparison for pack in packs if pack.comparison is not None]
    if not found:
        return _tr("None of these files can be merged.")
    if not any(_has_news(each) or each.left_out or each.stops for each in found):
        return _tr("Nothing new: every claim and decision in it is here already.")
    people = ", ".join(f"{each.cover.annotator.name} {count_words.claims(_brought(each))}" for each in found)
    said = _tr("Merged: {0}.") if is_done else _tr("To merge: {0}. A backup is made first.")
    told = [said.format(people)]
    if any(each.brings_results for each in found):
        told.append(_tr("What was decided about the work comes with it."))
    if left := sum(each.left_out for each in found):
        told.append(_many(left, _tr("1 row has no place here."), _tr("{0} rows have no place here.")))
    return " ".join(told)


def findings(packs: Iterable[PackSeen]) -> list[Finding]:
    """What is to be said of each pack, with the name of whose it is."""
    said = []
    for pack in packs:
        if pack.trouble:
            said.append(Finding(_tr("{0} can’t be merged").format(pack.path.name), 1, (pack.trouble,)))
        if pack.comparison is not None:
            name = pack.comparison.cover.annotator.name
            said += [
                Finding(f"{name}: {_words(found)}", found.count, found.examples)
                for found in pack.comparison.findings
            ]
    return said


def _brought(found: Comparison) -> int:
    return found.claims.new + found.claims.newer


def _has_news(found: Comparison) -> bool:
    tallies = (found.claims, found.decisions, found.assignments)
    others = found.articles or found.guidelines or found.brings_results
    return any(tally.new or tally.newer for tally in tallies) or bool(others)


def _words(found: PackFinding) -> str:
    texts = {
        FindingKind.ARTICLE_UNKNOWN: _tr("left out, as {0} not in this project"),
        FindingKind.ARTICLE_CHANGED: _tr("left out, as the text of {0} is another one here"),
        FindingKind.WORDS_MISFIT: _tr("left out, as the words are not those of the article there"),
        FindingKind.LABEL_UNKNOWN: _tr("left out, as this project has no such label"),
        FindingKind.CUT_OTHERWISE: _tr("left out, as the sentence is cut otherwise here"),
        FindingKind.NOT_HERS: _tr("left out, as it is not the work of who sent it"),
        FindingKind.HISTORY_DIFFERS: _tr("history left out, as other entries stand in its place here"),
        FindingKind.GUIDELINE_DIFFERS: _tr("versions of the guidelines that say something else here"),
        FindingKind.GUIDELINE_OLDER: _tr("merged, though made by older guidelines"),
        FindingKind.NAME_TAKEN: _tr("somebody else here has that name: say below how this one is called"),
        FindingKind.NAME_ALIKE: _tr("new here beside somebody whose name is nearly the same: two people"),
        FindingKind.FINISH_OUTWEIGHED: _tr("finished there, but changed here since"),
        FindingKind.MARKED_TWICE: _tr("on words that are marked more than once: kept, and counted once"),
    }
    articles = _many(found.articles, _tr("1 article is"), _tr("{0} articles are"))
    if found.kind is FindingKind.ARTICLE_CHANGED:
        articles = count_words.articles(found.articles)
    return texts[found.kind].format(articles)


def _many(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count_words.number(count))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Packs", text)
