"""The configuration of a brat collection, and what ours says of claims beside their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.records import Confidence
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.formats.ascii_labels import ascii_label
from annotator.exchange.formats.shape import Header

SURENESS: Final = "Sureness"
FLAGGED: Final = "Flagged"

_NOT_SHOWN: Final = re.compile(r"[|\s]+")


def annotation_conf(header: Header, *, no_claims: bool, notes: bool) -> bytes:
    """What there is to annotate with, as brat checks it; annotations may overlap."""
    levels = "|".join(level.value for level in Confidence if level is not Confidence.UNSET)
    lines = [
        "[entities]",
        *(ascii_label(label.key) for label in header.labels),
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
        *(f"{ascii_label(label.key)} | {_shown(label.name)}" for label in header.labels),
        *([f"{NO_CLAIM} | no claim"] if no_claims else []),
        "[drawing]",
        "SPAN_DEFAULT\tfgColor:black, bgColor:lightgrey, borderColor:darken",
        *_colours(header),
    ]
    return _conf(lines)


def _colours(header: Header) -> Iterator[str]:
    for label in header.labels:
        if colour := header.colours.get(label.key):
            yield f"{ascii_label(label.key)}\tfgColor:white, bgColor:{colour}"


def _shown(name: str) -> str:
    """A name without what would end it there."""
    return _NOT_SHOWN.sub(" ", name).strip() or "-"


def _conf(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
