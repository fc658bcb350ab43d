"""A folder that `datasets.load_dataset` reads: JSON Lines, and a card whose head says what each column is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from annotator.domain.records import Label
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats.article_rows import Column, columns, row
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.unheld import count_unheld

DATA: Final = "data/train.jsonl"
_HELD: Final = ("note", "flag", "confidence", "basis", "as_of")


class HuggingFaceWriter:
    suffix = ""
    beside = ()
    by_article = True
    binary = False
    takes = frozenset({"no_claims", "notes", "text", "offset_unit"})
    unit = OffsetUnit.CODE_POINT

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Rows:
        return Rows(target, choices, header)

    def card_head(
        self, folders: Mapping[str, str], choices: ExportChoices, labels: Sequence[Label]
    ) -> Iterator[str]:
        """Where the data of each split lies, its folder ending in a sign or "", and what each column is."""
        yield from ("configs:", "- config_name: default", "  data_files:")
        for split, folder in folders.items():
            yield f"  - split: {split}"
            yield f"    path: {folder}{DATA}"
        yield from ("dataset_info:", "  features:")
        names = (*(label.key for label in labels), NO_CLAIM)
        yield from (f"  {line}" for line in feature_lines(columns(choices), names))


class Rows:
    def __init__(self, target: Target, choices: ExportChoices, header: Header) -> None:
        self._target, self._choices, self._header = target, choices, header
        self._file = target.file(DATA)
        self._articles = self._claims = 0
        self._languages: set[str] = set()

    def write(self, dossier: Dossier) -> int:
        count_unheld(dossier, self._header.losses, held=_HELD)
        self._file.write(json_line(row(dossier)))
        self._articles += 1
        self._claims += len(dossier.claims)
        self._languages.add(dossier.article.language)
        return 1

    def end(self) -> None:
        self._file.close()
        with self._target.file("README.md") as card:
            self._write_card(card)

    def _write_card(self, card: BinaryIO) -> None:
        languages = sorted(language for language in self._languages if language != "und")
        lines = [
            "---",
            *(("language:", *(f"- {quoted(language)}" for language in languages)) if languages else ()),
            "task_categories:",
            "- token-classification",
            "- text-classification",
            *HuggingFaceWriter().card_head({"train": ""}, self._choices, self._header.labels),
            "---",
            "",
            f"# {self._header.title}",
            "",
            f"{self._articles:,} articles with {self._claims:,} claims, an article a line. "
            f"Offsets are half-open and count in `{self._choices.offset_unit}`.",
            "",
            f"Made with {self._header.made_with}.",
            "",
        ]
        card.write("\n".join(lines).encode())


def feature_lines(found: Sequence[Column], labels: Sequence[str]) -> Iterator[str]:
    """The columns as lines of YAML, as the head of a card has them."""
    for column in found:
        yield f"- name: {column.name}"
        if isinstance(column.kind, tuple):
            yield "  list:"
            yield from (f"  {line}" for line in feature_lines(column.kind, labels))
        elif column.kind == "label":
            yield from ("  dtype:", "    class_label:", "      names:")
            yield from (f"        '{number}': {quoted(label)}" for number, label in enumerate(labels))
        else:
            yield f"  dtype: {column.kind}"


def quoted(text: str) -> str:
    """`text` as a YAML string, which is one of JSON but for letters beyond 16 bits and what can't be seen."""
    return "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}"
        for letter in json.dumps(text, ensure_ascii=False)
    )


FORMAT: Final = Format("huggingface", "Hugging Face folder", writer=HuggingFaceWriter())
