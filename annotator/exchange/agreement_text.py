"""A report on agreement as text, with everything it was computed on, to be read, copied and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from annotator.domain.agreement.annotator_pairs import AnnotatorPair, LeftOut
from annotator.domain.agreement.dawid_skene import Method
from annotator.domain.agreement.figure import FEWEST_UNITS, Figure
from annotator.domain.agreement.kappa import Kappa
from annotator.domain.agreement.reliability import FEWEST_GOLD, AnnotatorReliability, Reliability
from annotator.domain.agreement.report import Report

_MOST_ROWS: Final = 20
_GAP: Final = "  "
_NONE: Final = "–"
_METHODS: Final = {
    Method.FULL: "Dawid & Skene",
    Method.ONE_COIN: "one accuracy for each annotator, as there are few items",
    Method.MAJORITY: "shares of votes, as there are fewer than three annotators",
}

Row = Sequence[str]


def report_as_text(report: Report, title: str, *, document: str = "document") -> str:
    """The report in lines, tables aligned by spaces; at most 20 annotators or pairs, those in need first.

    `document` is what its documents are.
    """
    parts = [
        _head(report, title, document),
        _figure_lines(report, document),
        _pair_lines(report),
        _left_out_lines(report.left_out),
        _coincidence_lines(report),
        _reliability_lines(report.reliability),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def _head(report: Report, title: str, document: str) -> list[str]:
    counts = "; ".join(
        f"{label}: {count:,}" for label, count in zip(report.labels, report.label_counts, strict=True)
    )
    given = f" ({counts})" if counts else ""
    alpha, settings = report.alpha, report.settings
    is_named = report.documents is not None
    documents = f"{document}s {report.documents:,}" if is_named else "each item is one, as none are named"
    lines = [
        title,
        f"items {report.items:,}, annotators {len(report.annotators):,}, labels {report.given:,}{given}",
        f"missing {_percent(alpha.missing)} of items × annotators; "
        f"excluded {_percent(alpha.excluded)} of labels, alone in their item",
        f"level {settings.level.value}; intervals {settings.confidence:.0%}, "
        f"leaving out one {document} at a time; {documents}",
    ]
    if report.repeats:
        lines.append(f"given again, and counted once: {report.repeats:,} of the votes")
    return lines


def _figure_lines(report: Report, document: str) -> list[str]:
    figures = dict(_figures(report))
    rows: list[Row] = [("", "value", "interval", "items", "labels", "observed", "expected")]
    rows += [_figure_row(name, figure) for name, figure in figures.items()]
    notes = ["", *(_note(figure, document) for figure in figures.values())]
    return [f"{line}{_GAP}{note}".rstrip() for line, note in zip(_aligned(rows), notes, strict=True)]


def _figures(report: Report) -> Iterator[tuple[str, Figure]]:
    yield "alpha", report.alpha
    if len(report.labels) > 2:
        for label, figure in report.by_label.items():
            yield f"alpha, {label} against the rest", figure
    yield "percent agreement", report.percent
    yield "Gwet's AC1", report.ac1
    if report.ac2 is not None:
        yield "Gwet's AC2, quadratic", report.ac2
    yield "Fleiss' kappa", report.fleiss
    if report.fleiss.value is not None and len(report.labels) > 2:
        for label, figure in report.fleiss_by_label.items():
            yield f"Fleiss' kappa, {label}", figure


def _figure_row(name: str, figure: Figure) -> tuple[str, ...]:
    interval = figure.interval
    return (
        name,
        _number(figure.value),
        _NONE if interval is None else f"{interval.low:.3f} to {interval.high:.3f}",
        f"{figure.units:,}",
        f"{figure.labels:,}",
        _number(figure.observed),
        _number(figure.expected),
    )


def _note(figure: Figure, document: str) -> str:
    """Why there is no value, or no interval around it."""
    if figure.reason is not None:
        return f"undefined: {figure.reason.words}"
    if figure.interval_reason is None:
        return ""
    return f"no interval: {figure.interval_reason.words_on(f'{document}s')}"


def _pair_lines(report: Report) -> list[str]:
    if not report.pairs:
        return []
    shown = sorted(report.pairs, key=_by_need)[:_MOST_ROWS]
    names = ["plain", "linear", "quadratic"] if report.settings.has_order else ["plain"]
    heads = [f"kappa, {name}" if len(names) > 1 else "kappa" for name in names]
    interval = "interval of the first" if len(names) > 1 else "interval"
    rows = [("", "items", "equal", *heads, interval, "highest")]
    rows += [_pair_row(pair) for pair in shown]
    return [
        _titled("Each two annotators, by Cohen's kappa", len(shown), len(report.pairs)),
        *_aligned(rows),
        "The intervals take items to be independent.",
    ]


def _by_need(pair: AnnotatorPair) -> tuple[bool, float]:
    value = pair.kappa.value
    return pair.units < FEWEST_UNITS or value is None, 1.0 if value is None else value


def _pair_row(pair: AnnotatorPair) -> tuple[str, ...]:
    kappa = pair.kappa
    between = _NONE
    if kappa.low is not None and kappa.high is not None and pair.units >= FEWEST_UNITS:
        between = f"{kappa.low:.3f} to {kappa.high:.3f}"
    weighted = [_kappa(each) for each in (pair.linear, pair.quadratic) if each is not None]
    return (
        f"{pair.first} × {pair.second}",
        f"{pair.units:,}",
        _percent(pair.percent),
        _kappa(kappa),
        *weighted,
        between,
        _number(kappa.highest),
    )


def _left_out_lines(left: Sequence[LeftOut]) -> list[str]:
    if len(left) < 3:
        return []
    shown = sorted(left, key=lambda each: -(each.gain if each.gain is not None else -2))[:_MOST_ROWS]
    rows = [("", "labels", "alpha", "change")]
    rows += [(each.annotator, f"{each.labels:,}", _number(each.alpha), _signed(each.gain)) for each in shown]
    return [_titled("Alpha without one annotator", len(shown), len(left)), *_aligned(rows)]


def _coincidence_lines(report: Report) -> list[str]:
    rows = [("", *report.labels)]
    rows += [
        (label, *(f"{cell:,.1f}" for cell in row))
        for label, row in zip(report.labels, report.coincidences, strict=True)
    ]
    return ["Coincidences of labels", *_aligned(rows)] if report.labels else []


def _reliability_lines(found: Reliability) -> list[str]:
    if not found.units:
        return []
    labels = found.true_labels
    shares = "; ".join(f"{label}: {share:.3f}" for label, share in zip(labels, found.shares, strict=True))
    people = sorted(found.annotators, key=lambda each: (each.confusion is None, -each.labels))[:_MOST_ROWS]
    rows = [
        ("", "labels", *(f"right on {label}" for label in labels), "equal to gold", "interval", "of gold")
    ]
    rows += [_reliability_row(each, len(labels)) for each in people]
    lines = [
        _titled("Reliability, estimated", len(people), len(found.annotators))
        + f"; {_METHODS[found.method]}; gold items {found.gold_units:,}; advice, not gold",
        f"shares of the labels, estimated: {shares}",
        *_aligned(rows),
    ]
    if found.gold_units and any(each.accuracy is None for each in people):
        lines.append(f"No accuracy is given below {FEWEST_GOLD} items of gold.")
    if not found.is_settled:
        lines.append(f"The estimate did not settle in {found.rounds:,} rounds.")
    return lines


def _reliability_row(each: AnnotatorReliability, labels: int) -> tuple[str, ...]:
    right = [_number(each.confusion[place][place] if each.confusion else None) for place in range(labels)]
    between = _NONE if each.low is None or each.high is None else f"{each.low:.3f} to {each.high:.3f}"
    return (
        each.annotator,
        f"{each.labels:,}",
        *right,
        _number(each.accuracy),
        between,
        f"{each.gold_units:,}",
    )


def _titled(title: str, shown: int, count: int) -> str:
    return title if shown == count else f"{title} ({shown} of {count:,})"


def _aligned(rows: Sequence[Row]) -> list[str]:
    """The rows with their columns one below the other: the first flush left, the others flush right."""
    first, *others = (max(map(len, column)) for column in zip(*rows, strict=True))
    return [
        _GAP.join(
            [name.ljust(first), *(cell.rjust(width) for cell, width in zip(cells, others, strict=True))]
        )
        for name, *cells in rows
    ]


def _kappa(kappa: Kappa) -> str:
    return _number(kappa.value)


def _number(value: float | None) -> str:
    if value is None:
        return _NONE
    return f"{value:.3f}" if abs(value) < 1_000 else f"{value:,.0f}"


def _signed(value: float | None) -> str:
    return _NONE if value is None else f"{value:+.3f}"


def _percent(share: float | None) -> str:
    return _NONE if share is None else f"{share:.1%}"
