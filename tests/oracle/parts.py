"""Splitting a removed text into parts, each with a contiguous copy in the text that stays, from its definition."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from dedup.repeats.find import Link
from dedup.repeats.settling import Part

#: The most characters between two partners in one kept copy.
MAX_GAP = 400

#: The minimum letters of a run; shorter ones are chance, unless there is no other way.
LEAST_RUN = 20

#: The minimum percentage of a line's letters with partners, and the letters in a row that may have none, as in cuts.c.
COVERED_INNER = 30
FOREIGN = 60

#: The most runs that are dropped to make the others similar enough.
MOST_DROPPED = 8


def parts_of(
    text: str, links: Sequence[Link], joints: Sequence[int], identity: float
) -> tuple[list[Part], list[tuple[int, int]]]:
    """Splits a removed text.

    Args:
        text: The removed text.
        links: The links of its words, with offsets in it.
        joints: Offsets in the text that stays where something was removed; no kept copy crosses one.
        identity: The minimum identity.

    Returns:
        The parts that are similar enough, in order, and each [start, stop) of the text that must be put back.
    """
    if not links:
        return [], []
    letters = list(accumulate((link.letters for link in links), initial=0))
    for least in (LEAST_RUN, 1):
        runs = runs_of(links, joints, least)
        for _ in range(MOST_DROPPED):
            bounds = bounds_of(links, letters, runs, identity)
            if len(bounds) > len(runs):
                parts = [part_of(links, letters, *run) for run in zip(runs, bounds, bounds[1:], strict=False)]
                return parts, lost_lines(text, links, runs)
            if len(runs) == 1:
                break
            runs = runs[: len(bounds) - 1] + runs[len(bounds) :]
    runs = runs_of(links, joints, LEAST_RUN)
    bounds = [0, *(run[0] for run in runs[1:]), len(links)]
    parts = [part_of(links, letters, *run) for run in zip(runs, bounds, bounds[1:], strict=False)]
    unlike = [(part.start, part.stop) for part in parts if part.identity < identity]
    return parts, sorted(unlike + lost_lines(text, links, runs))


def lost_lines(text: str, links: Sequence[Link], runs: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Finds what would be lost: each line with too few partners, and each long run of words without any."""
    linked = {place for run in runs for place in run}
    lost: list[tuple[int, int]] = []
    place = start = 0
    for line in text.splitlines(keepends=True):
        stop = start + len(line)
        letters = equal = bare = 0
        while place < len(links) and (link := links[place]).start < stop:
            letters += link.letters
            if place in linked:
                equal += link.equal
                bare = 0
            else:
                bare += link.letters
                if bare >= FOREIGN:
                    lost.append((link.start, link.stop))
            place += 1
        if 100 * equal < COVERED_INNER * letters:
            lost.append((start, stop))
        start = stop
    return sorted(lost)


def runs_of(links: Sequence[Link], joints: Sequence[int], least: int) -> list[list[int]]:
    """Groups the links with partners into runs whose partners are contiguous in the source.

    Fewer than `least` letters with partners elsewhere, in the middle of a run, count as without partners.
    """
    runs: list[list[int]] = [[]]
    stray: list[int] = []
    stop = side = 0  # where the last run ends in the source, and the joints before that
    for place, link in enumerate(links):
        if not link.equal:
            continue
        near = bisect_right(joints, link.kept_start) if joints else 0
        if (
            (near == side and 0 <= link.kept_start - stop < MAX_GAP)  # most do
            or not runs[0]
            or follows(links, runs[-1], link, joints)
        ):
            runs[-1].append(place)
            stray, stop, side = [], link.kept_stop, near
            continue
        if stray and not follows(links, stray, link, joints):
            stray = []
        stray.append(place)
        if sum(links[one].equal for one in stray) >= least:
            runs.append(stray)
            stray, stop, side = [], link.kept_stop, near
    return runs


def follows(links: Sequence[Link], run: Sequence[int], link: Link, joints: Sequence[int]) -> bool:
    """Whether the partner of a link follows those of a run closely, with nothing removed in between."""
    last = links[run[-1]]
    if not 0 <= link.kept_start - last.kept_stop < MAX_GAP and not shares(links, run, link):
        return False
    return not joints or bisect_right(joints, last.kept_start) == bisect_right(joints, link.kept_start)


def shares(links: Sequence[Link], run: Sequence[int], link: Link) -> bool:
    """Whether a word shares its partner with the last words of a run, because they are one word in the kept copy."""
    room = link.kept_letters - link.equal
    for place in reversed(run):
        if links[place].kept_start != link.kept_start:
            break
        room -= links[place].equal
    return links[run[-1]].kept_start == link.kept_start and room >= 0


def bounds_of(
    links: Sequence[Link], letters: Sequence[int], runs: Sequence[Sequence[int]], identity: float
) -> list[int]:
    """The start of each run, and the end of the last one, up to the first run that cannot be similar enough.

    Of the words without partners between two runs, the first takes as many as its identity permits.
    """
    bounds = [0]
    for number, run in enumerate(runs):
        if not run:
            break
        is_last = number + 1 == len(runs)
        stop = len(links) if is_last else runs[number + 1][0]
        equal = sum(links[place].equal for place in run)
        while not is_last and stop > run[-1] + 1 and equal < identity * (letters[stop] - letters[bounds[-1]]):
            stop -= 1
        if equal < identity * (letters[stop] - letters[bounds[-1]]):
            break
        bounds.append(stop)
    return bounds


def part_of(links: Sequence[Link], letters: Sequence[int], run: Sequence[int], first: int, stop: int) -> Part:
    """Makes a part of the links [first, stop), of which those of `run` have partners."""
    equal = sum(links[place].equal for place in run)
    kept = (links[run[0]].kept_start, links[run[-1]].kept_stop) if run else (0, 0)
    end = links[stop].start if stop < len(links) else links[-1].stop
    return Part(links[first].start, end, *kept, equal / (letters[stop] - letters[first]))
