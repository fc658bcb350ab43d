"""Annotations of other tools on the command line: what import does with them, and the list of formats."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import click

from annotator.cli.annotation_words import said_of, said_of_result
from annotator.cli.label_wishes import is_pattern, meant, with_keys
from annotator.cli.opened import opened
from annotator.cli.terminal import plain, watched
from annotator.cli.words import WORDS, FormatName
from annotator.domain.errors import ClaimdeskError, Refused
from annotator.domain.immutable import immutable
from annotator.exchange.annotation_reading import AnnotationReading
from annotator.exchange.annotations.files import AnnotationFile
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.annotations.survey import FileSurvey, survey
from annotator.exchange.annotations.taking_in import TakenIn, bring_in
from annotator.exchange.annotations.translation import Translation, is_name, known_labels, known_people
from annotator.exchange.formats import formats, plug_ins
from annotator.exchange.formats.extras import is_installed
from annotator.exchange.formats.recognising import recognised
from annotator.exchange.formats.shape import Format
from annotator.store.project import Project

_UNITS: Final = {
    "code-point": Measure.CODE_POINT,
    "utf16": Measure.UTF16,
    "utf8": Measure.UTF8,
    "grapheme": Measure.GRAPHEME,
}


class _Pair(click.ParamType[tuple[str, str]]):
    """A word of the file and what it means, "" where it is left out; the word may hold “=” itself."""

    name = "pair"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        word, sign, meaning = WORDS.convert(str(value), param, ctx).rpartition("=")
        if not sign or not word:
            self.fail(f"“{value}” is no pair like Rumour=disputed.", param, ctx)
        return word, meaning.strip()


@immutable
class AnnotationWishes:
    """What a person says of a file with annotations."""

    format: str = ""
    labels: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    dry_run: bool = False

    @property
    def is_empty(self) -> bool:
        return self == AnnotationWishes()

    @property
    def measure(self) -> Measure | None:
        return _UNITS.get(self.unit)


_OPTIONS: Final = (
    click.option(
        "--format",
        "format_name",
        type=FormatName(is_read=True),
        help="The format of files with annotations; found out where it is sure. See “claimdesk formats”.",
    ),
    click.option(
        "--map",
        "labels",
        type=_Pair(),
        multiple=True,
        metavar="LABEL=LABEL",
        help="What a label of the file is in the project: Rumour=disputed; nothing after = leaves it out. "
        "A star stands for any characters: *= leaves out all that are not known.",
    ),
    click.option(
        "--person",
        "people",
        type=_Pair(),
        multiple=True,
        metavar="ID=NAME",
        help="Who an annotator of the file is. --annotator NAME: all of the file is hers.",
    ),
    click.option("--unit", type=click.Choice(list(_UNITS)), help="What offsets in the file count."),
    click.option("--dry-run", is_flag=True, help="Say what annotations there are, and write nothing."),
)


def annotation_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of import that are about annotations, given to `command` as one `annotations`."""

    @functools.wraps(command)
    def with_wishes(
        *arguments: object,
        format_name: str | None,
        labels: tuple[tuple[str, str], ...],
        people: tuple[tuple[str, str], ...],
        unit: str | None,
        dry_run: bool,
        **others: object,
    ) -> None:
        wishes = AnnotationWishes(format_name or "", labels, people, unit or "", dry_run)
        command(*arguments, annotations=wishes, **others)

    for option in reversed(_OPTIONS):
        option(with_wishes)
    return with_wishes


def with_format(paths: tuple[Path, ...], wishes: AnnotationWishes) -> AnnotationWishes | None:
    """The wishes with the format of the files; None where they are articles without annotations.

    Raises Refused where something was wished that only annotations have, and the format is not sure.
    """
    if wishes.format:
        return wishes
    names = {_recognised_name(path) for path in paths}
    name = names.pop() if len(names) == 1 else ""
    if not name:
        if wishes.is_empty:
            return None
        raise Refused(
            "It is not sure which format the file is in. Nothing was imported. "
            "Name it with --format; “claimdesk formats” lists the names."
        )
    return replace(wishes, format=name)


def import_annotations(
    project: Path, paths: Iterable[Path], wishes: AnnotationWishes, *, annotator: str
) -> int:
    """Bring in what the files hold, say what became of it, and return the exit code."""
    code = 0
    with (
        opened(project, read_only=wishes.dry_run) as found,
        _unused_told(wishes) as unused,
        closing(AnnotationReading()) as reading,
    ):
        wishes = replace(wishes, labels=with_keys(found, wishes.labels))
        for path in paths:
            result = _one(found, reading.file(path, wishes.format), wishes, annotator, unused)
            if result is None or result.unplaced:
                code = 1
            if result is not None and result.is_cancelled:
                return 130
    return code


@contextmanager
def _unused_told(wishes: AnnotationWishes) -> Iterator[set[tuple[str, str]]]:
    """Options with the words of a file that they speak of. Those that are left at the end are told."""
    unused = {("--map", word) for word, _ in wishes.labels} | {("--person", id_) for id_, _ in wishes.people}
    yield unused
    for option, word in sorted(unused):
        why = "no label that was not known is like it" if is_pattern(word) else "no file has that"
        click.echo(plain(f"claimdesk: {option} “{word}” was not used: {why}."), err=True)


def _one(
    project: Project,
    file: AnnotationFile,
    wishes: AnnotationWishes,
    annotator: str,
    unused: set[tuple[str, str]],
) -> TakenIn | None:
    """What became of one file; None where a dry run can't say, as something is still to be said.

    What of `unused` the file has a use for is taken out of it.
    """
    with watched("Reading") as job:
        found = survey(job, project, file, measure=wishes.measure)
    known = known_labels(project, found.labels, format_name=wishes.format)
    labels, used = meant(found.labels, known, wishes.labels)
    unused.difference_update({("--map", word) for word in used})
    unused.difference_update({("--person", id_) for id_ in found.people})
    names = _names(project, found, wishes, annotator)
    for line in said_of(found, labels, names):
        click.echo(plain(line))
    if not found.articles:
        raise Refused(
            f"{plain(file.name)} holds nothing that can be taken in, or of articles that are not here. "
            "Nothing was imported. What stands above says why."
        )
    missing = (
        [name for name in found.labels if name not in labels],
        [name for name in found.people if name not in names],
    )
    if any(missing):
        if wishes.dry_run:
            return None
        raise _unsaid(*missing)
    people = {name: _annotator(project, called, wishes) for name, called in names.items()}
    translation = Translation(labels, people, wishes.measure)
    with watched("Importing") as job:
        result = bring_in(job, project, found, translation, is_rehearsal=wishes.dry_run)
    for line in said_of_result(result, is_rehearsal=wishes.dry_run):
        click.echo(plain(line))
    return result


def _names(
    project: Project, found: FileSurvey, wishes: AnnotationWishes, annotator: str
) -> Mapping[str, str]:
    """The names of the file's annotators, as far as they are known."""
    said = dict(wishes.people)
    known = known_people(project, found.people)
    names = {}
    for person in found.people:
        name = said.get(person) or annotator or (person if person in known or is_name(person) else "")
        if name:
            names[person] = name
    return names


def _annotator(project: Project, name: str, wishes: AnnotationWishes) -> str:
    """The annotator's id; in a dry run nobody joins."""
    if not wishes.dry_run:
        return project.join(name).id
    known = project.people.named(" ".join(name.split()))
    return known.id if known else f"new {name}"


def _unsaid(labels: list[str], people: list[str]) -> Refused:
    """What is still to be said before the file can be taken in."""
    options = [f"--map “{label}”=LABEL" for label in labels]
    # Nobody can type an id that is empty.
    options += [
        f"--person “{person}”=NAME (or --annotator NAME)" if person else "--annotator NAME"
        for person in people
    ]
    more = f" and {len(options) - 10} more" if len(options) > 10 else ""
    return Refused(
        f"Some labels or annotators of the file are not known here. Nothing was imported. Say what they are: "
        f"{', '.join(options[:10])}{more}."
    )


def _recognised_name(path: Path) -> str:
    """The name of the only format that the file is surely in; "" otherwise."""
    try:
        with open_source(path) as source:
            found = recognised(source)
    except ClaimdeskError:
        # What is wrong with it is told by the readers of articles.
        return ""
    return found[0].name if len(found) == 1 else ""


@click.command("formats")
def formats_command() -> None:
    """List the formats of data sets: their names, whether they are read and written, what they need."""
    found = list(formats())
    widest = max(len(each.name) for each in found)
    for each in found:
        ways = f"{'in' if each.reader else '':3}{'out' if each.writer else '':4}"
        click.echo(f"{each.name:{widest}}  {ways} {each.title}{_needed(each)}")
    for trouble in plug_ins().troubles:
        click.echo(f"claimdesk: {plain(trouble)}", err=True)


def _needed(found: Format) -> str:
    if not found.extra:
        return ""
    state = {True: ", which is installed", False: f": pip install 'claimdesk[{found.extra}]'", None: ""}
    return f" (needs the extra {found.extra}{state[is_installed(found.extra)]})"
