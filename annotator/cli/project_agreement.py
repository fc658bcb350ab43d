"""What `claimdesk agreement` tells of a project."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator.cli.opened import opened
from annotator.cli.paths import project_path
from annotator.cli.terminal import plain, watched
from annotator.domain.errors import Refused
from annotator.exchange.agreement.measuring import measured
from annotator.exchange.agreement.question import Question
from annotator.exchange.agreement.telling import facts, told
from annotator.store.file_identity import SUFFIX
from annotator.store.marked_articles import voters
from annotator.store.path_kinds import PathKind, kind_of
from annotator.store.project import Project


def is_project(source: Path) -> bool:
    """Whether the name is that of a project and not of a table."""
    return source.suffix == SUFFIX or (
        kind_of(source) is PathKind.NOTHING and kind_of(project_path(source)) is not PathKind.NOTHING
    )


def project_agreement(path: Path, question: Question, *, people: Sequence[str], as_json: bool) -> str:
    """The agreement of the annotators of these names, or of all who annotate, as text or as JSON.

    Raises Refused for names that nobody has, and as `measured` does.
    """
    with opened(path, read_only=True) as project, watched("Comparing") as job:
        if people:
            question = replace(question, annotators=_ids(project, people))
        found = measured(job, project, question)
    names = found.terms.names
    if as_json:
        return json.dumps(facts(found, names), ensure_ascii=False, indent=2)
    return "\n".join(map(plain, told(found, names).split("\n")))


def _ids(project: Project, names: Sequence[str]) -> tuple[str, ...]:
    known = {person.name: person.id for person in voters(project)}
    for name in names:
        if name not in known:
            raise Refused(
                f"Nobody called “{name}” annotates this project. Nothing was counted. "
                f"Those who do: {', '.join(known) or 'nobody yet'}."
            )
    return tuple(known[name] for name in names)
