"""Promise 9: a short line goes with the copy next to it only if it is next to the kept copy, too."""

from __future__ import annotations

import pytest

import dedup

pytestmark = pytest.mark.usefixtures("decided_twice")

BRIDGE = (
    "The council closed the old bridge on Monday after divers found a crack in one of its pillars. Engineers from the "
    "ministry want to see how deep the crack is before they let anybody cross."
)
FERRY = (
    "The ferry runs every ten minutes until the end of May and costs nothing for those who live here. Whoever wants to "
    "carry a bicycle across is asked to wait for the second boat of the hour."
)
#: More than the characters in which a copy of the line is searched.
BETWEEN = " ".join(f"On day {n} the count at gate {n * 7} came to {n * n + 11} carts." for n in range(9))
END = "Readers can write to the editor at any time."
LABEL = "From the harbour"


def left(kept: list[str], copy: list[str], joint: str = "\n\n") -> int:
    """How often the label is left of two places."""
    return dedup.collapse(joint.join([*kept, BETWEEN, *copy, END])).text.count(LABEL)


@pytest.mark.parametrize("joint", ["\n\n", "\n"])
@pytest.mark.parametrize(
    ("kept", "times"),
    [
        ([LABEL, BRIDGE, FERRY], 1),
        ([BRIDGE, LABEL, FERRY], 1),
        ([BRIDGE, "Elsewhere", LABEL, FERRY], 1),
        ([BRIDGE, LABEL, "And so on", FERRY], 1),
        ([BRIDGE, f"{END} So she wrote.", LABEL, "And so on", FERRY], 2),
        ([LABEL, "And so on", BRIDGE, FERRY], 2),
        ([BRIDGE, FERRY, "Elsewhere", LABEL], 2),
    ],
)
def test_a_line_goes_if_it_is_next_to_both_copies(joint: str, kept: list[str], times: int) -> None:
    assert left(kept, [LABEL, FERRY, BRIDGE], joint) == times


def test_lines_between_it_and_the_copies_go_first() -> None:
    assert left([LABEL, "Mooring", BRIDGE, FERRY], [LABEL, "Mooring", FERRY, BRIDGE]) == 1
    assert left([LABEL, "Mooring", BRIDGE, FERRY], [LABEL, "Pilots", FERRY, BRIDGE]) == 2


DAYS = [("Monday", 70), ("morning", 81), ("winter", 92), ("spring", 103), ("evening", 114), ("Easter", 125)]
SHORT = "Nobody was hurt when the crack in the old pillar was found, and no boat was near"


@pytest.mark.parametrize(
    ("copy", "times"),
    [
        (SHORT, 1),  # word for word, it could be a copy by itself
        (SHORT.replace("found", "seen"), 2),  # too different for that
    ],
)
def test_a_changed_line_must_be_next_to_both_copies(copy: str, times: int) -> None:
    others = [f"It was the coldest {day} that the lighthouse keeper remembers, and he is {n}." for day, n in DAYS]
    kept = [BRIDGE, *others[:3], SHORT, *others[3:], FERRY]
    collapsed = dedup.collapse("\n\n".join([*kept, BETWEEN, FERRY, copy, BRIDGE, END]))
    assert collapsed.text.count("Nobody was hurt") == times
