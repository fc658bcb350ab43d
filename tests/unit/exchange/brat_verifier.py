"""A program that lets brat's own modules read and check a collection; run by test_brat."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType


def main(server: str, folder: Path) -> str:
    sys.path.insert(0, server)
    config = ModuleType("config")
    vars(config).update(BASE_DIR=str(folder), DATA_DIR=str(folder), WORK_DIR=str(folder), DEBUG=False)
    sys.modules["config"] = config
    annotation = import_module("annotation")
    projects = import_module("projectconfig")
    verifier = import_module("verify_annotations")
    # Its own way to open a file ends with Python 3.10.
    vars(projects)["open_textfile"] = lambda name, _mode: io.StringIO(Path(name).read_text("utf-8"))
    spans, failed, issues = 0, 0, []
    for path in sorted(folder.rglob("*.ann")):
        text = path.with_suffix(".txt").read_text("utf-8")
        document = annotation.TextAnnotations(text=text, source=path.read_text("utf-8"), read_only=True)
        spans += len(list(document.get_textbounds()))
        failed += len(document.failed_lines)
        issues += verifier.verify_annotation(document, projects.ProjectConfiguration(str(path.parent)))
    told = [issue.human_readable_str() for issue in issues]
    return f"{spans} annotations of words, {failed} lines that fail, {'; '.join(told) or 'no issues'}"


if __name__ == "__main__":
    print(main(sys.argv[1], Path(sys.argv[2])))  # noqa: T201 - what the test reads
