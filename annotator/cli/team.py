"""people and allot: who works on a project, in which role, and on which articles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from annotator.cli.opened import opened, project_argument, take_over_option
from annotator.cli.terminal import plain, watched
from annotator.cli.words import WORDS
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.person_names import alike, person_name
from annotator.domain.records import Annotator, Role
from annotator.domain.team_steps import give_role
from annotator.store.allotting import Allotment, plan_allotment, write_allotment
from annotator.store.project import Project
from annotator.store.team import persons, work_counts, workloads
from annotator.store.team_settings import keep_team_settings, team_settings

_ROLES = [role.value for role in Role]


@click.command("people")
@project_argument
@click.option("--add", "added", type=WORDS, multiple=True, help="Let somebody join the project.")
@click.option("--lead", "leads", type=WORDS, multiple=True, help="Name a lead: the others then work blind.")
@click.option(
    "--role",
    "roles",
    type=WORDS,
    multiple=True,
    metavar="NAME=ROLE",
    help=f"Give somebody a role: {', '.join(_ROLES)}.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@take_over_option
def people_command(
    project: Path, added: tuple[str, ...], leads: tuple[str, ...], roles: tuple[str, ...], as_json: bool
) -> None:
    """List who works on PROJECT, in which role, and how many articles each has and has finished.

    In a project with a lead, everybody who is neither lead nor adjudicator sees her own work alone.
    """
    wanted = [(name, Role.LEAD) for name in leads] + [_wish(text) for text in roles]
    with opened(project, read_only=not (added or wanted)) as found:
        for name in added:
            _join(found, name)
        # Leads come first, so that another one may step back in the same breath.
        for name, role in sorted(wanted, key=lambda wish: wish[1] is not Role.LEAD):
            _give(found, name, role)
        facts = _facts(found)
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False, indent=2))
        return
    for person in facts["people"]:
        click.echo(
            f"{plain(person['name'])}\t{person['role']}\tallotted {person['allotted']}, "
            f"finished {person['finished']}"
        )
    if facts["gold"]:
        click.echo(f"gold\tdecided {facts['gold']['decided']}")


def _join(project: Project, name: str) -> None:
    """Let somebody join, and say where somebody else has nearly the same name."""
    is_here = project.people.named(person_name(name)) is not None
    other = "" if is_here else alike(person_name(name), [person.name for person in persons(project)])
    project.join(name)
    if other:
        said = f"claimdesk: {name} is new, and “{other}” is somebody else: these are two people."
        click.echo(plain(said), err=True)


@click.command("allot")
@project_argument
@click.option("--per-article", type=click.IntRange(min=1), help="How many annotators each article gets.")
@click.option(
    "--annotator", "names", type=WORDS, multiple=True, help="Who gets articles; all annotators otherwise."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="What the draw goes by.")
@click.option("--dry-run", is_flag=True, help="Only say how many articles each would get.")
@take_over_option
def allot_command(
    project: Path, per_article: int | None, names: tuple[str, ...], seed: int | None, dry_run: bool
) -> None:
    """Give each article of PROJECT to some of the annotators, evenly, in an order drawn for each.

    Nothing is taken away: another time gives out new articles, and old ones that have too few. Who has
    articles allotted has only these in her queue. What is not said is as it was said last.
    """
    with opened(project, read_only=dry_run) as found:
        kept = team_settings(found)
        settings = replace(
            kept,
            annotators_per_article=per_article or kept.annotators_per_article,
            seed=kept.seed if seed is None else seed,
        )
        plan = partial(plan_allotment, found, per_article=settings.annotators_per_article, seed=settings.seed)
        people = _chosen(found, names, joining=False)
        planned = plan(people)
        if not dry_run:
            # Nobody joins for what turns out to be impossible.
            people = _chosen(found, names, joining=True)
            planned = plan(people)
            if settings != kept:
                keep_team_settings(found, settings)
            with watched("Allotting") as job:
                write_allotment(found, planned, by="", job=job)
    for line in _in_words(planned, people):
        click.echo(line)


def _wish(text: str) -> tuple[str, Role]:
    name, sign, role = text.rpartition("=")
    if not sign or role not in _ROLES:
        raise click.UsageError(f"“{text}” is not like Ada=lead. A role is one of {', '.join(_ROLES)}.")
    return name, Role(role)


def _give(project: Project, name: str, role: Role) -> None:
    step = give_role(persons(project), project.join(name), role, by=None)
    if step.edits:
        project.ledger.commit(step)


def _chosen(project: Project, names: Iterable[str], *, joining: bool) -> list[Annotator]:
    """Those who are named, or everybody whose role it is; who is new joins, or is only thought of."""
    if not names:
        people = [person for person in persons(project) if person.role is Role.ANNOTATOR]
        if not people:
            raise Refused(
                "Nobody annotates in this project yet. Nothing was changed. Name some: --annotator."
            )
        return people
    return [
        project.join(name) if joining else project.people.named(name) or Annotator(new_id(), name)
        for name in dict.fromkeys(" ".join(name.split()) for name in names)
    ]


def _facts(project: Project) -> dict[str, Any]:
    """Plain values, ready for JSON."""
    gold = project.people.get(project.gold.annotator_id)
    return {
        "people": [
            {
                "id": load.person.id,
                "name": load.person.name,
                "role": load.person.role.value,
                "allotted": load.allotted,
                "finished": load.finished,
            }
            for load in workloads(project, work_counts(project))
        ],
        "gold": {"decided": sum(each.outcome.is_settled for each in project.gold.each())} if gold else None,
    }


def _in_words(planned: Allotment, people: Iterable[Annotator]) -> Iterable[str]:
    for person in people:
        more, before = len(planned.shares[person.id]), planned.before[person.id]
        yield f"{plain(person.name)}: {before + more} in all, {more} of them new"
