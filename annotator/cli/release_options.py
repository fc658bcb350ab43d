"""The options of export that choose claims and articles and make a release."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

import click

from annotator.cli.words import WORDS
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.choices import Annotations, ExportChoices, SplitBy
from annotator.exchange.release.splitting import shares_from
from annotator.store.project import Project

_USUAL: Final = ExportChoices()


class _Shares(click.ParamType[tuple[int, ...]]):
    """The shares of a split, as in 80/10/10."""

    name = "shares"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        try:
            return shares_from(value)
        except Refused as error:
            self.fail(str(error), param, ctx)


@immutable
class ReleaseWishes:
    """What a person says of the claims and the release; `articles` are ids or their beginnings."""

    annotations: Annotations
    articles: tuple[str, ...]
    is_release: bool
    shares: tuple[int, ...]
    split_by: SplitBy
    seed: int
    licence: str

    def on(self, choices: ExportChoices, project: Project) -> ExportChoices:
        """`choices` with these. Raises Refused for articles that are none, or several."""
        return replace(
            choices,
            annotations=self.annotations,
            articles=_article_ids(project, self.articles),
            release=self.is_release,
            shares=self.shares,
            split_by=self.split_by,
            seed=self.seed,
            licence=self.licence,
        )


_OPTIONS: Final = (
    click.option(
        "--annotations",
        type=click.Choice([each.value for each in Annotations]),
        default=Annotations.ALL.value,
        show_default=True,
        help="Everybody’s claims, adjudicated ones, these or else the majority’s, or shares of votes.",
    ),
    click.option(
        "--article",
        "articles",
        type=WORDS,
        multiple=True,
        metavar="ID",
        help="Only this article, by its id or the first characters of it; can be repeated.",
    ),
    click.option(
        "--release", is_flag=True, help="A folder, or ZIP, with a card, Croissant metadata and checksums."
    ),
    click.option(
        "--split", type=_Shares(), metavar="80/10/10", help="A release in parts: train/validation/test."
    ),
    click.option(
        "--split-by",
        type=click.Choice([each.value for each in SplitBy]),
        help="Shuffled (the default), by outlet, or the newest to test with.",
    ),
    click.option(
        "--seed", type=click.IntRange(0, 2**31), help=f"Shuffles the split; {_USUAL.seed} if unsaid."
    ),
    click.option("--licence", type=WORDS, help="What the card says: an SPDX id such as CC-BY-4.0, or words."),
)


def release_options(command: Callable[..., None]) -> Callable[..., None]:
    """These options, given to `command` as one `wishes`."""

    @functools.wraps(command)
    def with_wishes(
        *arguments: object,
        annotations: str,
        articles: tuple[str, ...],
        release: bool,
        split: tuple[int, ...] | None,
        split_by: str | None,
        seed: int | None,
        licence: str | None,
        **others: object,
    ) -> None:
        if not split and (split_by is not None or seed is not None):
            raise click.UsageError("--split-by and --seed are for a --split, such as --split 80/10/10.")
        if not (split or release) and licence is not None:
            raise click.UsageError("A licence stands in a release: add --release or --split.")
        wishes = ReleaseWishes(
            Annotations(annotations),
            articles,
            release,
            split or (),
            SplitBy(split_by or _USUAL.split_by),
            _USUAL.seed if seed is None else seed,
            licence or "",
        )
        command(*arguments, wishes=wishes, **others)

    for option in reversed(_OPTIONS):
        option(with_wishes)
    return with_wishes


def _article_ids(project: Project, beginnings: Iterable[str]) -> tuple[str, ...] | None:
    """The articles whose ids start so; None where nobody asked. Raises Refused for none or several."""
    ids = []
    for beginning in beginnings:
        found = project.articles.ids_starting(beginning)
        if len(found) != 1:
            what = "no article" if not found else f"{len(found)} articles"
            raise Refused(
                f"This project has {what} whose id starts with “{beginning}”. Nothing was written. "
                "“claimdesk info --articles” lists the ids."
            )
        ids.append(found[0])
    return tuple(dict.fromkeys(ids)) or None
