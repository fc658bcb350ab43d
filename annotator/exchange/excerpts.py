"""A few records of a planned file, as they will stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from annotator.domain.immutable import immutable
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Header, Writer
from annotator.exchange.gathering import gather
from annotator.exchange.headers import header_of
from annotator.exchange.outputs import MemoryOutput
from annotator.exchange.planning import Plan
from annotator.store.project import Project


@immutable
class Excerpt:
    """`head` is what the file holds apart from its records; nothing is there of a format of bytes.

    Records are without their line ends. Where a format has no lines, a record is an article's files.
    """

    head: str = ""
    records: tuple[str, ...] = ()


def excerpt(project: Project, wanted: Plan, *, first: int = 0, count: int = 3) -> Excerpt:
    """`count` records from number `first` (from 0) on; of a format without lines, articles."""
    writer = writer_named(wanted.choices.format)
    header = header_of(project, wanted)
    if writer.binary:
        return Excerpt()
    if isinstance(writer, LineWriter):
        head = writer.head(wanted.choices).decode("utf-8-sig").rstrip("\r\n")
        rest, skipped = wanted.after(first)
        lines = islice(_lines(project, rest, writer, header), first - skipped, first - skipped + count)
        return Excerpt(head, tuple(line.decode().rstrip("\r\n") for line in lines))
    always = _files(project, replace(wanted, articles=()), writer, header)
    records, stable = [], dict(always)
    for article in wanted.articles[first : first + count]:
        files = _files(project, replace(wanted, articles=(article,)), writer, header)
        records.append(_text({name: _added(data, always.get(name, b"")) for name, data in files.items()}))
        # What is counted over all articles, as in a card, is not known from some of them.
        stable = {name: data for name, data in stable.items() if files[name].startswith(data)}
    return Excerpt(_text(stable), tuple(filter(None, records)))


def _lines(project: Project, wanted: Plan, writer: LineWriter, header: Header) -> Iterator[bytes]:
    for gathered in gather(project, wanted):
        if gathered.dossier:
            yield from writer.records(gathered.dossier, header)


def _files(project: Project, wanted: Plan, writer: Writer, header: Header) -> Mapping[str, bytes]:
    """The files of a data set with the articles of the plan."""
    output = MemoryOutput()
    writing = writer.begin(output, wanted.choices, header)
    for gathered in gather(project, wanted):
        if gathered.dossier:
            writing.write(gathered.dossier)
    writing.end()
    return output.files


def _added(data: bytes, always: bytes) -> bytes:
    """What an article adds to the end of a file; nothing where the file is another one."""
    return data[len(always) :] if data.startswith(always) else b""


def _text(files: Mapping[str, bytes]) -> str:
    """Files one below the other, each under its name where there are several."""
    shown = {name: data.decode("utf-8-sig", errors="replace").rstrip("\r\n") for name, data in files.items()}
    return "\n\n".join(f"{name}\n{text}" if name else text for name, text in shown.items() if text)
