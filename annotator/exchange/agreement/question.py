"""What agreement is asked of a project."""

from __future__ import annotations

from collections.abc import Iterable

from annotator.domain.agreement.disagreement import LabelDistance, nominal_distance, ordinal_distance
from annotator.domain.agreement.level import Level
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.store.marked_articles import voters
from annotator.store.project import Project
from annotator.store.team_settings import team_settings


@immutable
class Question:
    """Whose work is compared, in which articles and how; None stands for what the project says.

    `annotators` are ids of people who vote, None for all of these; `articles` are ids, None for every one
    that is not excluded. `threshold` is how many per cent two claims overlap to be of one review unit.
    """

    annotators: tuple[str, ...] | None = None
    articles: tuple[str, ...] | None = None
    threshold: int | None = None
    level: Level | None = None
    order: tuple[str, ...] = ()


@immutable
class Terms:
    """What a question comes to in a project: `people` are ids with names, in the order of joining.

    `labels` are all keys that claims may have, in their order; `journal` is the last hash of the journal, so
    that equal terms have equal answers.
    """

    people: tuple[tuple[str, str], ...]
    articles: tuple[str, ...] | None
    threshold: int
    level: Level
    labels: tuple[str, ...]
    journal: str

    @property
    def names(self) -> dict[str, str]:
        return dict(self.people)

    @property
    def distance(self) -> LabelDistance:
        """How far apart two labels are at this level."""
        return nominal_distance if self.level is Level.NOMINAL else ordinal_distance(self.labels)

    def ordered(self, used: Iterable[str]) -> tuple[str, ...]:
        """All labels with those among `used` that the project does not have any more, by key.

        Raises Refused where an order is asked for that leaves a label out.
        """
        strange = sorted(set(used).difference(self.labels))
        if strange and self.level is not Level.NOMINAL:
            raise Refused(
                f"The order of labels leaves “{strange[0]}” out, which some claims have. "
                "Nothing was counted. Choose nominal, or put it into the order."
            )
        return (*self.labels, *strange)


def terms_of(project: Project, question: Question) -> Terms:
    """The terms of a question. Raises Refused for an annotator who is unknown or does not vote."""
    settings = team_settings(project)
    known = voters(project)
    wanted = None if question.annotators is None else frozenset(question.annotators)
    if wanted is not None and (strange := wanted.difference(person.id for person in known)):
        raise Refused(
            f"{_called(project, min(strange))} does not annotate here. Nothing was counted. "
            "Choose among those who do."
        )
    level = question.level or settings.level
    keys = tuple(label.key for label in project.labels())
    order = question.order or (settings.label_order if level is not Level.NOMINAL else ())
    return Terms(
        tuple((person.id, person.name) for person in known if wanted is None or person.id in wanted),
        question.articles,
        question.threshold or settings.overlap_threshold,
        level,
        order or keys,
        project.journal.last_hash(),
    )


def _called(project: Project, annotator_id: str) -> str:
    person = project.people.get(annotator_id)
    return f"“{person.name}”" if person else f"An annotator {annotator_id}"
