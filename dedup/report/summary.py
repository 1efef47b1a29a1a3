"""One-line summaries."""

from __future__ import annotations

from operator import add

from dedup.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedup.results.collapsed import Collapsed


class Tally(NamedTuple):
    """Counts for one file or many."""

    files: int = 0
    copies: int = 0
    removed: int = 0  #: characters
    characters: int = 0
    spared: int = 0
    truncated: int = 0  #: files

    def plus(self, other: Tally) -> Tally:
        """Adds the counts of another."""
        return Tally(*map(add, self, other))

    def line(self, verb: str) -> str:
        """The counts in words; `verb` is "removed" or "found".

        >>> Tally(1, 1, 3219, 6715, 0).line("removed")
        '1 copy removed (3,219 of 6,715 characters), 0 blocks spared'
        """
        copies, blocks = counted(self.copies, "copy", "copies"), counted(self.spared, "block")
        line = f"{copies} {verb} ({self.removed:,} of {self.characters:,} characters), {blocks} spared"
        return f"{line}, search cut short" if self.truncated else line


def tally_of(collapsed: Collapsed) -> Tally:
    """The counts of one result."""
    removed = sum(removal.removed.stop - removal.removed.start for removal in collapsed.removals)
    characters = len(collapsed.text) + removed
    spared = len(collapsed.spared) + collapsed.unlisted
    return Tally(
        files=1,
        copies=len(collapsed.removals),
        removed=removed,
        characters=characters,
        spared=spared,
        truncated=int(collapsed.truncated),
    )


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun, in the plural if need be.

    >>> counted(1, "file"), counted(2000, "file")
    ('1 file', '2,000 files')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def total_line(total: Tally, verb: str, skipped: dict[str, int], failed: int) -> str:
    """The counts of several files in words, with those that were no text or could not be read.

    >>> total_line(Tally(3, 1, 20, 80, 0), "found", {"binary": 2, "of rows": 1}, 1)
    '4 files: 1 copy found (20 of 80 characters), 0 blocks spared, 3 files skipped (2 binary, 1 of rows), 1 failed'
    """
    line = f"{counted(total.files + failed, 'file')}: {total.line(verb)}{skipped_files(skipped)}"
    return f"{line}, {failed:,} failed" if failed else line


def skipped_files(skipped: Mapping[str, int]) -> str:
    """The end of a summary: how many files were skipped, by the reason; "" if none were.

    >>> skipped_files({"binary": 2, "of rows": 1}), skipped_files({})
    (', 3 files skipped (2 binary, 1 of rows)', '')
    """
    if not skipped:
        return ""
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(skipped.items()))
    return f", {counted(sum(skipped.values()), 'file')} skipped ({kinds})"
