"""Articles of about 4 kB, each another, put together from those in `seeds/`."""

from __future__ import annotations

import random
from pathlib import Path

from annotator.resources import seed

SIZE = 4_000


def article(number: int, size: int = SIZE) -> str:
    """The article of this number, of about `size` bytes: always the same text, and no other number's."""
    chance = random.Random(number)
    paragraphs = [
        paragraph
        for path in sorted(seed("articles").glob("*.txt"))
        if path.stem[:2] in {"01", "02", "03"}
        for paragraph in path.read_text(encoding="utf-8").split("\n\n")
    ]
    text = f"Report {number} from the port"
    while len(text.encode()) < size:
        text += "\n\n" + chance.choice(paragraphs).strip()
    return text


def write_articles(folder: Path, count: int, size: int = SIZE) -> None:
    """Write `count` articles as text files into the folder, which is made."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.txt").write_text(article(number, size), encoding="utf-8", newline="\n")
