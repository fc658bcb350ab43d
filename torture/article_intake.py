"""Imports articles and counts what became of every single file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from annotator.exchange.finding import find_files
from annotator.exchange.importing import STOPPED, import_texts
from annotator.exchange.outcomes import ImportReport, Status
from annotator.store.project import Project
from torture.campaign import Tally
from torture.watching import Watch


def bring_in(
    project: Project, folder: Path, files: Sequence[tuple[str, bytes]], tally: Tally, watch: Watch
) -> ImportReport:
    """Put the files into a new folder and import that."""
    folder.mkdir(parents=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    before = project.articles.count()
    watch.begin()
    report = import_texts(watch, project, find_files([folder]))
    tally.count("files", len(files))
    _check_report(report, project.articles.count() - before, tally)
    _check_told(project, folder, report, tally)
    return report


def _check_report(report: ImportReport, added: int, tally: Tally) -> None:
    """The report's own sums, beside the rows that there are."""
    told = Counter(remark.status for remark in report.remarks)
    said = (report.added, report.duplicates, report.skipped, report.failed, report.not_reached)
    found = (added, told[Status.DUPLICATE], told[Status.SKIPPED], told[Status.FAILED], 0)
    if said != found:
        tally.fault(f"the report says {said}, and it were {found}")
    for what, count in zip(("articles added", "already there", "left out", "refused"), said[:4], strict=True):
        tally.count(what, count)
    reasons = [remark.reason for remark in report.remarks]
    tally.count("readers that ended", reasons.count(STOPPED))
    tally.count("faults of libraries", sum("of file failed on it" in reason for reason in reasons))


def _check_told(project: Project, folder: Path, report: ImportReport, tally: Tally) -> None:
    """Every file is in the project or in the report, and no article is empty."""
    names = {f"{folder.name}/{path.name}" for path in folder.iterdir()}
    for article in project.articles.each():
        if article.source_path.startswith(f"{folder.name}/"):
            names.discard(_file_of(article.source_path))
            text = project.articles.text(article.id)
            if not text.strip() or len(text) != article.length or not project.articles.units(article.id):
                tally.fault(f"{article.source_path} was imported without words")
    names -= {_file_of(remark.name) for remark in report.remarks}
    for name in sorted(names):
        tally.fault(f"nobody was told what became of {name}")


def _file_of(name: str) -> str:
    """The file that a place in it belongs to."""
    folder, _, rest = name.partition("/")
    return f"{folder}/{rest.partition('/')[0].partition('#')[0]}"
