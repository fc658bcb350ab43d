"""What can be done to a team: pure functions to the step that does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Annotator, Role
from annotator.domain.steps import Edit, Step, Verb


def take_lead(people: Sequence[Annotator], person: Annotator) -> Step:
    """Make her the first lead of a project. Refused where there is one, who alone names others."""
    leads = [other.name for other in people if other.role is Role.LEAD]
    if leads:
        raise Refused(
            f"This project has a lead: {', '.join(leads)}. Nothing was changed. Only a lead names another."
        )
    return _step(person, Role.LEAD, by=person.id)


def give_role(people: Sequence[Annotator], person: Annotator, role: Role, *, by: Annotator | None) -> Step:
    """Let `person` be in `role`. `by` is who says so, None for the owner of the file.

    Refused where somebody says so who does not lead, and where nobody would lead any more.
    """
    leads = {other.id for other in people if other.role is Role.LEAD}
    if by is not None and by.id not in leads:
        raise Refused("Only a lead says who does what in a project. Nothing was changed. Ask the lead.")
    if role is not Role.LEAD and leads == {person.id}:
        raise Refused(
            f"{person.name} is the only lead, and without one everybody would see the work of all. "
            "Nothing was changed. Name another lead first."
        )
    return _step(person, role, by=by.id if by else "")


def _step(person: Annotator, role: Role, *, by: str) -> Step:
    edits = () if person.role is role else (Edit(person, replace(person, role=role)),)
    return Step(new_id(), Verb.ROLE, by, "", edits)
