"""The configuration of a brat collection, and the names of types that brat takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.records import Confidence
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.formats.shape import Header

SURENESS: Final = "Sureness"
FLAGGED: Final = "Flagged"

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]|_(?=u[0-9a-f]{6})")
_ESCAPE: Final = re.compile(r"_u([0-9a-f]{6})")
_NOT_SHOWN: Final = re.compile(r"[|\s]+")


def type_of(label: str) -> str:
    """The label as a type of brat, which has ASCII letters, digits, "_" and "-" alone."""
    return _UNSAFE.sub(lambda match: f"_u{ord(match[0]):06x}", label)


def label_of(type_: str) -> str:
    """The label of a type: other than the type itself only where `type_of` had to change it."""
    return _ESCAPE.sub(lambda match: _character(match[1]) or match[0], type_)


def annotation_conf(header: Header, *, no_claims: bool, notes: bool) -> bytes:
    """What there is to annotate with, as brat checks it; annotations may overlap."""
    levels = "|".join(level.value for level in Confidence if level is not Confidence.UNSET)
    lines = [
        "[entities]",
        *(type_of(label.key) for label in header.labels),
        *([NO_CLAIM] if no_claims else []),
        "[relations]",
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        "[events]",
        "[attributes]",
        f"{SURENESS}\tArg:<ENTITY>, Value:{levels}",
        *([f"{FLAGGED}\tArg:<ENTITY>"] if notes else []),
    ]
    return _conf(lines)


def visual_conf(header: Header, *, no_claims: bool) -> bytes:
    """How it is called and drawn: white on the colour of the label."""
    lines = [
        "[labels]",
        *(f"{type_of(label.key)} | {_shown(label.name)}" for label in header.labels),
        *([f"{NO_CLAIM} | no claim"] if no_claims else []),
        "[drawing]",
        "SPAN_DEFAULT\tfgColor:black, bgColor:lightgrey, borderColor:darken",
        *_colours(header),
    ]
    return _conf(lines)


def _colours(header: Header) -> Iterator[str]:
    for label in header.labels:
        if colour := header.colours.get(label.key):
            yield f"{type_of(label.key)}\tfgColor:white, bgColor:{colour}"


def _shown(name: str) -> str:
    """A name without what would end it there."""
    return _NOT_SHOWN.sub(" ", name).strip() or "-"


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else ""


def _conf(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
