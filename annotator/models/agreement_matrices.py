"""The tables of an agreement, with words for each number: figures, annotators, labels, reliability."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from annotator.domain.agreement.figure import FEWEST_UNITS, Figure
from annotator.domain.agreement.kappa import Kappa
from annotator.domain.agreement.reliability import FEWEST_GOLD, AnnotatorReliability
from annotator.domain.review.items import ItemFilter
from annotator.exchange.agreement.collecting import Table
from annotator.exchange.agreement.measuring import PairAgreement, ProjectAgreement
from annotator.exchange.agreement.naming import (
    NAMINGS,
    Naming,
    basis_words,
    figures_of,
    interval_words,
    value_words,
)
from annotator.exchange.agreement.telling import common_table
from annotator.models.matrix_model import Matrix, MatrixCell

_CONTEXT: Final = "Agreement"


class PairMeasure(StrEnum):
    """What stands in the table of annotators."""

    KAPPA = "kappa"
    F1 = "f1"


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate(_CONTEXT, text)


def figure_matrix(agreement: ProjectAgreement, label_names: Mapping[str, str]) -> Matrix:
    """A row for every figure: its value, its interval, and what it rests on."""
    rows: list[str] = []
    cells: list[tuple[MatrixCell, ...]] = []
    for key, figure in figures_of(agreement).items():
        naming = NAMINGS[key]
        rows.append(tr(naming.name))
        cells.append(_figure_cells(figure, naming, tr(naming.how)))
        if key == "alpha":
            for label, own in agreement.labels.by_label.items():
                name = label_names.get(label, label)
                rows.append(f"    {name}")
                how = tr("Nominal alpha of this label against all others: %1.").replace("%1", name)
                cells.append(_figure_cells(own, naming, how))
    return Matrix(tuple(rows), (tr("Value"), tr("Interval"), tr("Rests on")), tuple(cells))


def annotator_matrix(
    agreement: ProjectAgreement, names: Mapping[str, str], measure: PairMeasure = PairMeasure.KAPPA
) -> Matrix:
    """Annotators by annotators, in the order of `names`; empty where there is too little to compare."""
    shown = tuple(names.values())
    cells = tuple(
        tuple(_annotator_cell(agreement, one, other, names, measure) for other in names) for one in names
    )
    return Matrix(shown, shown, cells)


def label_matrix(
    agreement: ProjectAgreement,
    names: Mapping[str, str],
    label_names: Mapping[str, str],
    pair: PairAgreement | None = None,
) -> Matrix:
    """Labels by labels, with no claim as the last: of all pairs of annotators, or of one.

    Of one pair a row is the label of the first annotator and a column that of the second.
    """
    keys = [*agreement.labels.labels, None]
    table = pair.table if pair else common_table(agreement.pairs)
    most = max((count for (one, other), count in table.items() if one != other), default=0)
    said = [tr("no claim") if key is None else label_names.get(key, key) for key in keys]
    first, second = (f"{names[id_]} " for id_ in (pair.first, pair.second)) if pair else ("", "")
    cells = tuple(
        tuple(_label_cell(table, (one, other), most, pair, label_names) for other in keys) for one in keys
    )
    return Matrix(tuple(f"{first}{name}" for name in said), tuple(f"{second}{name}" for name in said), cells)


def reliability_matrix(
    agreement: ProjectAgreement, names: Mapping[str, str], label_names: Mapping[str, str]
) -> Matrix:
    """A row for each annotator: how often she gives each label where it is true, by the estimate."""
    found = agreement.labels.reliability
    labels = found.true_labels
    people = {person.annotator: person for person in found.annotators}
    method = tr("Estimated by %1 on %2 units, of which %3 are gold. It is advice and never becomes gold.")
    how = method.replace("%1", found.method.value.replace("_", " "))
    how = how.replace("%2", f"{found.units:,}").replace("%3", f"{found.gold_units:,}")
    cells = []
    for id_ in names:
        person = people.get(id_)
        rows = person.confusion if person else None
        right = (rows[place][place] if rows else None for place in range(len(labels)))
        given = MatrixCell(f"{person.labels if person else 0:,}", tr("How many labels were given in units."))
        cells.append((given, *(MatrixCell(value_words(one), how) for one in right), _gold_cell(person)))
    columns = (tr("Labels"), *(label_names.get(label, label) for label in labels), tr("Equal to gold"))
    return Matrix(tuple(names.values()), columns, tuple(cells))


def _gold_cell(person: AnnotatorReliability | None) -> MatrixCell:
    if person is None:
        return MatrixCell(value_words(None), tr("There is nothing to compare."))
    if person.accuracy is None or person.low is None or person.high is None:
        few = tr("%1 of %2 labels are those of gold. Below %3 no share is given.")
        few = few.replace("%1", str(person.right)).replace("%2", str(person.gold_units))
        return MatrixCell(f"{person.right}/{person.gold_units}", few.replace("%3", str(FEWEST_GOLD)))
    between = f"{value_words(person.low)}–{value_words(person.high)}"
    how = tr("The share of labels that are those of gold, with Wilson’s interval of 95 %.")
    return MatrixCell(f"{value_words(person.accuracy)} ({between})", how)


def _figure_cells(figure: Figure, naming: Naming, how: str) -> tuple[MatrixCell, ...]:
    value, interval = value_words(figure.value), interval_words(figure)
    if figure.value is None and figure.reason is not None:
        interval = tr("undefined: %1").replace("%1", tr(figure.reason.words))
    elif figure.is_tentative:
        value = f"({value})"
    basis = basis_words(figure, naming)
    told = "\n".join((how, basis, interval))
    return tuple(MatrixCell(text, told) for text in (value, interval, basis))


def _annotator_cell(
    agreement: ProjectAgreement, one: str, other: str, names: Mapping[str, str], measure: PairMeasure
) -> MatrixCell:
    pair = None if one == other else agreement.pair(one, other)
    if pair is None:
        same = tr("The same annotator.") if one == other else tr("No article was finished by both.")
        return MatrixCell("", same)
    who = f"{names[one]} × {names[other]}"
    key = ItemFilter(annotators=(min(one, other), max(one, other)))
    if measure is PairMeasure.F1:
        units = sum(pair.table.values())
        value = pair.f1.value
        how = tr("Relaxed F1: half of the words in common and the same label.")
    else:
        units = pair.kappa.units if pair.kappa else 0
        value = pair.kappa.value if pair.kappa else None
        how = _kappa_words(pair.kappa)
    told = f"{who}\n{how}\nn = {units:,} " + tr("units")
    if units < FEWEST_UNITS:
        few = tr("Fewer than %1 units: no number is shown.").replace("%1", str(FEWEST_UNITS))
        return MatrixCell("", f"{told}\n{few}", None, key)
    if value is None:
        return MatrixCell(f"–\n{units:,}", told, None, key)
    return MatrixCell(f"{value:.2f}\n{units:,}".replace("-", "−"), told, max(value, 0.0), key)


def _kappa_words(kappa: Kappa | None) -> str:
    how = tr("Cohen’s kappa on the units that both labelled.")
    if kappa is None:
        return how
    if kappa.value is None:
        reason = tr(kappa.reason.words) if kappa.reason else ""
        return f"{how} " + tr("undefined: %1").replace("%1", reason)
    return f"{how} " + tr("95 % from %1 to %2, taking units to be independent.").replace(
        "%1", value_words(kappa.low)
    ).replace("%2", value_words(kappa.high))


def _label_cell(
    table: Table,
    labels: tuple[str | None, str | None],
    most: int,
    pair: PairAgreement | None,
    label_names: Mapping[str, str],
) -> MatrixCell:
    one, other = labels
    if one is None and other is None:
        return MatrixCell("", tr("What nobody marked is not counted."))
    count = table[one, other]
    said = [tr("no claim") if key is None else label_names.get(key, key) for key in labels]
    if one == other:
        told = tr("Pairs of annotators who both said “%1”: %2.").replace("%1", said[0])
        return MatrixCell(f"{count:,}", told.replace("%2", f"{count:,}"))
    told = tr("Pairs of annotators of whom one said “%1” and the other “%2”: %3.")
    told = told.replace("%1", said[0]).replace("%2", said[1]).replace("%3", f"{count:,}")
    least, greatest = sorted(labels, key=lambda key: (key is None, key or ""))
    people = (min(pair.first, pair.second), max(pair.first, pair.second)) if pair else None
    key = ItemFilter(annotators=people, labels=(least, greatest)) if count else None
    return MatrixCell(f"{count:,}", told, count / most if most else None, key)
