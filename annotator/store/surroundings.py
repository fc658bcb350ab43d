"""Whether a project is in danger where it lies: on a network, or in a folder that several computers share."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import Final

from annotator.domain.immutable import immutable

_MOUNTS: Final = Path("/proc/self/mountinfo")
_NETWORK: Final = frozenset(
    {
        *(
            "9p",
            "afs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "glusterfs",
            "lustre",
            "nfs",
            "nfs4",
            "smb3",
            "smbfs",
        ),
        *("fuse.cephfs", "fuse.curlftpfs", "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs"),
        *("fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs"),
    }
)
"""Kinds of file systems, as Linux calls them, whose files lie on another computer."""
_SYNCED: Final = (
    ("Dropbox", re.compile(r"dropbox( \(.*\))?")),
    ("OneDrive", re.compile(r"onedrive([ -].*)?")),
    ("Nextcloud", re.compile(r"nextcloud")),
    ("ownCloud", re.compile(r"owncloud")),
    ("Google Drive", re.compile(r"google ?drive(-.*)?")),
    ("iCloud", re.compile(r"icloud ?drive|com~apple~clouddocs")),
)
"""Programs that keep folders the same on several computers, and what they call theirs, in lower case."""


class Danger(StrEnum):
    """What may happen to a project where it lies."""

    NETWORK = "network"
    SYNCED = "synced"


@immutable
class Surroundings:
    """`name` is the file system's kind or the program's name."""

    danger: Danger
    name: str


def surroundings(path: Path, mounts: Path = _MOUNTS) -> Surroundings | None:
    """The danger in which the file at `path` is, None where there is none that we know of.

    Network folders are known on Linux, from the list of mounted file systems (proc_pid_mountinfo(5)).
    """
    place = path.resolve().parent
    if kind := _file_system(place, mounts):
        return Surroundings(Danger.NETWORK, kind)
    names = (part.casefold() for part in place.parts)
    program = next((name for part in names for name, known in _SYNCED if known.fullmatch(part)), "")
    return Surroundings(Danger.SYNCED, program) if program else None


def _file_system(place: Path, mounts: Path) -> str:
    """The kind of the file system on which `place` lies if it is one of a network, else ""."""
    if sys.platform != "linux":
        return ""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    found, depth = "", 0
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.partition(" ")[0]
        point = Path(_unescaped(fields[4])) if len(fields) > 4 else None
        # The deepest counts, and of several at one place the last.
        if point is not None and place.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = kind, len(point.parts)
    return found if found in _NETWORK else ""


def _unescaped(text: str) -> str:
    """A path as the kernel lists it, where white space and backslashes are octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
