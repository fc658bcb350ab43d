"""The dashboard's figures as tables: what charts are painted from, what is read aloud, and what is copied."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QObject, Qt

from annotator.desk.dashboard import Shown
from annotator.domain.agreement.figure import Figure
from annotator.domain.immutable import immutable
from annotator.exchange.dashboard.overview import NO_CLAIM
from annotator.exchange.formats.csv_table import guarded
from annotator.models.rows import Index, RowModel

Row = tuple[str, ...]


@immutable
class Figures:
    """One table: the names of its columns, and its rows as people read them; `note` says how it was made."""

    key: str
    title: str
    columns: Row
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def csv(self) -> str:
        """The table as CSV with its header, for a spreadsheet: no cell is run there as a formula."""
        text = io.StringIO()
        csv.writer(text).writerows([guarded(cell) for cell in row] for row in (self.columns, *self.rows))
        return text.getvalue()


class FiguresModel(RowModel[Row]):
    """A table of words, right-aligned where a cell is a number."""

    def __init__(self, figures: Figures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = figures.columns
        self._reset(list(figures.rows))

    def key_of(self, row: Row) -> str:
        return "\0".join(row)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return self._columns[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                pairs = zip(self._columns, row, strict=True)
                return ", ".join(f"{name} {cell}" for name, cell in pairs)
            case Qt.ItemDataRole.TextAlignmentRole if index.column():
                return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            case _:
                return None


def figures_of(shown: Shown, *, is_revealed: bool) -> tuple[Figures, ...]:
    """Every table of the dashboard; the one of agreement only where the work of several is seen.

    Letters stand for those who gave labels until it `is_revealed` who they are.
    """
    made = [_labels(shown), _progress(shown), _pace(shown)]
    if shown.is_everybody:
        made.insert(1, _agreement(shown))
        made.append(_confusions(shown, shown.names if is_revealed else shown.letters))
    return tuple(made)


def label_name(shown: Shown, key: str) -> str:
    """A label's name, and words for no claim."""
    if key == NO_CLAIM:
        return _tr("No claim")
    return next((label.name for label in shown.labels if label.key == key), key)


def alpha_words(alpha: Figure) -> str:
    """A value of alpha with two digits, or why there is none."""
    if alpha.value is None:
        return alpha.reason.words if alpha.reason else _tr("undefined")
    return _number(alpha.value, 2)


def _labels(shown: Shown) -> Figures:
    counts = shown.overview.labels
    total = sum(counts.values())
    rows = tuple(
        (label_name(shown, key), str(count), f"{_number(100 * count / total, 1)} %" if total else "–")
        for key, count in counts.items()
    )
    columns = (_tr("Label"), _tr("Count"), _tr("Share"))
    note = _tr("Claims by label, and sentences that were said to hold none, since then and not deleted.")
    return Figures("labels", _tr("Labels"), columns, rows, note)


def _agreement(shown: Shown) -> Figures:
    rows = tuple(
        (
            week.name,
            alpha_words(week.alpha),
            str(week.alpha.units),
            ", ".join(_tr("version %1").replace("%1", str(number)) for number in week.guidelines),
        )
        for week in shown.overview.weeks
    )
    columns = (_tr("Week"), _tr("Alpha"), _tr("Units"), _tr("Guidelines"))
    note = _tr(
        "Krippendorff's alpha of labels, nominal, on claims that two annotators made about the same words, "
        "in the week in which the second of them finished the article. A value of few units is not to be "
        "relied on."
    )
    return Figures("agreement", _tr("Agreement by Week"), columns, rows, note)


def _progress(shown: Shown) -> Figures:
    names = shown.names
    rows = tuple(
        sorted(
            (names[one.annotator_id], str(one.finished), str(one.begun), str(one.articles), str(one.flags))
            for one in shown.overview.progress
        )
    )
    columns = (_tr("Annotator"), _tr("Finished"), _tr("In work"), _tr("Articles"), _tr("Flagged"))
    return Figures(
        "progress", _tr("Progress"), columns, rows, _tr("By name. Excluded articles do not count.")
    )


def _pace(shown: Shown) -> Figures:
    names = shown.names
    rows = tuple(
        sorted(
            (
                names[pace.annotator_id],
                str(pace.decisions),
                "–" if pace.seconds is None else _number(pace.seconds, 1),
            )
            for pace in shown.overview.paces
        )
    )
    columns = (_tr("Annotator"), _tr("Decisions"), _tr("Seconds each"))
    note = _tr(
        "The median from one decision to the next, without pauses of more than 30 seconds. By name: it is no "
        "ranking, and is seen by the person and the lead."
    )
    return Figures("pace", _tr("Pace"), columns, rows, note)


def _confusions(shown: Shown, names: Mapping[str, str]) -> Figures:
    """By what the annotators are called here: any other order would tell who of them joined first."""
    found = []
    for one in shown.overview.confusions:
        called = [
            (names[id_], label_name(shown, key)) for id_, key in zip(one.annotators, one.labels, strict=True)
        ]
        (first, its_label), (second, other_label) = sorted(called)
        found.append((-one.count, f"{first} – {second}", its_label, other_label))
    rows = tuple((who, label, other, str(-count)) for count, who, label, other in sorted(found))
    columns = (_tr("Annotators"), _tr("The first says"), _tr("The second says"), _tr("Count"))
    note = _tr("What two annotators say of the same words, where they differ; the most frequent first.")
    return Figures("confusions", _tr("Needs a Look"), columns, rows, note)


def as_csv(tables: tuple[Figures, ...]) -> Iterator[str]:
    """All tables one below the other, each with its title in a line of its own."""
    for table in tables:
        yield f"{table.title}\r\n{table.csv}\r\n"


def _number(value: float, digits: int) -> str:
    return QLocale.c().toString(value, "f", digits)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Dashboard", text)
