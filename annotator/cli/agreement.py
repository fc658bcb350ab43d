"""agreement: how far annotators agree on their labels."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from annotator.cli.paths import PATH
from annotator.cli.project_agreement import is_project, project_agreement
from annotator.cli.terminal import plain
from annotator.cli.words import WORDS, ColumnChoice
from annotator.domain.agreement.dawid_skene import Estimated
from annotator.domain.agreement.item_opinions import ItemOpinion, item_opinions
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.report import Report, Settings, reported
from annotator.domain.agreement.votes import Votes
from annotator.exchange.agreement.question import Question
from annotator.exchange.agreement_text import report_as_text
from annotator.exchange.vote_table import VoteColumn, VoteWishes, read_votes


@click.command("agreement")
@click.argument("source", metavar="PROJECT|FILE.csv", type=PATH)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--items", "with_items", is_flag=True, help="With --json, what is said of each item, too.")
@click.option(
    "--level",
    type=click.Choice([level.value for level in Level]),
    help="What is between two labels: for a table that they differ (nominal), else what the project says.",
)
@click.option("--order", type=WORDS, default="", metavar="A,B,...", help="All labels in their order.")
@click.option(
    "--annotator", "people", type=WORDS, multiple=True, help="Of a project, only hers; can be repeated."
)
@click.option(
    "--threshold",
    type=click.IntRange(1, 100),
    metavar="PER CENT",
    help="Of a project, how much of their words two claims share to be compared; else what the project says.",
)
@click.option("--encoding", type=WORDS, help="Read the table as this, and do not guess.")
@click.option(
    "--column",
    "columns",
    type=ColumnChoice(VoteColumn, "label=verdict"),
    multiple=True,
    metavar="FIELD=NAME",
    help="Which column holds what: label=verdict, document=article. Can be repeated.",
)
def agreement_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    source: Path,
    as_json: bool,
    with_items: bool,
    level: str | None,
    order: str,
    people: tuple[str, ...],
    threshold: int | None,
    encoding: str | None,
    columns: tuple[tuple[VoteColumn, str], ...],
) -> None:
    """Tell how far annotators agree, in a project or in a table with the columns item, annotator and label.

    In a project, what two annotators finished is compared: labels, places of claims, and sentences.

    In a table, a missing label is a missing row or an empty cell. The columns document and gold are used
    where they are there: intervals leave out a document at a time, and gold, which is no vote, is what was
    decided.
    """
    labels = tuple(name.strip() for name in order.split(",")) if order else ()
    if is_project(source):
        if with_items or encoding or columns:
            raise click.UsageError("--items, --encoding and --column go with a table.")
        question = Question(None, None, threshold, Level(level) if level else None, labels)
        click.echo(project_agreement(source, question, people=people, as_json=as_json))
        return
    if people or threshold:
        raise click.UsageError("--annotator and --threshold go with a project.")
    settings = Settings(Level(level or Level.NOMINAL))
    if settings.level is Level.ORDINAL and not labels:
        raise click.UsageError("Ordinal labels need --order, as in --order disputed,unverified,confirmed.")
    if with_items and not as_json:
        raise click.UsageError("--items goes with --json.")
    wishes = VoteWishes(encoding=encoding, columns=dict(columns), labels=labels)
    click.echo(_of_table(source, wishes, settings, as_json=as_json, with_items=with_items))


def _of_table(
    source: Path, wishes: VoteWishes, settings: Settings, *, as_json: bool, with_items: bool
) -> str:
    votes = read_votes(source, wishes)
    report, estimate = reported(votes, settings)
    if not as_json:
        return "\n".join(map(plain, report_as_text(report, source.name).split("\n")))
    facts = _facts(report, source.name)
    if with_items:
        facts["item_opinions"] = _item_facts(votes, estimate)
    return json.dumps(facts, ensure_ascii=False, indent=2)


def _facts(report: Report, name: str) -> dict[str, Any]:
    """The report as plain values. Shares and values are not rounded; what is undefined is null."""
    return {"file": name, "given": report.given, **asdict(report)}


def _item_facts(votes: Votes, estimate: Estimated) -> list[dict[str, Any]]:
    """What is said of each item, by the names of labels."""
    return [_opinion_facts(each, votes) for each in item_opinions(votes, estimate)]


def _opinion_facts(each: ItemOpinion, votes: Votes) -> dict[str, Any]:
    labels, true_labels = votes.labels, votes.true_labels
    opinion = each.opinion
    shares = opinion.shares
    return {
        "item": each.item,
        "document": each.document,
        "votes": dict(zip(labels, opinion.counts, strict=True)),
        "soft_label": dict(zip(labels, shares, strict=True)) if shares else None,
        "majority": None if opinion.majority is None else labels[opinion.majority],
        "tied": [labels[place] for place in opinion.tied],
        "entropy": opinion.entropy,
        "evenness": opinion.evenness,
        "pairwise": opinion.pairwise,
        "posterior": dict(zip(true_labels, each.posterior, strict=True)) if each.posterior else None,
        "gold": None if each.gold is None else true_labels[each.gold],
    }
