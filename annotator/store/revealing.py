"""When names were shown in a review, and to whom: whoever decided afterwards knew whose claims they were."""

from __future__ import annotations

import json
from typing import Final

from annotator.domain.identity import now
from annotator.store.plain_records import canonical
from annotator.store.project import Project
from annotator.store.troubles import readable

_FACT: Final = "names_revealed"


def note_reveal(project: Project, annotator_id: str) -> None:
    """Remember that names were shown to this person now."""
    project.keep_fact(_FACT, canonical([*map(list, reveals(project)), [now(), annotator_id]]))


def reveals(project: Project) -> list[tuple[str, str]]:
    """(when in UTC, annotator id) of each time, the first one first. Raises Damaged."""
    kept = project.fact(_FACT)
    return _reveals(kept) if kept else []


@readable()
def _reveals(kept: str) -> list[tuple[str, str]]:
    return [(str(at), str(who)) for at, who in json.loads(kept)]
