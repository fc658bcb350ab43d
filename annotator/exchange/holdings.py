"""What a project holds, as far as planning a data set needs it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator
from annotator.exchange.agreement.unit_rows import UnitMaterial, unit_material
from annotator.exchange.choices import Annotations, ExportChoices
from annotator.exchange.formats import writer_named
from annotator.store.counts import Outline, Work, outlines, works
from annotator.store.marks import Mark, marks_by_article
from annotator.store.project import Project

GOLD: Final = "gold"
"""What stands in a file for whoever adjudicated a claim."""
UNITS: Final = "units"
"""Among what a format takes: its records are review units."""
GOLD_ASIDE: Final = "gold_aside"
"""Among what a format takes: gold stands beside what annotators say, whoever of them was chosen."""


@immutable
class Survey:
    """What a project holds, as far as planning needs it; taken once for any number of plans.

    `marks` and `decisions` of a review, by article, are there where votes are to be counted, `units` where
    review units are to be written. `gold_id` is the gold annotator's.
    """

    articles: Sequence[Outline]
    works: Sequence[Work]
    people: Sequence[Annotator]
    marks: Mapping[str, Sequence[Mark]] | None = None
    units: UnitMaterial | None = None
    gold_id: str = ""
    decisions: Mapping[str, Sequence[Adjudication]] = field(default_factory=dict)

    def serves(self, choices: ExportChoices) -> bool:
        """Whether it is enough for a plan with these choices."""
        if UNITS in writer_named(choices.format).takes:
            return self.units is not None and self.units.chosen == choices.annotators
        return choices.annotations is Annotations.ALL or self.marks is not None


def survey(project: Project, *, with_marks: bool = False) -> Survey:
    """`with_marks` is for plans that count votes; they take longer to read."""
    marks = marks_by_article(project) if with_marks else None
    decisions: defaultdict[str, list[Adjudication]] = defaultdict(list)
    for one in project.gold.each() if with_marks else ():
        if one.outcome.is_settled:
            decisions[one.article_id].append(one)
    return Survey(
        outlines(project),
        works(project),
        project.people.all(),
        marks,
        gold_id=project.gold.annotator_id,
        decisions=dict(decisions),
    )


def survey_for(project: Project, choices: ExportChoices) -> Survey:
    """As much of a survey as a plan with these choices needs."""
    if UNITS in writer_named(choices.format).takes:
        return replace(survey(project), units=unit_material(project, choices.annotators))
    return survey(project, with_marks=choices.annotations is not Annotations.ALL)
