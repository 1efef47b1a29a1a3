"""Texts that repeat themselves on purpose: sentences, lines and sections alike but for numbers or names, refrains.

Nothing of them may go.  No sentence long enough to stand for a copy is in them twice unchanged.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from benchmarks.quality.articles import TEXTS, article
from benchmarks.quality.pages import Case

NAMES, TOWNS, THINGS, ADJECTIVES = (line.split() for line in (TEXTS / "words.txt").read_text("utf-8").splitlines())

Maker = Callable[[random.Random], str]


def each(words: list[str], rng: random.Random, least: int = 5, most: int = 10) -> list[str]:
    """Some of the words, in random order."""
    return rng.sample(words, rng.randint(least, most))


# -- verse -------------------------------------------------------------------------------------------------------------


def refrain(rng: random.Random) -> str:
    a, b, c = each(THINGS, rng, 3, 3)
    chorus = f"O row me home, my {a},\nThe {b} is on the sea,\nAnd leave the {c} burning\nFor those who wait for me."
    verses = []
    for thing, mood in zip(each(THINGS, rng, 4, 5), each(ADJECTIVES, rng, 5, 5)):
        town = rng.choice(TOWNS)
        verses.append(f"The {mood} wind has taken\nMy {thing} and my sail,\nAnd nobody in {town}\nWould hear the tale.")
    return "\n\n".join(f"{verse}\n\n{chorus}" for verse in verses)


def cumulative_song(rng: random.Random) -> str:
    numbers = ["two", "three", "four", "five", "six", "seven"]
    described = zip(numbers, each(ADJECTIVES, rng, 6, 6), each(THINGS, rng, 6, 6))
    gifts = [f"{number} {mood} {thing}s" for number, mood, thing in described]
    days = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]
    verses = ["On the first day of winter my neighbour lent to me\na pot without a handle."]
    for day in range(1, 7):
        lent = ",\n".join([*reversed(gifts[:day]), "and a pot without a handle."])
        verses.append(f"On the {days[day]} day of winter my neighbour lent to me\n{lent}")
    return "\n\n".join(verses)


def pantoum(rng: random.Random) -> str:
    """Lines that come back in the next stanza."""
    moods, things, doors = (each(words, rng, 10, 10) for words in (ADJECTIVES, THINGS, ADJECTIVES))
    lines = [f"The {mood} {thing} waits beside the {door} door" for mood, thing, door in zip(moods, things, doors)]
    return "\n\n".join("\n".join(lines[i] for i in (n, n + 1, n + 2, n + 3)) for n in range(0, 6, 2))


# -- rows and records --------------------------------------------------------------------------------------------------


def table(rng: random.Random) -> str:
    rows = [
        f"| {town} | {rng.choice(['open', 'closed', 'by appointment only'])} | {rng.randint(8, 10)}:00 to "
        f"{rng.randint(16, 20)}:00 | wheelchair access, toilets, no dogs |"
        for town in each(TOWNS, rng, 10, 20)
    ]
    return "| Place | Entry | Hours | Remarks |\n|---|---|---|---|\n" + "\n".join(rows)


def tabbed_table(rng: random.Random) -> str:
    return "\n".join(
        f"{name}\tdepartment of public works and transport\troom {rng.randint(100, 400)}\tweekdays only"
        for name in each(NAMES, rng, 10, 20)
    )


def records(rng: random.Random) -> str:
    return "\n\n".join(
        f"Name: {name}\nBorn: {rng.randint(1850, 1950)} in {town}\nOccupation: {rng.choice(['joiner', 'teacher'])}\n"
        f"Notes: Listed in the register of the parish of {town}. No known portrait. Burial place not recorded."
        for name, town in zip(each(NAMES, rng, 5, 9), each(TOWNS, rng, 9, 9))
    )


def log(rng: random.Random) -> str:
    lines = []
    for second in sorted(rng.sample(range(60), 20)):
        worker, task = rng.randint(1, 9), rng.randint(1000, 9999)
        message = rng.choice([
            f"worker {worker} has taken task {task} from the queue and is waiting for the lock",
            f"task {task} finished in {rng.randint(10, 99)} ms, result written to the archive",
            "connection lost, trying again in five seconds",
        ])  # fmt: skip
        lines.append(f"2024-03-07 11:04:{second:02} INFO scheduler {message}")
    return "\n".join(lines)


def config(rng: random.Random) -> str:
    return "\n\n".join(
        f"[{thing}]\nenabled = true\ntimeout = {rng.randint(10, 90)}\nretries = 3\nlog_file = /var/log/{thing}.log\n"
        f"owner = {rng.choice(NAMES).lower()}\nmode = read-write"
        for thing in each(THINGS, rng)
    )


def code(rng: random.Random) -> str:
    return "\n\n".join(
        f"def read_{thing}(path, encoding='utf-8'):\n    with open(path, encoding=encoding) as file:\n"
        f"        rows = [line.rstrip().split(',') for line in file]\n"
        f"    return [{thing.title()}(*row) for row in rows if len(row) == {rng.randint(2, 9)}]"
        for thing in each(THINGS, rng)
    )


def command_output(rng: random.Random) -> str:
    """What a command prints before and after something."""
    disks = [(f"/dev/sd{letter}1", f"/mnt/{thing}") for letter, thing in zip("abcdefgh", each(THINGS, rng, 8, 8))]
    shown = []
    used = [rng.randint(10, 80) for _ in disks]
    for _ in range(2):
        rows = [f"{disk:<12}{100:>6}G{u:>6}G{100 - u:>6}G{u:>5}% {mount}" for (disk, mount), u in zip(disks, used)]
        shown.append("$ df -h\nFilesystem    Size   Used  Avail  Use% Mounted on\n" + "\n".join(rows))
        used[rng.randrange(len(used))] += rng.randint(1, 9)
    return f"{shown[0]}\n\nNow the cache is emptied and the same command is given once more.\n\n{shown[1]}"


def minutes(rng: random.Random) -> str:
    return "\n\n".join(
        f"{number}. Motion {rng.randint(100, 999)} of {name}\nThe motion was put to the vote.\nIn favour: "
        f"{rng.randint(5, 12)}. Against: {rng.randint(0, 4)}. Abstentions: {rng.randint(0, 3)}.\n"
        f"The motion was {rng.choice(['carried', 'defeated'])}."
        for number, name in enumerate(each(NAMES, rng), 1)
    )


def form(rng: random.Random) -> str:
    return "\n\n".join(
        f"Person {number}\nFamily name: ____________________\nGiven names: ____________________\n"
        f"Date of birth (day, month, year): __ __ ____\nRelation to person 1: ____________________\n"
        f"[ ] works full time  [ ] works part time  [ ] is looking for work"
        for number in range(1, rng.randint(4, 8))
    )


# -- sentences that differ in numbers or names -------------------------------------------------------------------------


def weather(rng: random.Random) -> str:
    return "\n\n".join(
        f"{town}: {rng.choice(['Sunny', 'Cloudy'])} in the morning with light winds from the west. Highs near "
        f"{rng.randint(10, 35)} degrees, lows around {rng.randint(0, 9)} degrees. Chance of rain "
        f"{rng.randint(1, 9)}0 percent."
        for town in each(TOWNS, rng)
    )


def sports(rng: random.Random) -> str:
    return "\n".join(
        f"{a} beat {b} {rng.randint(3, 7)}-{rng.randint(0, 2)} in front of {rng.randint(900, 9000)} spectators at the "
        f"stadium in {a}."
        for a, b in zip(each(TOWNS, rng, 10, 10), each(TOWNS, rng, 10, 10))
    )


def earnings(rng: random.Random) -> str:
    return "\n\n".join(
        f"{name} Holdings reported net income of ${rng.randint(10, 99)}.{rng.randint(1, 9)} million for the quarter, "
        f"compared with ${rng.randint(10, 99)}.{rng.randint(1, 9)} million a year earlier. Revenue rose "
        f"{rng.randint(2, 19)} percent. The company confirmed its outlook for the full year."
        for name in each(NAMES, rng)
    )


def series(rng: random.Random) -> str:
    """The same report about one place after the other, at some length."""
    return "\n\n".join(
        f"The council of {town} met on the {rng.randint(2, 28)}th to decide on the budget. {name}, who chairs the "
        f"finance committee, presented a plan that foresees spending of {rng.randint(2, 90)} million. After two hours "
        f"of debate the plan was accepted by {rng.randint(9, 20)} votes. The new rates for water and waste will "
        f"apply from the beginning of the coming year, and households in {town} will receive a letter."
        for town, name in zip(each(TOWNS, rng, 4, 7), each(NAMES, rng, 7, 7))
    )


def legal(rng: random.Random) -> str:
    return "\n\n".join(
        f"{number}. Where the tenant is in arrears for more than {rng.randint(10, 99)} days, the landlord may claim "
        f"interest of {rng.randint(2, 12)} per cent a year on the sum due under section {rng.randint(10, 99)}, without "
        f"prejudice to any other right that the law or this agreement gives to the landlord."
        for number in range(1, rng.randint(5, 9))
    )


def questions(rng: random.Random) -> str:
    return "\n\n".join(
        f"How do I return a {thing}?\nPack the {thing} in its original box, add the delivery note and bring it to any "
        f"post office. You will be refunded within {rng.randint(3, 30)} days."
        for thing in each(THINGS, rng)
    )


def chat(rng: random.Random) -> str:
    people = each(NAMES, rng, 3, 3)
    said = ["ok", "thanks!", "on my way", "lol", "see you there", "what time?", "no idea, ask the others", "same here"]
    return "\n".join(f"[{10 + n // 60}:{n % 60:02}] {rng.choice(people)}: {rng.choice(said)}" for n in range(40))


def glossary(rng: random.Random) -> str:
    return "\n".join(
        f"{thing} - a {mood} object of daily use, found in most households of the region, see also {other}"
        for thing, mood, other in zip(each(THINGS, rng, 9, 9), each(ADJECTIVES, rng, 9, 9), each(THINGS, rng, 9, 9))
    )


def recipes(rng: random.Random) -> str:
    return "\n\n".join(
        f"{mood.title()} {thing} cake\n- {rng.randint(100, 500)} g flour\n- {rng.randint(50, 250)} g butter\n"
        f"- {rng.randint(2, 6)} eggs\n- a pinch of salt\nMix the flour with the butter and the eggs. Bake for "
        f"{rng.randint(20, 80)} minutes at {rng.randint(15, 22)}0 degrees until golden brown. Serve warm."
        for mood, thing in zip(each(ADJECTIVES, rng, 4, 6), each(THINGS, rng, 6, 6))
    )


def reference(rng: random.Random) -> str:
    """Sections that differ by the same words throughout."""
    return "\n\n".join(
        f"set_{thing}(value)\n\nSets the {thing} of the current document to the given value and returns the previous "
        f"{thing}. If the value is None, the {thing} is removed. Raises ValueError when the document has no {thing} or "
        f"is read-only.\n\nExample:\n    >>> document.set_{thing}('new')\n    'old'"
        for thing in each(THINGS, rng, 4, 8)
    )


def swapped_names(rng: random.Random) -> str:
    """One paragraph about two people, and again with two others."""
    a, b, c, d = each(NAMES, rng, 4, 4)
    e, f, g, h = each(TOWNS, rng, 4, 4)
    return "\n\n".join(
        f"After the war {first} moved to {there} and opened a workshop together with {second}, who had learnt the "
        f"trade in {here}. The two men never quarrelled in public, but {first} kept the books and {second} the keys."
        for first, second, there, here in ((a, b, e, f), (c, d, g, h))
    )


def plain(rng: random.Random) -> str:
    """Articles in which nothing is repeated."""
    return "\n\n".join(article("docs", rng, 3, 8).paragraphs)


NATURAL: dict[str, Maker] = {
    make.__name__: make
    for make in (refrain, cumulative_song, pantoum, table, tabbed_table, records, log, config, code, command_output,
                 minutes, form, weather, sports, earnings, series, legal, questions, chat, glossary, recipes, reference,
                 swapped_names, plain)
}  # fmt: skip


def case(mode: str, number: int) -> Case:
    """A text of a mode, always the same for the same number; half of them stand in an article."""
    rng = random.Random(f"{mode} {number}")
    text = NATURAL[mode](rng)
    if number % 2:
        before, *after = article("en", rng, 2, 3).paragraphs
        text = "\n\n".join([before, text, *after])
    return Case(mode, "en", text)
