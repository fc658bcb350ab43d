"""Writes streams of Java objects, and CASes in them as INCEpTION keeps them, as both are described."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.unit.exchange.uima import TEXT

HEAD = b"\xac\xed\x00\x05"
PACKAGE = "org.apache.uima.cas.impl."
SIZES = {"[B": "b", "[S": "h", "[I": "i", "[J": "q"}
TEXTS = "[Ljava.lang.String;"


@dataclass
class Numbers:
    """An array; `kind` is what Java calls it."""

    kind: str
    values: Sequence[int]


@dataclass
class Made:
    """An object with its fields, in order."""

    kind: str
    fields: Mapping[str, object]


def modified(text: str) -> bytes:
    """Java's UTF-8: NUL in two bytes, characters beyond U+FFFF in two halves of three bytes each."""
    wide = text.encode("utf-16-be", "surrogatepass")
    halves = [chr(half) for (half,) in struct.iter_unpack(">H", wide)]
    return "".join(halves).encode("utf-8", "surrogatepass").replace(b"\0", b"\xc0\x80")


@dataclass
class Stream:
    """Objects one after the other; classes and texts that stand again are told by their number."""

    data: bytes = HEAD
    known: list[object] = field(default_factory=list)

    def write(self, value: object) -> None:
        match value:
            case None:
                self.data += b"\x70"
            case int():
                self.data += struct.pack(">i", value)
            case str():
                self._write_text(value)
            case Numbers(kind, values):
                self.data += b"\x75"
                self._write_class(kind, {})
                self.known.append(value)
                self.data += struct.pack(f">i{len(values)}{SIZES[kind]}", len(values), *values)
            case list():
                self.data += b"\x75"
                self._write_class(TEXTS, {})
                self.known.append(id(value))
                self.data += struct.pack(">i", len(value))
                for each in value:
                    self.write(each)
            case Made(kind, fields):
                self.data += b"\x73"
                self._write_class(kind, fields)
                self.known.append(id(value))
                for each in fields.values():
                    self.write(each)

    def _write_text(self, text: str) -> None:
        if self._is_again(text):
            return
        data = modified(text)
        self.known.append(text)
        self.data += (
            b"\x74" + struct.pack(">H", len(data))
            if len(data) < 1 << 16
            else b"\x7c" + struct.pack(">q", len(data))
        )
        self.data += data

    def _write_class(self, kind: str, fields: Mapping[str, object]) -> None:
        if self._is_again(("class", kind)):
            return
        self.known.append(("class", kind))
        self.data += b"\x72" + _short(kind) + bytes(8) + b"\x02" + struct.pack(">H", len(fields))
        for name, value in fields.items():
            self.data += (b"I" if isinstance(value, int) else b"L") + _short(name)
            if not isinstance(value, int):
                self.write("Ljava/lang/Object;")
        self.data += b"\x78\x70"

    def _is_again(self, value: object) -> bool:
        if value not in self.known:
            return False
        self.data += b"\x71" + struct.pack(">i", 0x7E0000 + self.known.index(value))
        return True


def _short(text: str) -> bytes:
    data = modified(text)
    return struct.pack(">H", len(data)) + data


def stream(value: object) -> bytes:
    found = Stream()
    found.write(value)
    return found.data


U = "uima.cas."
ANNOTATION = "uima.tcas.Annotation"
BUILT_IN: dict[str, tuple[str, dict[str, str]]] = {
    f"{U}TOP": ("", {}),
    **{
        f"{U}{name}": (f"{U}TOP", {})
        for name in ("Integer", "Float", "String", "Boolean", "Byte", "Short", "Long", "Double")
    },
    **{
        f"{U}{name}Array": (f"{U}TOP", {})
        for name in ("FS", "Integer", "Float", "String", "Boolean", "Byte", "Short", "Long", "Double")
    },
    f"{U}EmptyStringList": (f"{U}TOP", {}),
    f"{U}NonEmptyStringList": (f"{U}TOP", {"tail": f"{U}TOP", "head": f"{U}String"}),
    f"{U}NonEmptyFSList": (f"{U}TOP", {"head": f"{U}TOP", "tail": f"{U}TOP"}),
    f"{U}Sofa": (f"{U}TOP", {"sofaNum": f"{U}Integer", "sofaID": f"{U}String", "sofaString": f"{U}String"}),
    f"{U}AnnotationBase": (f"{U}TOP", {"sofa": f"{U}Sofa"}),
    ANNOTATION: (f"{U}AnnotationBase", {"begin": f"{U}Integer", "end": f"{U}Integer"}),
}


class Memory:
    """A CAS with a text, of which structures are put into memory one after the other.

    `types` are names with the type above and the features, as in UIMA.
    """

    def __init__(self, types: Mapping[str, tuple[str, Mapping[str, str]]], text: str | None = TEXT) -> None:
        self.types = {**BUILT_IN, **types}
        self.codes = {name: code for code, name in enumerate(self.types, 1)}
        self.cells = [0]
        self.texts: list[str | None] = [None]
        self.near: dict[str, list[int]] = {"byteHeapArray": [0], "shortHeapArray": [0], "longHeapArray": [0]}
        self.index: list[int] = []
        self.sofa = self.put(f"{U}Sofa", sofaNum=1, sofaID="_InitialView", sofaString=text)

    def put(self, type_: str, **said: int | str | None) -> int:
        """Where the structure begins. Texts are given as such, all else as what its cell holds."""
        place = len(self.cells)
        features = self._features(type_)
        assert said.keys() <= set(features), (said, features)
        self.cells += [self.codes[type_], *(self.cell(said.get(name, 0)) for name in features)]
        return place

    def mark(self, type_: str, begin: int, end: int, **said: int | str | None) -> int:
        """An annotation of the text that is in its index."""
        self.index.append(self.put(type_, sofa=self.sofa, begin=begin, end=end, **said))
        return self.index[-1]

    def array(self, type_: str, *values: int | str | None) -> int:
        place = len(self.cells)
        self.cells += [self.codes[type_], len(values), *map(self.cell, values)]
        return place

    def far_array(self, type_: str, heap: str, *values: int) -> int:
        """An array whose values are not among the cells."""
        start = len(self.near[heap])
        self.near[heap] += values
        place = len(self.cells)
        self.cells += [self.codes[type_], len(values), start]
        return place

    def far(self, value: int) -> int:
        """The cell for a number of 64 bits."""
        self.near["longHeapArray"].append(value)
        return len(self.near["longHeapArray"]) - 1

    def cell(self, value: int | str | None) -> int:
        if isinstance(value, int):
            return value
        if value is None:
            return 0
        self.texts.append(value)
        return len(self.texts) - 1

    def data(self, **others: object) -> bytes:
        """The file; `others` take the place of fields of what it consists of."""
        described, kept = self.fields()
        parts = {
            "casMgrSer": Made(f"{PACKAGE}CASMgrSerializer", replaced(described, others)),
            "casSer": Made(f"{PACKAGE}CASSerializer", replaced(kept, others)),
        }
        return stream(Made(f"{PACKAGE}CASCompleteSerializer", parts))

    def fields(self) -> tuple[dict[str, object], dict[str, object]]:
        """What is said of the types, and what is in memory, by the names of UIMA's fields."""
        names = [None, *self.types]
        parents = [0, *(self.codes.get(parent, 0) for parent, _ in self.types.values())]
        features = [
            (type_, name, over) for type_, (_, own) in self.types.items() for name, over in own.items()
        ]
        declared = [
            0,
            0,
            0,
            *(cell for type_, _, over in features for cell in (self.codes[type_], self.codes[over], 0)),
        ]
        described = {
            "source": 0,
            "featDecls": Numbers("[I", declared),
            "featureNames": [None, *(name for _, name, _ in features)],
            "indexNames": ["AnnotationIndex"],
            "typeInheritance": Numbers("[I", parents),
            "typeNames": names,
        }
        kept = {
            "byteHeapArray": Numbers("[B", self.near["byteHeapArray"]),
            "fsIndex": Numbers("[I", [1, 1, self.sofa, len(self.index), *self.index]),
            "heapArray": Numbers("[I", self.cells),
            "longHeapArray": Numbers("[J", self.near["longHeapArray"]),
            "shortHeapArray": Numbers("[S", self.near["shortHeapArray"]),
            "stringTable": self.texts,
        }
        return described, kept

    def _features(self, type_: str) -> list[str]:
        parent, own = self.types[type_]
        return [*(self._features(parent) if parent else ()), *own]


def replaced(fields: Mapping[str, object], others: Mapping[str, object]) -> dict[str, object]:
    return {name: others.get(name, value) for name, value in fields.items()}


def framed(*blocks: bytes) -> bytes:
    """Blocks of Snappy in its framing format."""
    frames = [frame(0xFF, b"sNaPpY"), *(frame(0, bytes(4) + block) for block in blocks)]
    return b"".join(frames)


def frame(kind: int, data: bytes) -> bytes:
    return bytes([kind]) + len(data).to_bytes(3, "little") + data
