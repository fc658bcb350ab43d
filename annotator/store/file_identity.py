"""How a project file tells what it is."""

from __future__ import annotations

from typing import Final

SUFFIX: Final = ".claimdesk"
APPLICATION_ID: Final = int.from_bytes(b"CLMD")
SCHEMA_VERSION: Final = 3
TABLES: Final = frozenset(
    {"meta", "article", "article_text", "unit", "label", "annotator", "assignment", "claim", "fragment"}
    | {"decision", "progress", "guideline", "journal", "adjudication", "_sqlite_migrations"}
)
"""Those of this version."""
READABLE_FROM: Final = "readable_from"
"""What a project says of itself if versions before the one that made it may read it: the first one that may.
Then all that their tables say holds, whatever stands in others beside them."""
SCHEMA_DIGESTS: Final = {
    1: "766bcb898a01a8d82432c5894fa84386cba902d94d666178b6d55bae01ef2bc2",
    2: "91ccf08d5399fe2e96057110b7b29680f5caa5e6f9da7abcb87aa593a266be09",
    3: "909039e3006770dddfcf3f108fe2b41e722ab51d2902e4c42a3b765291dcfbf9",
}
"""The digest of each released schema (`opening.schema_digest`), so that opening a project need not
load the migrations to know that nothing was added to it."""
