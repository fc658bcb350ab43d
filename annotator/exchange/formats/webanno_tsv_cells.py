"""What stands in the lines of WebAnno TSV: texts and values with their escapes, and columns of layers.

After INCEpTION's own reader and writer, as the description of the format says less than they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, StrEnum, auto
from typing import Final

from annotator.domain.immutable import immutable

NOTHING: Final = "_"
"""A cell without an annotation."""
NO_VALUE: Final = "*"
"""An annotation without a value."""

_TEXT_ESCAPES: Final = {
    **{chr(code): f"\\{chr(code)}" for code in (*range(8), *range(14, 32))},
    "\t": r"\t",
    "\n": r"\n",
    "\f": r"\f",
    "\r": r"\r",
    "\b": r"\b",
    "\\": "\\\\",
}
_TEXTS: Final = str.maketrans(_TEXT_ESCAPES)
_TEXT_MARKS: Final = {escape[1:]: character for character, escape in _TEXT_ESCAPES.items()}
_TEXT_MARK: Final = re.compile(r"\\(.)", re.DOTALL)
_CODE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_VALUES: Final = str.maketrans({sign: f"\\{sign}" for sign in "\\[]|_;*"} | {"\t": r"\t", "\n": r"\n"})
_VALUE_MARK: Final = re.compile(r"\\(->|[\\\[\]|_;*tn])")
_STACKED: Final = re.compile(r"(?:[^\\|]|\\.?)+", re.DOTALL)
_NUMBERED: Final = re.compile(r"(.*)\[([0-9]{1,9}(?:_[0-9]{1,9})?)\]", re.DOTALL)
_IN_CHAIN: Final = re.compile(r"(.*)(?<!\\)->([0-9]{1,9}-[0-9]{1,9})", re.DOTALL)


def escaped_text(line: str) -> str:
    """A line of a sentence as it stands after `#Text=`."""
    return line.translate(_TEXTS)


def unescaped_text(line: str, version: int) -> str:
    """The line of a sentence that stands after `#Text=`; before version 3.2 it may be written in codes."""
    if version < 2:
        coded = _CODE.sub(lambda match: chr(int(match[1], 16)), line)
        line = coded.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _TEXT_MARK.sub(lambda match: _TEXT_MARKS.get(match[1], match[0]), line)


def escaped_value(value: str) -> str:
    return value.translate(_VALUES).replace("->", "\\->")


def unescaped_value(value: str) -> str:
    return _VALUE_MARK.sub(lambda match: {"t": "\t", "n": "\n"}.get(match[1], match[1]), value)


@immutable
class Value:
    """One of the values that are stacked in a cell, still escaped, and the number behind it, "" for none.

    That is of the annotation, as in `PER[3]`, of both ends of a relation, as in `1-2[3_4]`, or of a chain and
    its member, as in `coref->1-2`.
    """

    text: str
    number: str


def values_of(cell: str) -> Iterator[Value]:
    """The values of a cell in the order of the stack; none for an empty one."""
    if cell == NOTHING:
        return
    for stacked in _STACKED.findall(cell):
        numbered = _NUMBERED.fullmatch(stacked) or _IN_CHAIN.fullmatch(stacked)
        yield Value(numbered[1], numbered[2]) if numbered else Value(stacked, "")


class Kind(Enum):
    """What a column says of the annotations of its layer."""

    NOTHING = auto()
    """That they are there."""
    VALUE = auto()
    ROLES = auto()
    TARGETS = auto()
    SOURCE = auto()
    """From where a relation comes."""
    IN_CHAIN = auto()


class Of(StrEnum):
    """What the annotations of a layer are, as the header has it."""

    SPANS = "#T_SP="
    RELATIONS = "#T_RL="
    CHAINS = "#T_CH="


@immutable
class Column:
    """`base` is the layer that a relation is between; `feature` is "" where the column says no value."""

    of: Of
    layer: str
    kind: Kind
    feature: str = ""
    base: str = ""


_RELATION_BASE: Final = "BT_"
_ROLE: Final = re.compile(r"ROLE_[^:]*:([^_]*)_.*")
_LINK_OF_CHAIN: Final = "referenceRelation"


def columns_of(line: str) -> list[Column]:
    """The columns that a line of the header tells of; [] where it tells of none."""
    of = next((each for each in Of if line.startswith(each)), None)
    if of is None:
        return []
    layer, *said = line.removeprefix(of).split("|")
    columns: list[Column] = []
    for words in said:
        if words:
            columns.append(_column(of, layer, words, columns[-1] if columns else None))
    return columns or [Column(of, layer, Kind.NOTHING)]


def _column(of: Of, layer: str, words: str, before: Column | None) -> Column:
    if of is Of.RELATIONS and words.startswith(_RELATION_BASE):
        return Column(of, layer, Kind.SOURCE, base=words.removeprefix(_RELATION_BASE))
    if of is Of.SPANS and (role := _ROLE.fullmatch(words)):
        return Column(of, layer, Kind.ROLES, role[1])
    if before and before.kind is Kind.ROLES and "." in words:
        return Column(of, layer, Kind.TARGETS, before.feature)
    if of is Of.CHAINS and words == _LINK_OF_CHAIN:
        return Column(of, layer, Kind.IN_CHAIN, words)
    return Column(of, layer, Kind.VALUE, words)
