"""What a file may say of the whole project, gathered before its first record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from annotator import __version__
from annotator.exchange.formats.shape import Header
from annotator.exchange.gathering import authors
from annotator.exchange.losses import Losses
from annotator.exchange.planning import Plan
from annotator.resources import resource
from annotator.store.project import Project


def header_of(project: Project, wanted: Plan) -> Header:
    """The header of a planned file, with nothing lost yet."""
    labels = project.labels()
    inks = _inks()
    return Header(
        project_id=project.fact("id"),
        title=project.fact("title"),
        made_with=f"claimdesk {__version__}",
        labels=labels,
        colours={label.key: inks[f"{label.token}.ink"] for label in labels if f"{label.token}.ink" in inks},
        annotators=authors(wanted),
        losses=Losses(),
    )


@cache
def _inks() -> Mapping[str, str]:
    """The colours of the light theme, which other tools show on white."""
    inks: Mapping[str, str] = json.loads(resource("palette.json").read_text("utf-8"))["themes"]["light"]
    return inks
