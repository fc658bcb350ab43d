"""The labels a project starts with. Labels are data: a project keeps its own copy of one of these sets."""

from __future__ import annotations

from typing import Final

from annotator.domain.records import Label

CONFIRMED = Label(
    key="confirmed",
    name="Confirmed",
    glyph="✓",
    digit=1,
    token="label.confirmed",
    shape="circle",
    line="solid",
    position=1,
    maps_to={
        "climate_fever": "SUPPORTS",
        "averitec": "Supported",
        "fever": "SUPPORTS",
        "claimreview": "True",
        "factbank": "CT+",
    },
)
DISPUTED = Label(
    key="disputed",
    name="Disputed",
    glyph="≠",
    digit=2,
    token="label.disputed",
    shape="diamond",
    line="zigzag",
    position=2,
    maps_to={
        "climate_fever": "DISPUTED",
        "averitec": "Conflicting Evidence/Cherrypicking",
        "fever": "NOT ENOUGH INFO",
        "claimreview": "Mixture",
        "factbank": "PS+",
    },
)
UNVERIFIED = Label(
    key="unverified",
    name="Unverified",
    glyph="?",
    digit=3,
    token="label.unverified",
    shape="square",
    line="dashed",
    position=3,
    maps_to={
        "climate_fever": "NOT_ENOUGH_INFO",
        "averitec": "Not Enough Evidence",
        "fever": "NOT ENOUGH INFO",
        "claimreview": "Unproven",
        "factbank": "Uu",
    },
)

DIGITS: Final = range(1, 10)
"""The keys that labels can have; each label of a project has one of its own."""

DEFAULT_LABELS: tuple[Label, ...] = (CONFIRMED, DISPUTED, UNVERIFIED)
