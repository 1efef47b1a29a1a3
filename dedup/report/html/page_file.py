"""Whether a report is a page, and whether pages can be made here."""

from __future__ import annotations

from dedup.errors import MissingPackageError


def is_page(path: str) -> bool:
    """Whether a report of this name is a page; any other is JSON lines."""
    return path.lower().endswith((".html", ".htm"))


def check_can_render() -> None:
    """Raises `MissingPackageError` if jinja2 is not installed."""
    try:
        import jinja2  # noqa: F401
    except ImportError as error:
        raise MissingPackageError("an HTML report needs jinja2: pip install 'dedup-spans[report]'") from error
