"""What was compressed comes back, whatever the block sizes; what is damaged is said, and where."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError
from dedup.io.compression import compressing, read_blocks

SUFFIXES = [".gz", ".bz2", ".xz", ".zst"]
TEXT = b"".join(b"line %d of a long file\n" % (number * number) for number in range(20_000))


def written(path: Path, data: bytes) -> bytes:
    """The bytes of a file into which `data` was written."""
    with open(path, "wb") as file, compressing(file, str(path)) as compressed:
        compressed.write(data)
    return path.read_bytes()


@pytest.mark.parametrize("suffix", [*SUFFIXES, ".txt"])
def test_what_is_written_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    size = len(written(path, TEXT))
    assert (size < len(TEXT) / 2) == (suffix != ".txt")
    assert b"".join(read_blocks(str(path))) == TEXT


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_equal_content_gives_equal_bytes(tmp_path: Path, suffix: str) -> None:
    assert written(tmp_path / f"a{suffix}", TEXT) == written(tmp_path / f"b{suffix}", TEXT)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_members_in_a_row_are_one_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    member = written(path, TEXT)
    path.write_bytes(member + bytes(8) + member + member)
    assert b"".join(read_blocks(str(path))) == 3 * TEXT


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_empty_file_holds_nothing(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(b"")
    assert list(read_blocks(str(path))) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_ends_too_early_is_an_error(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    data = written(path, TEXT)
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match=f"file{suffix}, byte {len(data) // 2}: the compressed data ends too early"):
        list(read_blocks(str(path)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_of_something_else_is_an_error(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    path.write_bytes(b"This was never compressed at all.")
    with pytest.raises(InputError, match="damaged compressed data"):
        list(read_blocks(str(path)))


@given(data=st.binary(max_size=300))
def test_no_bytes_do_harm(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    for suffix in SUFFIXES:
        path = tmp_path_factory.getbasetemp() / f"any{suffix}"
        path.write_bytes(data)
        with suppress(InputError):
            list(read_blocks(str(path)))


def test_the_listener_is_told_of_all_bytes_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "file.zst"
    size = len(written(path, TEXT))
    told: list[int] = []
    list(read_blocks(str(path), told.append))
    assert sum(told) == size
