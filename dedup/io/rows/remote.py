"""Files of other places than the local disk, such as `s3://bucket/rows.jsonl`, through fsspec."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from glob import has_magic
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from dedup.errors import DedupError, InputError, MissingPackageError, OutputError

#: Bytes read at a time.
BLOCK = 1 << 22

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


class RemoteFile(NamedTuple):
    """A file that can be copied."""

    url: str
    below: str  #: its path below the folder that it was found in, or its name alone


def is_remote(name: str) -> bool:
    """Whether a name is a URL.

    >>> is_remote("s3://bucket/rows.jsonl"), is_remote("rows.jsonl")
    (True, False)
    """
    return _URL.match(name) is not None


def name_in(url: str) -> str:
    """The name of the file that a URL leads to.

    >>> name_in("https://example.org/data/rows.jsonl.gz?key=1"), name_in("s3://bucket/rows.jsonl")
    ('rows.jsonl.gz', 'rows.jsonl')
    """
    path = urlsplit(url).path if url.startswith(("http://", "https://")) else url.partition("://")[2]
    return os.path.basename(path.rstrip("/")) or "rows"


def remote_files(url: str) -> list[RemoteFile]:
    """The files that a URL stands for: itself, those that match a glob, or those of a folder, without hidden ones.

    Web servers have no folders.

    Raises:
        InputError: There is no such file, or it cannot be reached.
        MissingPackageError: fsspec, or what it needs for this protocol, is not installed.
    """
    with _reading(url):
        system, path = _filesystem(url)
        is_web = url.startswith(("http://", "https://"))
        if has_magic(path) and not is_web:
            paths, top = sorted(system.glob(path)), ""
        elif not is_web and system.isdir(path):
            paths, top = sorted(system.find(path)), path.rstrip("/")
        else:
            return [RemoteFile(url, name_in(url))]
        files = [RemoteFile(system.unstrip_protocol(one), _below(one, top)) for one in paths if not system.isdir(one)]
        files = [file for file in files if not any(part.startswith(".") for part in file.below.split("/"))]
        if not files:
            raise InputError(url, "no such file")
        return files


def remote_blocks(url: str) -> Iterator[bytes]:
    """Yields what a remote file holds; raises `InputError` if it cannot be read."""
    with _reading(url):
        system, path = _filesystem(url)
        with system.open(path, "rb") as file:
            while block := file.read(BLOCK):
                yield block


def check_can_write(url: str, is_folder: bool) -> None:
    """Raises if a URL cannot be written, or is a folder with something in it."""
    with _writing(url):
        system, path = _filesystem(url)
        if is_folder and system.exists(path) and system.find(path):
            raise OutputError(f"{url}: not empty; give a new or empty folder")


def send(local: str, url: str) -> None:
    """Copies a file, or all files of a folder, to a URL; raises `OutputError` if that fails."""
    with _writing(url):
        system, path = _filesystem(url)
        if not os.path.isdir(local):
            _put(system, local, path)
            return
        for folder, _, names in os.walk(local):
            for name in sorted(names):
                file = os.path.join(folder, name)
                _put(system, file, f"{path.rstrip('/')}/{os.path.relpath(file, local)}")


def _put(system: Any, local: str, path: str) -> None:
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.put_file(local, path)


def _below(path: str, top: str) -> str:
    return path.removeprefix(f"{top}/") if top else path.rpartition("/")[2]


def _filesystem(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it."""
    try:
        import fsspec
    except ImportError as error:
        raise MissingPackageError(f"{url}: reading it needs fsspec: pip install 'dedup-spans[remote]'") from error
    try:
        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:  # its message says what to install
        raise MissingPackageError(f"{url}: {error}") from error
    return system, path


@contextmanager
def _reading(url: str) -> Iterator[None]:
    """Turns whatever a file system raises, each its own, into an `InputError` of the URL."""
    try:
        yield
    except DedupError:
        raise
    except FileNotFoundError as error:
        cause = error.__cause__  # of a server that does not answer
        if (isinstance(cause, Exception) and getattr(cause, "status", 404) != 404) or isinstance(cause, OSError):
            raise InputError(url, _reason(cause)) from error
        raise InputError(url, "no such file") from error
    except Exception as error:
        raise InputError(url, _reason(error)) from error


@contextmanager
def _writing(url: str) -> Iterator[None]:
    """Turns whatever a file system raises into an `OutputError` of the URL."""
    try:
        yield
    except DedupError:
        raise
    except Exception as error:
        raise OutputError(f"{url}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """What went wrong, on one line."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()) or type(error).__name__
