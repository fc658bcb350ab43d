"""What a person types as the value of an option."""

from __future__ import annotations

from typing import Final

import click

from annotator.domain.errors import Refused


class FormatName(click.ParamType[str]):
    """Today's name of a format that there is."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from annotator.exchange.formats import format_named

        try:
            return format_named(value).name
        except Refused as error:
            self.fail(str(error), param, ctx)


class _Words(click.ParamType[str]):
    """Text that can be stored; the bytes of an argument need not be any."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            value.encode()
        except UnicodeEncodeError:
            self.fail("It holds bytes that are no text in UTF-8.", param, ctx)
        return value


WORDS: Final = _Words()
