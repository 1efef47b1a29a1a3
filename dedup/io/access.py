"""Permissions of new files: those of the file replaced, but no more than those of the files it is made from."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress

from dedup.record import NamedTuple

#: The mode of a file for its owner alone.
PRIVATE = 0o600


class Access(NamedTuple):
    """What a file permits to its group and to others."""

    mode: int
    group: int

    def for_group(self, group: int) -> int:
        """The mode for a file of another group that permits nobody more."""
        if group == self.group:
            return self.mode
        return self.mode & ~(stat.S_ISGID | stat.S_IRWXG) | self.mode & (self.mode & stat.S_IRWXO) << 3


def access_of(status: os.stat_result) -> Access:
    """The access that a file gives."""
    return Access(stat.S_IMODE(status.st_mode), status.st_gid)


def accesses_of(paths: Iterable[str]) -> frozenset[Access]:
    """The distinct accesses of several files."""
    return frozenset(access_of(os.stat(path)) for path in paths)


def take_over(descriptor: int, old: os.stat_result) -> None:
    """Gives an open file the permissions of an old one and, where the system allows, its owner and group."""
    for owner, group in ((-1, old.st_gid), (old.st_uid, -1)):  # often only the group can be changed
        with suppress(PermissionError):
            os.fchown(descriptor, owner, group)
    new = os.fstat(descriptor)
    mode = access_of(old).for_group(new.st_gid)
    if new.st_uid != old.st_uid:
        mode &= ~stat.S_ISUID
    os.fchmod(descriptor, mode)  # after fchown, which clears the set-user bit


def narrow(descriptor: int, sources: Iterable[Access]) -> None:
    """Takes from group and others, on an open file or folder, what any of the sources denies them."""
    status = os.fstat(descriptor)
    mode = old = stat.S_IMODE(status.st_mode)
    for source in sources:
        granted = source.for_group(status.st_gid)
        if stat.S_ISDIR(status.st_mode):
            granted |= (granted & 0o044) >> 2  # whoever may read files may enter their folder
        mode &= granted | ~0o077
    if mode != old:
        os.fchmod(descriptor, mode)
