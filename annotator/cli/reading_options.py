"""The options that say how files with articles are to be read."""

from __future__ import annotations

import functools
from collections.abc import Callable

import click

from annotator.cli.words import WORDS, ColumnChoice, LanguageTag
from annotator.exchange.articles.shape import Field, Wishes


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of import that are about reading, given to `command` as `reading`."""

    @click.option("--encoding", type=WORDS, help="Read all files as this, and do not guess.")
    @click.option(
        "--language", type=LanguageTag(), default="", help="BCP 47 tag of all of them, such as zh-Hant."
    )
    @click.option(
        "--column",
        "columns",
        type=ColumnChoice(Field, "text=body"),
        multiple=True,
        metavar="FIELD=NAME",
        help="Which column of a table, or field of JSON, holds what: text=body, title=meta.title.",
    )
    @click.option(
        "--sheet", type=WORDS, default="", help="Which sheet of a workbook; else the first that has rows."
    )
    @functools.wraps(command)
    def with_wishes(
        *arguments: object,
        encoding: str | None,
        language: str,
        columns: tuple[tuple[Field, str], ...],
        sheet: str,
        **others: object,
    ) -> None:
        wishes = Wishes(encoding=encoding, language=language, columns=dict(columns), sheet=sheet)
        command(*arguments, reading=wishes, **others)

    return with_wishes
