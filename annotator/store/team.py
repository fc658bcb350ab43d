"""Who works on a project together, and what each of them sees of the others."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator, Role
from annotator.store.project import Project
from annotator.store.sight import EVERYBODY, SEES_ALL, Sight


def persons(project: Project) -> list[Annotator]:
    """Everybody who annotates or decides, in the order of joining; gold is nobody."""
    gold = project.gold.annotator_id
    return [person for person in project.people.all() if person.id != gold]


def has_lead(project: Project) -> bool:
    """Whether somebody leads the project, so that the others work blind."""
    return any(person.role is Role.LEAD for person in project.people.all())


def is_reviewer(project: Project, annotator_id: str) -> bool:
    """Whether she decides where annotators differ, as a lead or a reviewer."""
    person = project.people.get(annotator_id)
    return person is not None and person.role in SEES_ALL


def sight_of(project: Project, annotator: Annotator) -> Sight:
    """Whose work she may see: everybody's without a lead or as one who decides, else her own alone."""
    now = project.people.get(annotator.id) or annotator
    return EVERYBODY if now.role in SEES_ALL or not has_lead(project) else Sight(now.id)


def look_as(project: Project, annotator: Annotator | None) -> None:
    """Let the project show what this annotator may see, and so every companion made from now on."""
    project.database.look(EVERYBODY if annotator is None else sight_of(project, annotator))


def in_sight(project: Project) -> list[Annotator]:
    """Those whose work is seen now, gold among them, in the order of joining."""
    sight = project.database.sight
    return [person for person in project.people.all() if sight.annotator_id in ("", person.id)]


@immutable
class Workload:
    """How many articles, excluded ones left aside, somebody was allotted, and how many she has finished.

    Nothing is known of whose work is not seen, nor before it was counted.
    """

    person: Annotator
    allotted: int = 0
    finished: int = 0
    is_seen: bool = True
    is_counted: bool = True


def work_counts(project: Project) -> dict[str, tuple[int, int]]:
    """Numbers of articles allotted and finished, by annotator id. Reads every assignment."""
    rows = project.database.rows(
        "SELECT annotator_id, sum(assignment.position > 0), sum(finished_at IS NOT NULL) "
        "FROM assignment JOIN article ON article.id = article_id "
        "WHERE excluded_at IS NULL GROUP BY annotator_id"
    )
    return {str(id_): (int(str(allotted)), int(str(finished))) for id_, allotted, finished in rows}


def workloads(project: Project, counts: Mapping[str, tuple[int, int]] | None) -> list[Workload]:
    """What everybody has to do and has done, in the order of joining.

    `counts` are as `work_counts` found them, None where it was not asked yet.
    """
    known = counts or {}
    seen = {person.id for person in in_sight(project)}
    return [
        Workload(
            person,
            *(known.get(person.id, (0, 0)) if person.id in seen else (0, 0)),
            is_seen=person.id in seen,
            is_counted=counts is not None,
        )
        for person in persons(project)
    ]
