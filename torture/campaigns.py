"""Which campaigns there are, and where."""

from __future__ import annotations

import importlib
from typing import Final

from torture.campaign import Campaign

CAMPAIGNS: Final = {
    "kill-decisions": "torture.kill_deciding",
    "kill-new-project": "torture.kill_creating",
    "kill-merge": "torture.kill_merging",
    "kill-window": "torture.kill_window",
    "kill-review": "torture.kill_review",
    "kill-import": "torture.kill_importing",
    "kill-annotations": "torture.kill_annotations",
    "kill-export": "torture.kill_exporting",
    "kill-backup": "torture.kill_backing_up",
    "kill-repair": "torture.kill_repairing",
    "kill-restore": "torture.kill_restoring",
    "kill-upgrade": "torture.kill_upgrading",
    "kill-gold": "torture.kill_gold",
    "endurance": "torture.endurance",
    "two-writers": "torture.several_writers",
    "power": "torture.power",
    "calls": "torture.calls",
    "full-disk": "torture.full_disk",
    "meddling": "torture.meddling",
    "projects": "torture.projects",
    "crafted-projects": "torture.crafted_projects",
    "histories": "torture.histories",
    "repair": "torture.repairing",
    "guards": "torture.guards",
    "import-articles": "torture.import_articles",
    "import-annotations": "torture.import_annotations",
    "crafted-files": "torture.crafted_files",
    "unicode": "torture.unicode",
    "network": "torture.network",
}
"""Each module has a `CAMPAIGN`. They are imported when they are run, as some need Qt."""


def campaign(name: str) -> Campaign:
    """The campaign of that name.

    Raises:
        KeyError: There is none.
    """
    found = importlib.import_module(CAMPAIGNS[name]).CAMPAIGN
    if not isinstance(found, Campaign):
        raise TypeError(f"{CAMPAIGNS[name]}.CAMPAIGN is no campaign")
    return found
