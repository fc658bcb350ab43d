"""Which column of a table, or field of a record, holds what: the same for every kind of file with columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, Protocol

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.articles.dates import iso_date
from annotator.exchange.articles.shape import Extract, Facts, Field, Item, Wishes
from annotator.exchange.articles.values import language_tag, one_line

SAMPLE_SIZE: Final = 20
CHOOSE_SHEET: Final = "Choose this one"
"""What is said of a sheet of a workbook that was not read; where to choose it, others say."""
_SHOWN: Final = 5
_LONGEST_SHOWN: Final = 200
_MOST_NAMED: Final = 30
_LEAST_TEXT: Final = 100
"""Mean length of what may be the text of articles where no name says so, in code points."""

# Folded, in the order of trust.
_NAMES: Final[dict[Field, tuple[str, ...]]] = {
    Field.TEXT: (
        *("text", "body", "content", "articletext", "articlebody", "articlecontent", "fulltext", "maintext"),
        *("article", "story", "bodytext", "contenttext", "cleantext", "document", "newstext", "newscontent"),
    ),
    Field.TITLE: ("title", "headline", "articletitle", "newstitle", "heading", "subject", "ogtitle"),
    Field.URL: ("url", "link", "articleurl", "sourceurl", "newsurl", "canonicalurl", "weburl", "href", "uri"),
    Field.OUTLET: (
        *("outlet", "publisher", "publication", "source", "sourcename", "sourcedomain", "site", "sitename"),
        *("newspaper", "media", "domain"),
    ),
    Field.BYLINE: ("byline", "author", "authors", "creator", "writer", "journalist", "by"),
    Field.DATE: (
        *("date", "published", "publishedat", "publisheddate", "publishdate", "datepublished", "pubdate"),
        *("publicationdate", "publicationtime", "datepublish", "datetime", "timestamp", "createdat"),
    ),
    Field.LANGUAGE: ("language", "lang", "locale", "languagecode"),
    Field.ID: (
        "id",
        "articleid",
        "docid",
        "documentid",
        "newsid",
        "uid",
        "uuid",
        "guid",
        "key",
        "identifier",
    ),
}


@immutable
class Record:
    """A row or an object. `value` gives the text of a column or field, "" where there is none."""

    place: str
    value: Callable[[str], str]
    share: float = 1.0
    problem: str = ""


class Records(Protocol):
    """A file with records: the names of its columns, and the records from the first on, each time anew."""

    @property
    def names(self) -> Sequence[str]: ...

    def each(self) -> Iterator[Record]: ...


@immutable
class Outline:
    """What a person sees before she says which column is what: names, a few rows, and a guess.

    Of a workbook, `sheets` are those that have rows, and `sheet` the one whose columns these are.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    mapping: dict[Field, str]
    sheets: tuple[str, ...] = ()
    sheet: str = ""


def outline_of(records: Records, wishes: Wishes) -> Outline:
    """The columns of a file. `mapping` lacks the text where nobody chose it and no column looks like it."""
    sample = _sample(records)
    rows = tuple(
        tuple(record.value(name)[:_LONGEST_SHOWN] for name in records.names) for record in sample[:_SHOWN]
    )
    return Outline(tuple(records.names), rows, mapping_of(records.names, sample, wishes.columns))


def items_of(records: Records, wishes: Wishes) -> Iterator[Item]:
    """An item for each record. Raises Refused where no column is known to hold the text."""
    mapping = mapping_of(records.names, _sample(records), wishes.columns)
    if Field.TEXT not in mapping:
        raise Refused(
            f"No column is called text, body or alike. Nothing was imported. {_choices(records.names)}"
        )
    for record in records.each():
        yield _item(record, mapping)


def mapping_of(
    names: Sequence[str], sample: Iterable[Record], chosen: Mapping[Field, str]
) -> dict[Field, str]:
    """The name of the column for each field: as chosen, else by its name, else the longest for the text.

    Raises Refused for a chosen column that is not there.
    """
    mapping = {field: _named(names, name) for field, name in chosen.items() if name}
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(_fold(name), name)
    taken = set(mapping.values())
    for field in Field:
        if field in chosen:
            continue
        if found := next(
            (folded[name] for name in _NAMES[field] if folded.get(name, "") not in {"", *taken}), ""
        ):
            mapping[field] = found
            taken.add(found)
    if Field.TEXT not in mapping and Field.TEXT not in chosen and (longest := _longest(names, sample, taken)):
        mapping[Field.TEXT] = longest
    return mapping


def _sample(records: Records) -> list[Record]:
    return [record for record in islice(records.each(), SAMPLE_SIZE) if not record.problem]


def _fold(name: str) -> str:
    """A name without case and signs; of a name in another, "a.b", only the last."""
    return "".join(filter(str.isalnum, name.rpartition(".")[2])).casefold()


def _named(names: Sequence[str], wanted: str) -> str:
    for name in names:
        if name == wanted:
            return name
    for name in names:
        if name.strip().casefold() == wanted.strip().casefold():
            return name
    raise Refused(f"There is no column “{wanted}”. Nothing was imported. {_choices(names)}")


def _choices(names: Sequence[str]) -> str:
    named = ", ".join(one_line(name)[:60] for name in names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"Choose the column that holds the text; there are: {named}{more}."


def _longest(names: Sequence[str], sample: Iterable[Record], taken: set[str]) -> str:
    records = list(sample)
    means = {
        name: sum(len(record.value(name)) for record in records) / max(len(records), 1)
        for name in names
        if name not in taken
    }
    longest = max(means, key=means.__getitem__, default="")
    return longest if means.get(longest, 0) >= _LEAST_TEXT else ""


def _item(record: Record, mapping: Mapping[Field, str]) -> Item:
    def extract() -> Extract:
        if record.problem:
            raise Refused(record.problem)
        return _extract(record, mapping)

    is_empty = not record.problem and not record.value(mapping[Field.TEXT]).strip()
    skipped = "It has no text." if is_empty else ""
    return Item(record.place, extract, record.share, skipped)


def _extract(record: Record, mapping: Mapping[Field, str]) -> Extract:
    def value(field: Field) -> str:
        parts = record.value(mapping[field]).split("\n\n") if field in mapping else []
        return one_line(", ".join(filter(None, map(str.strip, parts))))

    date = value(Field.DATE)
    facts = Facts(
        title=value(Field.TITLE),
        url=value(Field.URL),
        outlet=value(Field.OUTLET),
        byline=value(Field.BYLINE),
        published_at=iso_date(date) or date,
        language=language_tag(value(Field.LANGUAGE)),
        record_id=value(Field.ID),
    )
    return Extract(record.value(mapping[Field.TEXT]), facts)
