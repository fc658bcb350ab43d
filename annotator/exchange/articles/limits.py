"""How much a file may ask of the process that reads it. Every refusal names the limit that it met."""

from __future__ import annotations

from typing import Final

MEGABYTE: Final = 1_000_000

LARGEST_FILE: Final = 50 * MEGABYTE
"""Of a file that is read into memory whole, and of what is packed in an archive."""
LARGEST_STREAM: Final = 1_000 * MEGABYTE
"""Of a file of many articles, which is gone through one article at a time."""
LARGEST_PAGE: Final = 5 * MEGABYTE
"""Of a web page, not counting pictures and fonts inside it (data: URIs)."""
LONGEST_TEXT: Final = 5_000_000
"""Of an article or a cell of a table, in code points."""
LONGEST_LINE: Final = 20_000_000
"""Of a line in a file of one record a line, in code points."""
MOST_COLUMNS: Final = 2_000
MOST_VALUES: Final = 5_000_000
"""Of a JSON document: each takes a hundred bytes of memory, however short it is."""
MOST_PAGES: Final = 2_000
"""Of a PDF document."""

MOST_MEMBERS: Final = 50_000
LARGEST_UNPACKED: Final = 2_000 * MEGABYTE
"""Of everything in an archive together."""
LARGEST_RATIO: Final = 200
"""What an archive unpacks to beside what it takes, where that is more than `LARGEST_FILE`."""
DEEPEST_ARCHIVE: Final = 2
"""An archive in an archive is read, one in that is not."""

MOST_MEMORY: Final = 2 * 1024**3
"""Bytes that the process which reads may hold, on systems that can be told to see to it."""
MOST_SECONDS: Final = 60.0
"""For one article, and for what has to be seen of a file before its first one."""
