"""Promise 9: a label stays with its value, although the lines above both are a copy."""

from __future__ import annotations

import pytest

import dedup

pytestmark = pytest.mark.usefixtures("decided_twice")

NOTICE = (
    "Boats are shown in the order in which their owners asked for a mooring, and nobody can buy a better place. The "
    "harbour master may move a boat when the water is low. Whoever thinks that a place was given wrongly writes to the "
    "council, which answers within the month. The list is made anew in spring."
)
FERRY = "The ferry runs every ten minutes until the end of May and costs nothing for those who live here."
END = "Readers can write to the editor at any time."


def left(label: str, line: str = "\n") -> int:
    """How often a label is left below two copies of a notice, with another value each time."""
    text = f"{NOTICE}{line}{label}{line}Ada Lindholm\n\n{FERRY}\n\n{NOTICE}{line}{label}{line}Vera Stein\n\n{END}"
    collapsed = dedup.collapse(text).text
    assert collapsed.count(NOTICE) == 1
    return collapsed.count(label)


@pytest.mark.parametrize("line", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("label", "times"),
    [
        ("Owner:", 2),
        ("**Owner:**", 2),
        ("_Owner_:", 2),
        ("业主：", 2),
        ("The owner of the boat is now:", 2),
        ("Owner", 1),  # a heading, perhaps, or a menu entry
        ("The owner is known:)", 1),
        ("All this was told to the owner on Monday:", 1),  # a sentence of more than 30 letters
    ],
)
def test_a_label_stays_with_its_value(line: str, label: str, times: int) -> None:
    assert left(label, line) == times


def test_a_label_goes_with_its_value() -> None:
    block = f"{NOTICE}\nOwner:\nAda Lindholm"
    assert dedup.collapse(f"{block}\n\n{FERRY}\n\n{block}\n\n{END}").text.count("Owner:") == 1


def test_a_label_at_the_end_of_the_text_has_no_value() -> None:
    block = f"{NOTICE}\nOwner:"
    assert dedup.collapse(f"{block}\nAda Lindholm\n\n{FERRY}\n\n{block}").text.count("Owner:") == 1


@pytest.mark.parametrize(("value", "times"), [("Ada Lindholm", 1), ("Vera Stein", 2)])
def test_a_label_below_paragraphs_in_another_order_goes_with_its_value(value: str, times: int) -> None:
    between = " ".join(f"On day {n} the count at gate {n * 7} came to {n * n + 11} carts." for n in range(9))
    owner = "Owner:\n{}".format
    parts = [NOTICE, owner("Ada Lindholm"), FERRY, between, FERRY, NOTICE, owner(value), END]
    assert dedup.collapse("\n\n".join(parts)).text.count("Owner:") == times


def test_a_label_goes_between_adjacent_copies() -> None:
    unit = f"{NOTICE}\nOwners:"
    assert dedup.collapse(f"{unit}\n{unit}\nAda Lindholm\nVera Stein\n\n{END}").text.count("Owners:") == 1


@pytest.mark.parametrize(
    ("between", "label", "below", "times"),
    [
        (4, "Extras", "Type", 2),
        (11, "Extras", "Type", 2),
        (12, "Extras", "Type", 1),  # so far away it is another record's
        (4, "Extras", "Ferries", 1),  # what is below comes only once
        (4, "Extras:", "Ferries", 2),  # a colon makes a label of any name
        (4, "All that is known so far about the extras of the boat", "Type", 1),  # no label
    ],
)
def test_a_value_stays_between_labels_that_come_again(between: int, label: str, below: str, times: int) -> None:
    """Each record names the type of a boat and its extras; two have the same extras, and one says so in an article."""
    value = "It has room for twelve people and a bicycle, and a roof against the rain of the lakes."
    fields = [f"Field {n}" for n in range(between - 1)]
    records = ["Type", "Ferry", label, value, below, *fields, label, "None that anybody knows of"]
    page = [FERRY, value, NOTICE, *records, END]
    assert dedup.collapse("\n\n".join(page), keep="first").text.count(value) == times
