from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.errors import Refused
from annotator.domain.records import Annotator, Role
from annotator.domain.steps import Step, Verb
from annotator.domain.team_steps import give_role, take_lead

ANNA, BEN = Annotator("a", "Anna"), Annotator("b", "Ben", letter="B")
LEA = Annotator("l", "Lea", Role.LEAD, "L")


def _role(step: Step) -> Role:
    (edit,) = step.edits
    assert isinstance(edit.after, Annotator)
    return edit.after.role


def test_the_first_lead_takes_it_herself() -> None:
    step = take_lead([ANNA, BEN], ANNA)
    assert (step.verb, step.annotator_id, _role(step)) == (Verb.ROLE, "a", Role.LEAD)


def test_nobody_takes_the_lead_from_another() -> None:
    with pytest.raises(Refused, match="Lea"):
        take_lead([ANNA, LEA], ANNA)


def test_a_lead_gives_roles() -> None:
    step = give_role([ANNA, LEA], ANNA, Role.ADJUDICATOR, by=LEA)
    assert (step.annotator_id, _role(step)) == ("l", Role.ADJUDICATOR)


def test_the_owner_of_the_file_gives_roles() -> None:
    assert _role(give_role([ANNA], ANNA, Role.LEAD, by=None)) is Role.LEAD


@pytest.mark.parametrize("people", [[ANNA, BEN], [ANNA, BEN, LEA]])
def test_an_annotator_gives_none(people: list[Annotator]) -> None:
    with pytest.raises(Refused, match="Only a lead"):
        give_role(people, BEN, Role.LEAD, by=ANNA)


def test_the_only_lead_stays() -> None:
    with pytest.raises(Refused, match="only lead"):
        give_role([ANNA, LEA], LEA, Role.ANNOTATOR, by=LEA)
    second = replace(ANNA, role=Role.LEAD)
    assert _role(give_role([second, LEA], LEA, Role.ANNOTATOR, by=LEA)) is Role.ANNOTATOR


def test_the_role_that_she_has_is_no_change() -> None:
    assert give_role([ANNA, LEA], LEA, Role.LEAD, by=LEA).edits == ()
