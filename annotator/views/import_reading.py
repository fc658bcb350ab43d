"""In which language and encoding articles are read, and which way their text runs."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.language_data import function_words
from annotator.exchange.survey import Surveyed
from annotator.views.encoding_names import encoding_name
from annotator.views.flow_layout import FlowLayout
from annotator.views.kind_names import direction_name, encodings, language_name
from annotator.views.plain import plain_label
from annotator.views.setting_fields import ListField

_BY_SCRIPT = ("am", "bn", "he", "hi", "hy", "ja", "ka", "km", "ko", "lo", "my", "ta", "te", "th", "zh")
"""Languages that are told by their writing, not by their words."""


class ImportReading(QWidget):
    """The language is that of all articles, the encoding that of one file. `changed` follows a choice."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encodings: dict[str, str] = {}
        self._file = ""
        names = {tag: language_name(tag) for tag in (*function_words(), *_BY_SCRIPT)}
        by_name = dict(sorted(names.items(), key=lambda pair: pair[1]))
        self._language = ListField({"": self.tr("found out"), **by_name})
        self._encoding = ListField({})
        self._found = plain_label()
        self._build()
        self._language.chosen.connect(self.changed)
        self._encoding.chosen.connect(self._on_encoding_chosen)

    @property
    def language(self) -> str:
        """The BCP 47 tag of all articles; "" finds it out."""
        return str(self._language.currentData())

    def use_language(self, tag: str) -> None:
        """Take all articles to be in this language; "" finds it out."""
        self._language.show_value(tag)

    def show_article(self, article: Surveyed) -> None:
        """Offer encodings for the file that the article is in."""
        self._file = article.source.name
        offered = {each.encoding: encoding_name(each.encoding) for each in article.candidates}
        if self._file in self.encodings:
            found = self.tr("found out")
        else:
            found = self.tr("found out: {0}").format(encoding_name(article.encoding))
        with QSignalBlocker(self._encoding):
            self._encoding.clear()
            self._encoding.addItem(found, "")
            for codec, name in (offered | encodings()).items():
                self._encoding.addItem(name, codec)
            self._encoding.show_value(self.encodings.get(self._file, ""))

    def show_draft(self, draft: ArticleDraft) -> None:
        """Say what was found of the article that is shown."""
        language = language_name(draft.language)
        runs = direction_name(draft.direction)
        self._found.setText(self.tr("This one: {0}, {1}").format(language, runs))

    def _build(self) -> None:
        self._found.setWordWrap(False)
        flow = FlowLayout(self)
        for name, field in (
            (self.tr("Language of all:"), self._language),
            (self.tr("Encoding of this file:"), self._encoding),
        ):
            label = plain_label(name)
            label.setWordWrap(False)
            field.setAccessibleName(name.rstrip(":"))
            # Together, so that no line ends between them.
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(label)
            row.addWidget(field)
            flow.addWidget(pair)
        flow.addWidget(self._found)

    def _on_encoding_chosen(self, encoding: object) -> None:
        if encoding:
            self.encodings[self._file] = str(encoding)
        else:
            self.encodings.pop(self._file, None)
        self.changed.emit()
