from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotator.store.surroundings import Danger, Surroundings, surroundings

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists its mounts in a file")


def _mounts(folder: Path, *mounts: tuple[Path, str]) -> Path:
    """A list as the kernel makes it, of places and kinds."""
    lines = []
    for number, (place, kind) in enumerate([(Path("/"), "ext4"), *mounts]):
        listed_as = str(place).replace(" ", "\\040")
        lines.append(f"{40 + number} 20 0:{number} / {listed_as} rw shared:{number} - {kind} source rw")
    listed = folder / "mountinfo"
    listed.write_text("\n".join(lines), "utf-8")
    return listed


@_LINUX
@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"])
def test_s14_a_network_folder_is_known_by_its_mount(tmp_path: Path, kind: str) -> None:
    mounts = _mounts(tmp_path, (tmp_path / "share of all", kind))
    project = tmp_path / "share of all" / "deep" / "news.claimdesk"
    assert surroundings(project, mounts) == Surroundings(Danger.NETWORK, kind)
    assert surroundings(tmp_path / "news.claimdesk", mounts) is None
    assert surroundings(tmp_path / "share of all but me" / "news.claimdesk", mounts) is None


@_LINUX
def test_the_deepest_and_the_last_mount_counts(tmp_path: Path) -> None:
    share, disk = tmp_path / "share", tmp_path / "share" / "disk"
    mounts = _mounts(tmp_path, (disk, "ext4"), (share, "nfs"), (disk, "cifs"), (disk, "ext4"))
    assert surroundings(disk / "a.claimdesk", mounts) is None
    assert surroundings(share / "a.claimdesk", mounts) == Surroundings(Danger.NETWORK, "nfs")


@_LINUX
def test_a_link_into_a_network_folder_is_followed(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (tmp_path / "near").symlink_to(share)
    mounts = _mounts(tmp_path, (share, "nfs"))
    assert surroundings(tmp_path / "near" / "a.claimdesk", mounts) == Surroundings(Danger.NETWORK, "nfs")


@pytest.mark.parametrize("kind", ["ext4", "fuseblk", "tmpfs", "overlay", "fuse.gocryptfs"])
def test_a_disk_of_this_computer_is_safe(tmp_path: Path, kind: str) -> None:
    mounts = _mounts(tmp_path, (tmp_path / "disk", kind))
    assert surroundings(tmp_path / "disk" / "a.claimdesk", mounts) is None


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Newsroom)", "Dropbox"),
        ("OneDrive", "OneDrive"),
        ("OneDrive - University", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("iCloud Drive", "iCloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("Google Drive", "Google Drive"),
    ],
)
def test_s14_a_folder_that_is_kept_the_same_on_several_computers_is_known_by_its_name(
    tmp_path: Path, folder: str, program: str
) -> None:
    mounts = _mounts(tmp_path)
    found = surroundings(tmp_path / folder / "work" / "a.claimdesk", mounts)
    assert found == Surroundings(Danger.SYNCED, program)


@pytest.mark.parametrize("folder", ["dropboxes", "my onedrive files", "next cloud", "work"])
def test_names_that_only_look_alike_are_nothing(tmp_path: Path, folder: str) -> None:
    assert surroundings(tmp_path / folder / "a.claimdesk", _mounts(tmp_path)) is None
    assert surroundings(tmp_path / "Dropbox.claimdesk", _mounts(tmp_path)) is None


def test_where_the_mounts_can_not_be_read_nothing_is_known(tmp_path: Path) -> None:
    assert surroundings(tmp_path / "a.claimdesk", tmp_path / "missing") is None
    (tmp_path / "odd").write_bytes(b"\xff\n - nfs\n1 2 3\n")
    assert surroundings(tmp_path / "a.claimdesk", tmp_path / "odd") is None
