"""How files are read, under a name: to be chosen again for the next files of the same making."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Final

from pydantic import TypeAdapter, ValidationError

from annotator.domain.immutable import immutable
from annotator.exchange.articles.shape import Field, Wishes


@immutable
class ImportPreset:
    """What of the wishes of an import holds for other files, too; see `Wishes`."""

    columns: dict[Field, str] = field(default_factory=dict)
    sheet: str = ""
    encoding: str | None = None
    language: str = ""
    without_rules: frozenset[str] = frozenset()

    @property
    def kept(self) -> object:
        """The form in which settings keep it."""
        return _preset.dump_python(self, mode="json")


_preset: Final = TypeAdapter(ImportPreset)


def preset_of(wishes: Wishes) -> ImportPreset:
    """The preset that asks for the same."""
    return ImportPreset(
        wishes.columns, wishes.sheet, wishes.encoding, wishes.language, frozenset(wishes.without_rules)
    )


def presets_from(kept: Mapping[str, object]) -> dict[str, ImportPreset]:
    """What settings have kept, by name; what is not understood is left aside."""
    found = {}
    for name, values in sorted(kept.items()):
        try:
            found[name] = _preset.validate_python(values)
        except ValidationError:
            continue
    return found
