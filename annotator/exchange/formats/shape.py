"""What a format of data sets has to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Protocol, runtime_checkable

from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import Dossier
from annotator.exchange.losses import Losses


@immutable
class Header:
    """What a file may say of the whole project.

    `labels` are those of the project in their order, `colours` their keys with "#rrggbb". `annotators` are
    ids with the names that stand in the file, in the order of joining: only those that were chosen.
    `made_with` names Claimdesk and its version. What the format can't hold is counted in `losses`.
    """

    project_id: str
    title: str
    made_with: str
    labels: tuple[Label, ...]
    colours: Mapping[str, str]
    annotators: Mapping[str, str]
    losses: Losses


class Target(Protocol):
    """Where a writer's bytes go. All of it appears at once after `Writing.end`, or not at all."""

    def file(self, name: str = "") -> BinaryIO:
        """A new file to write to and to close, which need not be able to seek.

        "" is the one file of a format that writes one; the files that `Writer.beside` names go beside it.
        A format that writes a folder names every file, as in "ada/article.txt"; the same name again, or one
        that leads out of the folder, is a bug (ValueError).
        """


class Writing(Protocol):
    """One data set that is being written."""

    def write(self, dossier: Dossier) -> int:
        """Write an article with its claims, and return how many records that made."""

    def end(self) -> None:
        """Write what comes after the last article, and close every file."""


@runtime_checkable
class Carded(Protocol):
    """A writer of data sets that are loaded as the head of their card says."""

    def card_head(
        self, folders: Mapping[str, str], choices: ExportChoices, labels: Sequence[Label]
    ) -> Iterator[str]:
        """Lines of YAML, for parts in `folders`, which end in a sign or are ""."""


class Writer(Protocol):
    """How a format is written. Same choices, same bytes: no times, no ids made up on the way."""

    @property
    def suffix(self) -> str:
        """As in ".jsonl"; "" for a format that writes a folder, or a ZIP where the target's name ends so."""

    @property
    def beside(self) -> tuple[str, ...]:
        """Files beside the one of the format: "labels.xml" lies there as data.json.labels.xml."""

    @property
    def by_article(self) -> bool:
        """Whether a record is an article and not a claim."""

    @property
    def binary(self) -> bool:
        """Whether nobody can read a preview of it."""

    @property
    def takes(self) -> frozenset[str]:
        """The fields of ExportChoices that change something.

        They are no_claims, notes, text, boilerplate and offset_unit. Without no_claims among them no dossier
        holds sentences without a claim. With votes among them `dossier.votes` is written where the choices
        ask for soft labels. With units among them records are the review units of `dossier.review`. With
        gold_aside among them gold claims are in the dossier whoever was chosen.
        """

    @property
    def unit(self) -> OffsetUnit | None:
        """What offsets count by the format's definition, None where it has none; `dossier.ruler` measures so.

        With offset_unit among `takes` the person's choice counts instead.
        """

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Writing: ...


@immutable
class Format:
    """`name` is what `--format` says, `title` what people read; `extra` names what has to be installed too.

    The modules of an extra are imported when the format is used, with `extras.library`.
    """

    name: str
    title: str
    reader: Reader | None = None
    writer: Writer | None = None
    extra: str = ""
