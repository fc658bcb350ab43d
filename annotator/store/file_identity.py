"""How a project file tells what it is."""

from __future__ import annotations

from typing import Final

SUFFIX: Final = ".claimdesk"
APPLICATION_ID: Final = int.from_bytes(b"CLMD")
SCHEMA_VERSION: Final = 1
SCHEMA_DIGESTS: Final = {1: "da5096cec79165dec3af088d0abf75ec5ba2cdd7aac43be5c85126458334aeb2"}
"""The digest of each released schema (`migrations.schema_digest`), so that opening a project need not
load the migrations to know that nothing was added to it."""
