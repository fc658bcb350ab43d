"""Make the pictures in docs/pictures: the sample project, and a team's, as Ada has them in front of her.

    python -m scripts.pictures [NAME ...]

Each is taken of the real window on a display of its own; it needs Xvfb, openbox, xdotool and xprop.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.exchange.sample import build_sample
from tests.e2e.application import Application
from tests.e2e.desktop import Desktop, missing_programs
from tests.seed_team import seed_team

_PICTURES: Final = Path(__file__).resolve().parent.parent / "docs" / "pictures"
_HOME: Final = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME")
_TO_THE_WORK: Final = (*["ctrl+Page_Up"] * 2, "Home", *["l"] * 4)
_ADA: Final = "Ada"
_MOST_BYTES: Final = 300_000


@dataclass(frozen=True, slots=True)
class Picture:
    """What is pressed before it is taken, and how large the display is, in pixels.

    `window` is in the title of the window that has to be there in the end; `typed` is written into its field
    for a path, so that no picture shows where it was taken.
    """

    name: str
    keys: tuple[str, ...] = ()
    window: str = "Sample project"
    typed: str = ""
    theme: str = "light"
    zoom: int = 100
    width: int = 1280
    height: int = 800
    on_project: bool = True
    of_team: bool = False


PICTURES: Final = (
    Picture("light", _TO_THE_WORK),
    Picture("dark", _TO_THE_WORK, theme="dark"),
    Picture("high_contrast", _TO_THE_WORK, theme="high_contrast_dark"),
    Picture("large_text", _TO_THE_WORK, zoom=200, width=1024, height=640),
    Picture("arabic", ("ctrl+Page_Down", "1", "3", "2", "0", "1")),
    Picture("start_page", window="Claimdesk", on_project=False),
    Picture("export", (*_TO_THE_WORK, "ctrl+e"), window="Export", typed="~/news.jsonl"),
    Picture("palette", (*_TO_THE_WORK, "ctrl+k", "s", "e", "n")),
    Picture("keys", (*_TO_THE_WORK, "question")),
    Picture("review", ("ctrl+r", "a", "m"), window="Review", of_team=True),
    Picture("review_dark", ("ctrl+r", "j", "j"), window="Review", theme="dark", of_team=True),
    Picture("agreement", ("ctrl+shift+r",), window="Agreement", of_team=True),
    Picture("dashboard", ("ctrl+shift+d",), window="Dashboard", of_team=True),
)


def take(picture: Picture) -> Path:
    """Take one picture and return where it is."""
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        for name in _HOME:
            (folder / name.lower()).mkdir()
            os.environ[name] = str(folder / name.lower())
        settings = folder / "xdg_config_home" / "claimdesk" / "settings.json"
        settings.parent.mkdir()
        settings.write_text(json.dumps(_settings(picture)), encoding="utf-8")
        project = folder / "Sample project.claimdesk"
        made = seed_team(project) if picture.of_team else build_sample(project)
        made.join(_ADA)
        made.close()
        display = folder / "display"
        display.mkdir()
        opened = [project] if picture.on_project else []
        with (
            Desktop(display, width=picture.width, height=picture.height, filled=True) as desktop,
            Application(desktop, folder, *opened) as window,
        ):
            window.wait_for("Claimdesk")
            for key in picture.keys:
                window.press(key)
                desktop.still_pixels()
            window.wait_for(picture.window)
            if picture.typed:
                window.press(*["shift+Tab"] * 5, "ctrl+a")
                window.type(picture.typed)
                desktop.still_pixels()
            path = _PICTURES / f"{picture.name}.png"
            if not desktop.picture().save(str(path), quality=0):
                raise OSError(f"{path} could not be written")
    return path


def _settings(picture: Picture) -> dict[str, object]:
    return {"annotator": _ADA, "theme": picture.theme, "zoom": picture.zoom}


def main(names: list[str]) -> int:
    """Take the pictures of these names, or all of them."""
    if missing := missing_programs():
        print(f"To take pictures, install {', '.join(missing)}.", file=sys.stderr)
        return 1
    _PICTURES.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        if not names or picture.name in names:
            path = take(picture)
            size = path.stat().st_size
            print(f"{path.name}: {size / 1000:.0f} kB")
            if size > _MOST_BYTES:
                print(f"{path.name} is larger than {_MOST_BYTES / 1000:.0f} kB.", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
