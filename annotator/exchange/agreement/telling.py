"""An agreement as text in aligned columns, and as plain values for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any, Final, TypeVar

from annotator.domain.agreement.annotator_pairs import AnnotatorPair, LeftOut
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.reliability import AnnotatorReliability
from annotator.domain.agreement.report import Report
from annotator.exchange.agreement.collecting import Table
from annotator.exchange.agreement.measuring import PairAgreement, ProjectAgreement
from annotator.exchange.agreement.naming import (
    NAMINGS,
    Group,
    Naming,
    basis_words,
    figures_of,
    interval_words,
    terms_words,
    value_words,
)
from annotator.exchange.agreement_text import report_as_text

NO_CLAIM: Final = "no claim"
_Called = TypeVar("_Called", LeftOut, AnnotatorReliability)
_HEADINGS: Final = {Group.PLACES: "Places of claims, over the whole text", Group.SENTENCES: "Sentences"}


def common_table(pairs: Sequence[PairAgreement]) -> Table:
    """What any two annotators have beside each other, the same whether read by row or by column."""
    found: Table = Counter()
    for pair in pairs:
        for (one, other), count in pair.table.items():
            found[one, other] += count
            if one != other:
                found[other, one] += count
    return found


def pairs_by_name(agreement: ProjectAgreement, names: Mapping[str, str]) -> list[PairAgreement]:
    """The pairs in the order of what annotators are called: that of joining would tell who is who."""

    def turned(pair: PairAgreement) -> PairAgreement:
        if names[pair.first] <= names[pair.second]:
            return pair
        table = Counter({(other, one): count for (one, other), count in pair.table.items()})
        return replace(pair, first=pair.second, second=pair.first, table=table)

    found = map(turned, agreement.pairs)
    return sorted(found, key=lambda pair: (names[pair.first], names[pair.second]))


def told(agreement: ProjectAgreement, names: Mapping[str, str]) -> str:
    """All of it as lines, with what it was computed on; `names` has what stands for each annotator's id."""
    title = "Labels, on review units"
    parts = [
        [f"Agreement in {agreement.title}", terms_words(agreement), f"annotators: {_list(names)}"],
        [report_as_text(renamed(agreement.labels, names), title, document="article")],
        _labels(agreement),
        *(_figures(agreement, group) for group in _HEADINGS),
        _pairs(agreement, names),
        _in_time(agreement, names),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def facts(agreement: ProjectAgreement, names: Mapping[str, str]) -> dict[str, Any]:
    """The same as plain values. Values are not rounded; what is undefined is null, with a reason."""
    terms = agreement.terms
    figures = figures_of(agreement)
    return {
        "project": agreement.project_id,
        "title": agreement.title,
        "made_with": agreement.made_with,
        "settings": {
            "annotators": sorted(names.values()),
            "articles": None if terms.articles is None else list(terms.articles),
            "overlap_threshold": terms.threshold,
            "level": terms.level.value,
            "label_order": list(terms.labels),
            "journal": terms.journal,
        },
        "articles": agreement.asked,
        "compared_articles": agreement.articles,
        "units": agreement.units,
        "figures": {key.value: asdict(figure) for key, figure in figures.items()},
        "pairs": [_pair_facts(pair, names) for pair in pairs_by_name(agreement, names)],
        "labels": asdict(renamed(agreement.labels, names)),
    }


def renamed(report: Report, names: Mapping[str, str]) -> Report:
    """The report with what stands for its annotators, who are in the order of that."""

    def paired(pair: AnnotatorPair) -> AnnotatorPair:
        first, second = sorted((names[pair.first], names[pair.second]))
        return replace(pair, first=first, second=second)

    def called(people: Iterable[_Called]) -> tuple[_Called, ...]:
        found = (replace(each, annotator=names[each.annotator]) for each in people)
        return tuple(sorted(found, key=lambda each: each.annotator))

    return replace(
        report,
        annotators=tuple(sorted(names[id_] for id_ in report.annotators)),
        pairs=tuple(sorted(map(paired, report.pairs), key=lambda pair: (pair.first, pair.second))),
        left_out=called(report.left_out),
        reliability=replace(report.reliability, annotators=called(report.reliability.annotators)),
    )


def _list(names: Mapping[str, str]) -> str:
    return ", ".join(sorted(names.values())) or "nobody"


def _figures(agreement: ProjectAgreement, group: Group) -> list[str]:
    found = figures_of(agreement)
    rows = [_row(naming, found[key]) for key, naming in NAMINGS.items() if naming.group is group]
    return [_HEADINGS[group], *_aligned(rows, words=(0, 2, 3))]


def _row(naming: Naming, figure: Figure) -> tuple[str, ...]:
    if figure.value is None:
        reason = figure.reason.words if figure.reason else ""
        return naming.name, value_words(None), f"undefined: {reason}", basis_words(figure, naming)
    return naming.name, value_words(figure.value), interval_words(figure), basis_words(figure, naming)


def _pairs(agreement: ProjectAgreement, names: Mapping[str, str]) -> list[str]:
    rows = [("", "F1 relaxed", "articles")]
    for pair in pairs_by_name(agreement, names):
        rows.append((_who(pair, names), value_words(pair.f1.value), f"{pair.f1.units:,}"))
    return ["Each two annotators, by F1", *_aligned(rows)] if agreement.pairs else []


def _in_time(agreement: ProjectAgreement, names: Mapping[str, str]) -> list[str]:
    rows = [("", "", "alpha", "units")]
    for pair in pairs_by_name(agreement, names):
        who = _who(pair, names)
        for week, alpha in pair.alphas:
            rows.append((who, week or "all", value_words(alpha.value), f"{alpha.units:,}"))
            who = ""
    head = "Each two annotators, by alpha of labels, in all and by the week in which the later was done"
    return [head, *_aligned(rows, words=(0, 1))] if len(rows) > 1 else []


def _who(pair: PairAgreement, names: Mapping[str, str]) -> str:
    return f"{names[pair.first]} × {names[pair.second]}"


def _labels(agreement: ProjectAgreement) -> list[str]:
    table = common_table(agreement.pairs)
    if not table:
        return []
    keys = [*agreement.labels.labels, None]
    shown = [key or NO_CLAIM for key in keys]
    rows = [("", *shown)]
    for one, name in zip(keys, shown, strict=True):
        rows.append((name, *(f"{table[one, other]:,}" for other in keys)))
    return ["Labels beside each other, counted in pairs of annotators", *_aligned(rows)]


def _pair_facts(pair: PairAgreement, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "first": names[pair.first],
        "second": names[pair.second],
        "kappa": asdict(pair.kappa) if pair.kappa else None,
        "alpha": asdict(pair.in_time.alpha) if pair.in_time else None,
        "weeks": [asdict(week) for week in pair.in_time.weeks] if pair.in_time else [],
        "f1_relaxed": asdict(pair.f1),
        "table": [
            {"first": one, "second": other, "count": count}
            for (one, other), count in sorted(pair.table.items(), key=lambda entry: _key(entry[0]))
        ],
    }


def _key(labels: tuple[str | None, str | None]) -> tuple[tuple[bool, str], ...]:
    return tuple((label is None, label or "") for label in labels)


def _aligned(rows: Sequence[Sequence[str]], *, words: Collection[int] = (0,)) -> Iterator[str]:
    """The rows with their columns one below the other: those of `words` flush left, numbers flush right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if place in words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
