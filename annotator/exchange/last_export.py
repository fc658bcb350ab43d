"""What a person chose at her last export, as her settings keep it, and what that means in a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator
from annotator.exchange.choices import Annotations, ExportChoices, today
from annotator.exchange.formats import writers
from annotator.exchange.names import safe_name
from annotator.store.project import Project
from annotator.store.team import in_sight, persons


class Whose(StrEnum):
    """Whose work an export takes."""

    EVERYBODY = "everybody"
    ME = "me"
    CHOSEN = "chosen"


class LastExport(BaseModel):
    """`choices.annotators` are those who were ticked; `whose` says whether the ticks count.

    `path` is the file that was written, and belongs to the project `project_id`.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    choices: ExportChoices = ExportChoices()
    whose: Whose = Whose.EVERYBODY
    project_id: str = ""
    path: str = ""

    @field_validator("choices", mode="before")
    @classmethod
    def _of_today(cls, kept: object) -> object:
        return today(kept)

    @field_validator("choices")
    @classmethod
    def _is_known(cls, choices: ExportChoices) -> ExportChoices:
        if choices.format not in writers():
            raise ValueError(choices.format)
        return choices

    @property
    def kept(self) -> dict[str, object]:
        """The form in which settings keep it."""
        return self.model_dump(mode="json")


def last_export(kept: Mapping[str, object]) -> LastExport:
    """What settings have kept; the first choices where that is nothing, or not understood."""
    try:
        return LastExport.model_validate(kept)
    except ValidationError:
        return LastExport()


@immutable
class ExportScope:
    """The project that is exported, as far as choosing needs it; `annotator_id` is "" where nobody works.

    `listed` are the articles that the queue lists, where it does not list all of them. Who `is_blind` exports
    her own work and no more.
    """

    project_id: str
    title: str
    folder: Path
    people: tuple[Annotator, ...]
    annotator_id: str = ""
    listed: tuple[str, ...] = ()
    is_blind: bool = False

    def choices(self, last: LastExport) -> ExportChoices:
        """What `last` means here: people and articles that this project does not have are left aside."""
        ids: tuple[str, ...] | None
        match Whose.ME if self.is_blind else last.whose:
            case Whose.EVERYBODY:
                ids = None
            case Whose.ME:
                ids = (self.annotator_id,) if self.annotator_id else ()
            case Whose.CHOSEN:
                wanted = last.choices.annotators or ()
                ids = tuple(person.id for person in self.people if person.id in wanted)
        articles = last.choices.articles if last.project_id in {"", self.project_id} else None
        annotations = Annotations.ALL if self.is_blind else last.choices.annotations
        return replace(last.choices, annotators=ids, articles=articles, annotations=annotations)

    def path(self, last: LastExport) -> Path:
        """The file that was written last time; beside the project where that was another project."""
        if last.path and last.project_id == self.project_id:
            return Path(last.path)
        return self.folder / f"{safe_name(self.title)}{suffix_of(last.choices)}"


def suffix_of(choices: ExportChoices) -> str:
    """How the name of a data set ends; "" for a folder, as a release is one."""
    return "" if choices.is_release else writers()[choices.format].suffix


def export_scope(project: Project, annotator_id: str = "", *, listed: tuple[str, ...] = ()) -> ExportScope:
    """The scope of an open project, for the annotator who is at the desk."""
    path = project.path
    title = project.fact("title") or path.name.partition(".")[0]
    seen = {person.id for person in in_sight(project)}
    people = tuple(person for person in persons(project) if person.id in seen)
    is_blind = project.database.sight.is_blind
    return ExportScope(project.fact("id"), title, path.parent, people, annotator_id, listed, is_blind)
