"""Reads the source of the package and says where it breaks the rules of its layers, without importing it.

import-linter holds the arrows between the rooms; here stands what it cannot see: which library and which
module of Qt a room may import, which calls nobody makes, and how long a file, a function and a class may be.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

FILE_LINES = 300
FUNCTION_LINES = 40
PUBLIC_METHODS = 12

# From the top to the bottom; a room imports rooms below it only, also where only a type checker looks.
ROOMS = (
    "__main__",
    "app",
    "cli",
    "views",
    "models",
    "desk",
    "exchange",
    "store",
    "domain",
    "resources",
    "places",
    "qt_loading",
)

# Which parts of the package, by the beginning of their dotted name, may import what is not the package's own.
# The longest entry that fits decides; what fits none is refused.
ALLOWED = {
    "PySide6.QtCore": ("app", "views", "models", "desk"),
    "PySide6.QtGui": ("app", "views", "models", "desk"),
    "PySide6.QtWidgets": ("app", "views"),
    "PySide6.QtSvg": ("app", "views"),
    "shiboken6": ("app", "views", "models"),
    "sqlite3": ("store",),
    "sqlite_utils": ("store",),
    "pydantic": ("exchange",),
    "pydantic_core": ("exchange",),
    "nupunkt": ("domain.sentences",),
    "sentencex": ("domain.sentences",),
    "charset_normalizer": ("exchange",),
    # What reads foreign files is loaded in the process that reads them, and nowhere else.
    "lxml": ("exchange.articles",),
    "trafilatura": ("exchange.articles.web_page",),
    "pypdfium2": ("exchange.articles.pdf", "exchange.articles.pdf_letters"),
    "markdown_it": ("exchange.articles.markdown",),
    "warcio": ("exchange.articles.warc",),
    "click": ("app", "cli"),
    "platformdirs": ("places",),
    "multiprocessing": ("exchange",),
}

# Of the standard library: what runs data as code, and what talks to a network.
REFUSED_MODULES = (
    *("dbm", "marshal", "pickle", "shelve"),
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "smtplib", "socket", "socketserver", "ssl"),
    *("urllib.request", "webbrowser", "xmlrpc"),
)

# Names that no code uses, and why.
REFUSED_NAMES = {
    "QSettings": "runs pickles that it finds in a file",
    "readQVariant": "runs pickles that it finds in data",
    "QNetworkAccessManager": "there is no network code",
    "setHtml": "rich text from data opens files",
    "insertHtml": "rich text from data opens files",
    "appendHtml": "rich text from data opens files",
    "toHtml": "the text is plain",
    "mergeCharFormat": "marks are painted, not written into the document",
    "setItemWidget": "lists are models and delegates",
    "QListWidgetItem": "lists are models and delegates",
    "QTableWidgetItem": "lists are models and delegates",
    "QTreeWidgetItem": "lists are models and delegates",
    "processEvents": "long work is a job",
}
REFUSED_CALLS = {
    "eval": "runs data as code",
    "exec": "runs data as code",
    "__import__": "hides an import",
    "breakpoint": "left over",
    "print": "the terminal belongs to the command line, which uses click.echo",
}
# Names of fields, which stand in our own source, make the methods of records.
SOURCE_ROOMS = ("domain.immutable",)
# Markup is read in one place, from a file of our own.
MARKUP_CALLS = frozenset({"setMarkdown", "insertMarkdown", "fromMarkdown", "fromHtml"})
MARKUP_ROOMS = ("views.guide_page",)
# A dialog is opened and answers by a signal; only the application itself runs a loop.
LOOP_CALLS = frozenset({"exec", "exec_"})
LOOP_ROOMS = ("app",)
# They raise where nobody may look. `kind_of` says so in words; `os.path` answers no where that is enough.
LOOKS = frozenset({"exists", "is_dir", "is_file", "is_mount", "is_symlink"})
# What is packed in an archive, and files of our own.
LOOKS_ROOMS = ("exchange.articles.archive", "resources", "views.icons")

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}(?:[0-9a-fA-F]{2})?")


@dataclass(frozen=True, slots=True, order=True)
class Breach:
    """A rule that a place in the source breaks."""

    path: str
    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule}"


def breaches(package: Path) -> list[Breach]:
    """Every breach in the modules of the folder `package`, in order."""
    found: list[Breach] = []
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package)
        module = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
        found += Module(package.name, module, relative.as_posix(), path.read_text("utf-8")).breaches()
    return sorted(found)


def sleeps(path: Path) -> Iterator[Breach]:
    """Every place in a test where it lets time pass instead of waiting for something."""
    source = path.read_text("utf-8")
    # Most files have neither word, and need not be taken apart.
    if "sleep" not in source and "wait" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("sleep", "time.sleep", "qtbot.wait"):
            yield Breach(path.name, node.lineno, "waits for time to pass")


@dataclass(frozen=True, slots=True)
class Module:
    """One file: the package's name, its own dotted name below the package, its path and its source."""

    package: str
    name: str
    path: str
    source: str

    def breaches(self) -> Iterator[Breach]:
        tree = ast.parse(self.source)
        rules = list(self._length())
        for node in ast.walk(tree):
            rules += (*self._imports(node), *self._names(node), *self._sizes(node))
        for line, rule in rules:
            yield Breach(self.path, line, rule)

    def _is_in(self, places: Iterable[str]) -> bool:
        return any(self.name == place or self.name.startswith(place + ".") for place in places)

    def _length(self) -> Iterator[tuple[int, str]]:
        lines = self.source.count("\n")
        if lines > FILE_LINES:
            yield 1, f"file of {lines} lines"

    def _imports(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            names = []
            yield node.lineno, "relative import"
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            return
        for name in names:
            if not self._may_import(name):
                yield node.lineno, f"imports {name}"

    def _may_import(self, name: str) -> bool:
        top, *rest = name.split(".")
        if top == self.package:
            return not rest or rest[0] not in ROOMS or self._reaches_down(rest[0])
        if any(_is_below(name, refused) for refused in REFUSED_MODULES):
            return False
        fitting = [library for library in ALLOWED if _is_below(name, library)]
        if fitting:
            return self._is_in(ALLOWED[max(fitting, key=len)])
        return top in sys.stdlib_module_names

    def _reaches_down(self, room: str) -> bool:
        own = self.name.split(".")[0]
        return own not in ROOMS or ROOMS.index(own) <= ROOMS.index(room) or {own, room} == {"app", "cli"}

    def _names(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Attribute) and node.attr in REFUSED_NAMES:
            yield node.lineno, f"{node.attr}: {REFUSED_NAMES[node.attr]}"
        elif isinstance(node, ast.Name) and node.id in REFUSED_NAMES:
            yield node.lineno, f"{node.id}: {REFUSED_NAMES[node.id]}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSED_CALLS:
            if node.func.id == "exec" and self._is_in(SOURCE_ROOMS):
                return
            yield node.lineno, f"{node.func.id}(): {REFUSED_CALLS[node.func.id]}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in LOOP_CALLS and not self._is_in(LOOP_ROOMS):
                yield node.lineno, f".{node.func.attr}(): runs a loop of its own"
            elif node.func.attr in MARKUP_CALLS and not self._is_in(MARKUP_ROOMS):
                yield node.lineno, f".{node.func.attr}(): rich text from data opens files"
            elif node.func.attr in LOOKS and not (_is_of_system(node.func) or self._is_in(LOOKS_ROOMS)):
                yield node.lineno, f".{node.func.attr}(): store.path_kinds says where nobody may look"
            elif node.func.attr == "sleep":
                yield node.lineno, ".sleep(): wait for a signal or an event"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.fullmatch(node.value):
            yield node.lineno, f"{node.value}: colours stand in resources/palette.json"

    def _sizes(self, node: ast.AST) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield node.lineno, f"{node.name}() of {lines} lines"
        elif isinstance(node, ast.ClassDef):
            count = sum(_is_own_verb(member) for member in node.body)
            if count > PUBLIC_METHODS:
                yield node.lineno, f"{node.name} with {count} public methods"


def _is_of_system(function: ast.Attribute) -> bool:
    return ast.unparse(function.value) == "os.path"


def _is_below(name: str, library: str) -> bool:
    return name == library or name.startswith(library + ".")


def _is_own_verb(member: ast.stmt) -> bool:
    """Whether a member of a class is a public method that is neither a property nor an override of Qt's."""
    return (
        isinstance(member, ast.FunctionDef)
        and member.name.islower()
        and not member.name.startswith("_")
        and not any(isinstance(mark, ast.Name) and mark.id == "property" for mark in member.decorator_list)
    )
