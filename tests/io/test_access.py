"""Who may read a new file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from dedup.io.access import Access, narrow, take_over


@pytest.mark.parametrize(
    ("mode", "same_group", "other_group"),
    [
        (0o600, 0o600, 0o600),
        (0o640, 0o640, 0o600),  # a member of the new group was among all others, who may do nothing
        (0o664, 0o664, 0o644),
        (0o646, 0o646, 0o646),
        (0o604, 0o604, 0o604),
        (0o6775, 0o6775, 0o4755),
    ],
)
def test_a_mode_grants_another_group_what_it_grants_all(mode: int, same_group: int, other_group: int) -> None:
    assert Access(mode, 5).for_group(5) == same_group
    assert Access(mode, 5).for_group(6) == other_group


@pytest.fixture
def descriptor(tmp_path: Path) -> Iterator[int]:
    descriptor = os.open(tmp_path / "new", os.O_WRONLY | os.O_CREAT, 0o600)
    yield descriptor
    os.close(descriptor)


def mode_of(descriptor: int) -> int:
    return stat.S_IMODE(os.fstat(descriptor).st_mode)


def with_owner(status: os.stat_result, owner: int, group: int) -> os.stat_result:
    return os.stat_result([*status[:4], owner, group, *status[6:]])


@pytest.mark.parametrize(("old", "new"), [(0o640, 0o600), (0o664, 0o644), (0o6755, 0o755)])
def test_what_cannot_be_given_its_owner_and_group_grants_no_more(
    descriptor: int, monkeypatch: pytest.MonkeyPatch, old: int, new: int
) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "fchown", refuse)
    os.fchmod(descriptor, old)
    status = os.fstat(descriptor)
    take_over(descriptor, with_owner(status, status.st_uid + 1, status.st_gid + 1))
    assert mode_of(descriptor) == new


def test_the_group_is_given_where_the_owner_cannot_be(descriptor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []

    def give_groups_only(descriptor: int, owner: int, group: int) -> None:
        if owner != -1:
            raise PermissionError
        given.append((owner, group))

    monkeypatch.setattr(os, "fchown", give_groups_only)
    take_over(descriptor, with_owner(os.fstat(descriptor), 11, 12))
    assert given == [(-1, 12)]


@pytest.mark.parametrize(
    ("mode", "sources", "narrowed"),
    [
        (0o644, [], 0o644),
        (0o644, [0o644], 0o644),
        (0o644, [0o600], 0o600),
        (0o666, [0o644, 0o640], 0o640),
        (0o644, [0o400], 0o600),  # what an owner may do to a new file is not for its sources to say
        (0o600, [0o666], 0o600),
        (0o4755, [0o644], 0o4744),
    ],
)
def test_no_source_is_more_private_than_what_is_made_of_it(
    descriptor: int, mode: int, sources: list[int], narrowed: int
) -> None:
    os.fchmod(descriptor, mode)
    narrow(descriptor, [Access(source, os.fstat(descriptor).st_gid) for source in sources])
    assert mode_of(descriptor) == narrowed


def test_the_group_of_a_source_counts(descriptor: int) -> None:
    os.fchmod(descriptor, 0o640)
    narrow(descriptor, [Access(0o640, os.fstat(descriptor).st_gid + 1)])
    assert mode_of(descriptor) == 0o600


@pytest.mark.parametrize(("source", "narrowed"), [(0o644, 0o755), (0o640, 0o750), (0o600, 0o700)])
def test_a_folder_may_be_entered_by_those_who_may_read_the_sources(tmp_path: Path, source: int, narrowed: int) -> None:
    tmp_path.chmod(0o755)
    folder = os.open(tmp_path, os.O_RDONLY)
    narrow(folder, [Access(source, os.fstat(folder).st_gid)])
    assert mode_of(folder) == narrowed
    os.close(folder)
