"""What was compressed comes back, whatever the block sizes; what is damaged is said, and where."""

from __future__ import annotations

import gzip
import random
import sys
import threading
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.errors import InputError
from dedup.io.compression import COMPRESSED_BLOCK, PIECE, compressing, read_blocks
from dedup.io.gzip_members import MEMBER, library

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SUFFIXES = [".gz", ".bz2", ".xz", ".zst"]
TEXT = b"".join(b"line %d of a long file\n" % (number * number) for number in range(20_000))


@pytest.fixture(scope="module", autouse=True, params=["isal", "zlib"])
def gzip_library(request: pytest.FixtureRequest) -> Iterator[str]:
    """Everything is tested with isal and without."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "zlib":
            patch.setitem(sys.modules, "isal", None)
        library.cache_clear()
        yield request.param
    library.cache_clear()


def written(path: Path, data: bytes, jobs: int = 1) -> bytes:
    """The bytes of a file into which `data` was written."""
    with open(path, "wb") as file, compressing(file, str(path), jobs) as compressed:
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


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_small_file_that_holds_much_is_unpacked_piece_by_piece(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    size, length = 1 << 25, 0
    assert len(written(path, bytes(size))) < COMPRESSED_BLOCK
    tracemalloc.start()
    for piece in read_blocks(str(path)):
        assert len(piece) <= PIECE
        length += len(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length == size
    assert peak < size / 2  # xz has a window of 8 MiB


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("length", [1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_the_end_of_a_piece_may_be_that_of_a_member(tmp_path: Path, suffix: str, length: int) -> None:
    path = tmp_path / f"file{suffix}"
    member = written(path, bytes(length))
    path.write_bytes(member + member)
    assert b"".join(read_blocks(str(path))) == bytes(2 * length)


@given(
    members=st.lists(st.binary(max_size=40) | st.integers(0, 400_000).map(bytes), max_size=4),
    size=st.sampled_from([1, 2, 3, 7, 64, 1 << 16]),
    piece=st.sampled_from([1 << 18, 1 << 20]),
)
def test_blocks_and_pieces_may_end_anywhere(
    tmp_path_factory: pytest.TempPathFactory, members: list[bytes], size: int, piece: int
) -> None:
    for suffix in SUFFIXES:
        path = tmp_path_factory.getbasetemp() / f"parts{suffix}"
        path.write_bytes(b"".join(written(path, member) for member in members))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("dedup.io.compression.COMPRESSED_BLOCK", size)
            patch.setattr("dedup.io.compression.PIECE", piece)
            assert b"".join(read_blocks(str(path))) == b"".join(members)


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


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_wherever_a_file_ends_too_early_it_is_said(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    data = written(path, b"A short text, a short text.")
    for end in range(1, len(data)):
        path.write_bytes(data[:end])
        with pytest.raises(InputError, match=f"byte {end}: the compressed data ends too early"):
            list(read_blocks(str(path)))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_damage_is_named_by_the_block_it_is_found_in(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"file{suffix}"
    member = written(path, random.Random(1).randbytes(200_000))  # does not become smaller, so there are four blocks
    path.write_bytes(member[:150_000] + bytes(100) + member[150_100:])
    with pytest.raises(InputError, match="damaged compressed data") as caught:
        list(read_blocks(str(path)))
    assert caught.value.byte in {2 * COMPRESSED_BLOCK, 3 * COMPRESSED_BLOCK}  # bzip2 and gzip see it by their checksums


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


# -- gzip --------------------------------------------------------------------------------------------------------------


def test_isal_is_used_where_it_is_installed(gzip_library: str) -> None:
    assert library().module.__name__.startswith(gzip_library)


@pytest.mark.parametrize("length", [0, 1, MEMBER - 1, MEMBER, MEMBER + 1, 5 * MEMBER + 7])
def test_threads_and_writes_change_no_byte(tmp_path: Path, length: int) -> None:
    data = random.Random(length).randbytes(length // 2) + TEXT[: length - length // 2]
    expected = written(tmp_path / "whole.gz", data)
    assert gzip.decompress(expected) == data
    for jobs in (2, 3):
        path = tmp_path / f"{jobs}.gz"
        with path.open("wb") as file, compressing(file, path.name, jobs) as compressed:
            for start in range(0, len(data), 99_991):
                compressed.write(memoryview(data)[start : start + 99_991])
        assert path.read_bytes() == expected


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_an_error_that_ends_the_threads(jobs: int) -> None:
    before = threading.active_count()
    with (
        pytest.raises(OSError, match="No space left"),
        open("/dev/full", "wb", buffering=0) as file,
        compressing(file, "file.gz", jobs) as compressed,
    ):
        compressed.write(TEXT * 20)
    assert threading.active_count() == before


# What the trailer of a member says of its content: first the checksum, then the length.
@pytest.mark.parametrize("place", [-8, -5, -4, -1])
@pytest.mark.parametrize("rest", [b"", b"another"])
def test_a_member_is_checked_against_its_trailer(tmp_path: Path, place: int, rest: bytes) -> None:
    path = tmp_path / "file.gz"
    member = bytearray(written(path, TEXT))
    member[place] ^= 1
    path.write_bytes(member + (written(tmp_path / "rest.gz", rest) if rest else b""))
    with pytest.raises(InputError, match="damaged compressed data"):
        list(read_blocks(str(path)))


def test_a_member_may_have_a_name_a_comment_and_more(tmp_path: Path) -> None:
    path = tmp_path / "file.gz"
    member = gzip.compress(TEXT, mtime=0)
    flags = 2 | 4 | 8 | 16  # header checksum, extra field, name, comment
    header = member[:3] + bytes([flags]) + member[4:10] + b"\3\0abc" + b"name\0" + b"comment\0"
    header += (zlib.crc32(header) & 0xFFFF).to_bytes(2, "little")
    path.write_bytes(header + member[10:] + member)
    assert b"".join(read_blocks(str(path))) == TEXT * 2


# -- Zstandard ---------------------------------------------------------------------------------------------------------

MAGIC = b"\x28\xb5\x2f\xfd"
SKIPPED = b"\x5a\x2a\x4d\x18\x07\0\0\0skipped"


def frame(window: int, text: bytes) -> bytes:
    """A frame of one block that is not compressed, with a window of so many bits."""
    return MAGIC + bytes([0, window - 10 << 3]) + (len(text) << 3 | 1).to_bytes(3, "little") + text


@pytest.mark.parametrize("window", [10, 27, 28, 31])
def test_zstd_long_is_read(tmp_path: Path, window: int) -> None:
    path = tmp_path / "file.zst"
    path.write_bytes(frame(window, b"far back"))
    assert b"".join(read_blocks(str(path))) == b"far back"


def test_a_window_too_large_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "file.zst"
    path.write_bytes(frame(32, b"too far back"))
    with pytest.raises(InputError, match="the compressed data needs too much memory"):
        list(read_blocks(str(path)))


def test_what_follows_the_last_frame_and_is_none_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "file.zst"
    path.write_bytes(frame(20, b"one") + b"more")
    with pytest.raises(InputError, match="byte 0: damaged compressed data"):
        list(read_blocks(str(path)))


def test_frames_to_be_skipped_hold_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file.zst"
    path.write_bytes(SKIPPED + frame(20, b"one, ") + SKIPPED + SKIPPED + frame(20, b"two") + SKIPPED)
    assert b"".join(read_blocks(str(path))) == b"one, two"
    path.write_bytes(frame(20, b"one, ") + SKIPPED[:-1])
    with pytest.raises(InputError, match="the compressed data ends too early"):
        list(read_blocks(str(path)))


@given(
    data=st.lists(st.binary(max_size=9) | st.integers(0, 300_000).map(bytes), max_size=5).map(b"".join),
    level=st.sampled_from([-5, 1, 3, 19]),
    with_size=st.booleans(),
    with_checksum=st.booleans(),
    with_blocks=st.booleans(),
    size=st.sampled_from([1, 5, 1000, 1 << 16]),
)
def test_every_form_of_frame_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    data: bytes,
    level: int,
    with_size: bool,
    with_checksum: bool,
    with_blocks: bool,
    size: int,
) -> None:
    path = tmp_path_factory.getbasetemp() / "forms.zst"
    asked = zstd.CompressionParameter
    compressor = zstd.ZstdCompressor(
        options={
            asked.compression_level: level,
            asked.content_size_flag: with_size,
            asked.checksum_flag: with_checksum,
        }
    )
    if with_size:
        compressor.set_pledged_input_size(len(data))
    ends = compressor.FLUSH_BLOCK if with_blocks else compressor.CONTINUE
    halves = data[: len(data) // 2], data[len(data) // 2 :]
    packed = b"".join(compressor.compress(half, ends) for half in halves) + compressor.flush()
    path.write_bytes(packed)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dedup.io.compression.COMPRESSED_BLOCK", size)
        assert b"".join(read_blocks(str(path))) == data
    path.write_bytes(packed[:-1])
    with pytest.raises(InputError, match="ends too early"):
        list(read_blocks(str(path)))
