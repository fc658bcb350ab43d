"""What the window shows while no project is open: ways to begin, and where one was before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.immutable import immutable
from annotator.domain.labels import DEFAULT_LABELS
from annotator.models.moments import day_and_clock
from annotator.views.card_button import CardButton
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours
from annotator.views.label_legend import LabelLegend
from annotator.views.plain import heading_label, plain_label, tooltip
from annotator.views.tab_stops import stand_before

_COLUMN_EMS = 52
_TWO_COLUMNS_EMS = 44


@immutable
class RecentProject:
    """A project file that was open before. `opened_at` is UTC, ISO 8601; counts are those of that time."""

    path: str
    name: str
    finished: int = 0
    articles: int = 0
    opened_at: str = ""
    is_missing: bool = False


class StartPage(QScrollArea):
    sample_requested = Signal()
    new_project_requested = Signal()
    open_requested = Signal()
    import_requested = Signal()
    recent_requested = Signal(str)
    locate_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAccessibleName(self.tr("Start page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._purpose = plain_label(
            self.tr("Mark what an article states as confirmed, disputed or unverified.")
        )
        self._purpose.setProperty("title", True)
        self._legend = LabelLegend(colours, DEFAULT_LABELS)
        self._sample = QPushButton(self.tr("Open the Sample Project"))
        self._sample_detail = plain_label(
            self.tr("A few short articles to try everything on. Nothing you do there can go wrong.")
        )
        self._new = QPushButton()
        self._open = QPushButton()
        self._import = QPushButton()
        self._recent_title = heading_label(self.tr("Recent"))
        self._recent = QVBoxLayout()
        self._entries: list[QWidget] = []
        self._drop = CardButton(
            self.tr("Drop things anywhere"),
            self.tr("A project or articles. Or press here to choose articles."),
            dashed=True,
        )
        self._footer = plain_label(self.tr("Nothing leaves this computer."))
        self._lower = QHBoxLayout()
        self._column = QWidget()
        self._build()
        self.set_keys({})
        self.set_recent(())
        self._fit_font()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write keys, as people read them and by action id, on the buttons and beside the labels."""
        self._legend.set_keys(keys)
        for button, text, action in (
            (self._new, self.tr("New Project…"), "file.new_project"),
            (self._open, self.tr("Open Project…"), "file.open_project"),
            (self._import, self.tr("Import Articles…"), "file.import"),
        ):
            key = keys.get(action, "")
            button.setText(f"{text}    {key}" if key else text)
            button.setAccessibleName(text)

    def set_recent(self, projects: Sequence[RecentProject]) -> None:
        """List these, the newest first; the keyboard stays in the list if it was there."""
        focused = QApplication.focusWidget()
        had_keyboard = focused is not None and any(
            entry is focused or entry.isAncestorOf(focused) for entry in self._entries
        )
        self._recent.setSpacing(self.fontMetrics().height() // 3)
        while item := self._recent.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._entries = [self._missing(each) if each.is_missing else self._known(each) for each in projects]
        for entry in self._entries:
            self._recent.addWidget(entry)
            # Its layout would show it later, and what is hidden takes no keyboard.
            entry.show()
        if not projects:
            empty = plain_label(self.tr("Projects that you open are listed here."))
            empty.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            self._recent.addWidget(empty)
        self._recent.addStretch(1)
        stand_before(self._drop, [stop for entry in self._entries for stop in _stops(entry)])
        if had_keyboard:
            self.focus_first()

    def focus_first(self) -> None:
        """Give the keyboard to the project that was open last, or else to the sample project."""
        first = next((each for each in self._entries if isinstance(each, CardButton)), self._sample)
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()
        self._reveal()

    def _reveal(self) -> None:
        """Scroll to what has the keyboard, which in a small window may be far down."""
        page = self.widget()
        focused: QWidget | None = self.focusWidget()
        if focused is not None and page is not None and page.isAncestorOf(focused):
            if layout := page.layout():
                layout.activate()
            self.ensureWidgetVisible(focused)

    def _build(self) -> None:
        for label in (self._purpose, self._recent_title):
            label.setAccessibleName(label.text())
        for label in (self._sample_detail, self._footer):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._sample.setDefault(True)
        self._sample.setProperty("primary", True)
        first = QWidget()
        first_row = FlowLayout(first)
        first_row.addWidget(self._sample)
        first_row.addWidget(self._sample_detail)
        others = QWidget()
        other_row = FlowLayout(others)
        for button in (self._new, self._open, self._import):
            other_row.addWidget(button)
        recent = QVBoxLayout()
        recent.setSpacing(self.fontMetrics().height() // 2)
        recent.addWidget(self._recent_title)
        recent.addLayout(self._recent)
        self._lower.addLayout(recent, 3)
        self._lower.addWidget(self._drop, 2, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self._column)
        column.addStretch(1)
        for part in (self._purpose, self._legend, first, others):
            column.addWidget(part)
        column.addLayout(self._lower)
        column.addStretch(3)
        column.addWidget(self._footer)
        page = QWidget()
        page_row = QHBoxLayout(page)
        page_row.addStretch(1)
        page_row.addWidget(self._column, 100)
        page_row.addStretch(1)
        self.setWidget(page)
        self._sample.clicked.connect(self.sample_requested)
        self._new.clicked.connect(self.new_project_requested)
        self._open.clicked.connect(self.open_requested)
        self._import.clicked.connect(self.import_requested)
        self._drop.clicked.connect(self.import_requested)

    def _known(self, project: RecentProject) -> QWidget:
        parts = [self.tr("{0} of {1} articles finished").format(project.finished, project.articles)]
        if opened := day_and_clock(project.opened_at):
            parts.append(opened)
        button = CardButton(project.name, " · ".join(parts))
        button.setToolTip(tooltip(project.path))
        button.clicked.connect(lambda: self.recent_requested.emit(project.path))
        return button

    def _missing(self, project: RecentProject) -> QWidget:
        row = QWidget()
        side_by_side = QHBoxLayout(row)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        name = plain_label(self.tr("{0} was not found").format(project.name))
        name.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        name.setToolTip(tooltip(project.path))
        side_by_side.addWidget(name, 1)
        for text, spoken, wish in (
            (self.tr("Locate…"), self.tr("Locate {0}…"), self.locate_requested),
            (self.tr("Remove"), self.tr("Remove {0} from the list"), self.remove_requested),
        ):
            button = QPushButton(text)
            button.setAccessibleName(spoken.format(project.name))
            button.clicked.connect(lambda _checked=False, wish=wish: wish.emit(project.path))
            side_by_side.addWidget(button)
        return row

    def _fit_font(self) -> None:
        em = self.fontMetrics().height()
        self._column.setMaximumWidth(em * _COLUMN_EMS)
        if layout := self._column.layout():
            layout.setContentsMargins(em, em * 2, em, em)
            layout.setSpacing(em)
        self._lower.setSpacing(em * 2)
        self._fit_width()

    def _fit_width(self) -> None:
        is_wide = self.viewport().width() >= self.fontMetrics().height() * _TWO_COLUMNS_EMS
        wide, narrow = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._lower.setDirection(wide if is_wide else narrow)


def _stops(entry: QWidget) -> list[QWidget]:
    """Where the Tab key stops in an entry of the list."""
    return [entry] if isinstance(entry, CardButton) else list[QWidget](entry.findChildren(QPushButton))
