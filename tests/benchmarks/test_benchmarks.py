"""The benchmark itself: no time without a right answer, ratios within rounds, and texts that are what they claim."""

from __future__ import annotations

import doctest
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, pairwise
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import guard, tables
from benchmarks.baselines import unseen_lines
from benchmarks.cases import GROUPS
from benchmarks.cases.run import main
from benchmarks.collapsing import broken_promise, collapsing
from benchmarks.corpora import SCRIPTS, Corpora, edition, in_script
from benchmarks.hostile import HOSTILE, de_bruijn
from benchmarks.record import write_record
from benchmarks.recorded import RECORD
from benchmarks.results import as_record, table
from benchmarks.runner import Case, Maker, Patience, Result, Spread, Work, race

STORY = "The council met on Monday to vote on the new bridge. It will open to traffic in the spring."
CORPORA = Corpora([f"{STORY} Its {number} arches will be built of stone.\n" * 3 for number in range(50)])
THREE_ROUNDS = Patience(least=0, most=200, rounds=3)


def clock(seconds: Iterable[float]) -> Callable[[int], float]:
    """A clock on which runs take the seconds given, whatever happens; the first is the warming up."""
    each: Iterator[float] = iter(seconds)
    return lambda times: times * next(each)


def made(name: str, seconds: Callable[[int], float], size: int = 1000, fault: str = "") -> Maker:
    work = Work(name, size, seconds, lambda: fault)
    return lambda: work


def never(times: int) -> float:
    raise AssertionError("a wrong answer was timed")


def text_of(results: list[Result]) -> str:
    return "\n".join(table(results))


def test_ratios_are_taken_within_a_round() -> None:
    # The machine slows down to a hundredth; work and baseline suffer alike.
    work, base = made("own", clock([1, 2, 20, 200])), made("base", clock([1, 1, 10, 100]))
    slow, fast = race([Case("g/slow", work, base), Case("g/fast", work, base, "speed")], THREE_ROUNDS)
    assert slow.times is not None
    assert fast.times is not None
    assert slow.times.rounds == 3
    assert slow.times.ratio == Spread(2, 2, 2)
    assert fast.times.ratio == Spread(0.5, 0.5, 0.5)
    assert slow.times.seconds == Spread(11, 20, 110)


def test_texts_of_other_sizes_are_compared_by_the_byte() -> None:
    work, base = made("own", clock(cycle([3])), size=3000), made("base", clock(cycle([2])), size=1000)
    (result,) = race([Case("g/case", work, base)], THREE_ROUNDS)
    assert result.times is not None
    assert result.times.ratio.median == pytest.approx(0.5)


def test_works_take_turns_and_are_made_once() -> None:
    ran: list[str] = []

    def taking_turns(name: str) -> Maker:
        def seconds(times: int) -> float:
            ran.append(name)
            return 0.001

        return made(name, seconds)

    base = taking_turns("base")
    race([Case("g/1", taking_turns("1"), base), Case("g/2", taking_turns("2"), base)], THREE_ROUNDS)
    warming, rounds = ran[:3], ran[3:]
    assert warming == ["base", "1", "2"]
    assert rounds == ["base", "1", "2", "2", "1", "base", "base", "1", "2"]


def test_when_one_round_takes_too_long_the_first_run_counts() -> None:
    work, base = made("own", clock([200])), made("base", clock([100]))
    (result,) = race([Case("g/case", work, base)], THREE_ROUNDS)
    assert result.times is not None
    assert result.times.rounds == 1
    assert result.times.ratio == Spread(2, 2, 2)


def test_a_wrong_answer_is_reported_and_not_timed() -> None:
    base = made("base", clock(cycle([1])))
    right, wrong = Case("g/right", base, base), Case("g/wrong", made("own", never, fault="a word is missing"), base)
    results = race([right, wrong], THREE_ROUNDS)
    assert [result.fault for result in results] == ["", "a word is missing"]
    assert results[1].times is None
    *_, last = text_of(results).splitlines()
    assert last == "g/wrong  WRONG: a word is missing"


def test_nothing_is_compared_with_a_wrong_baseline() -> None:
    base = made("base", never, fault="not sorted")
    (result,) = race([Case("g/case", made("own", clock(cycle([1]))), base)], THREE_ROUNDS)
    assert result.fault == "baseline: not sorted"


def test_an_exception_is_a_wrong_answer() -> None:
    def fault() -> str:
        raise IndexError("word 7")

    work = Work("own", 1000, never, fault)
    (result,) = race([Case("g/case", lambda: work, made("base", clock(cycle([1]))))], THREE_ROUNDS)
    assert result.fault == "IndexError: word 7"


@pytest.mark.parametrize(
    ("measure", "seconds", "reached"),
    [("time", 1, "aim"), ("time", 3, "floor"), ("time", 5, "NO"), ("speed", 1, "NO"), ("speed", 0.3, "floor")],
)
def test_the_table_says_which_goal_is_reached(measure: str, seconds: float, reached: str) -> None:
    floor, aim = (4, 2) if measure == "time" else (2, 4)
    base = made("base", clock(cycle([1])))
    case = Case("g/case", made("own", clock(cycle([seconds]))), base, measure, floor, aim)
    assert text_of(race([case], THREE_ROUNDS)).endswith(f" {reached}")


def test_a_result_that_breaks_a_promise_is_a_wrong_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    assert broken_promise(f"{STORY}\n\n{STORY}", lambda c: "") == ""
    assert broken_promise(STORY, lambda c: f"{len(c.removals)} removals") == "0 removals"
    monkeypatch.setattr("dedup.Collapsed.restore", lambda c: c.text)
    assert broken_promise(f"{STORY}\n\n{STORY}", lambda c: "") == "restore() is not the text"
    assert collapsing("collapse", [f"{STORY}\n\n{STORY}"]).fault() == "restore() is not the text"


def test_a_case_runs_and_is_recorded(tmp_path: Path) -> None:
    wanted = [case for case in GROUPS["words"](CORPORA, 1000) if case.name.startswith("words/english")]
    results = race(wanted, THREE_ROUNDS)
    record = json.loads(write_record(tmp_path, "cases", as_record("quick", results)).read_text("utf-8"))
    assert [result.fault for result in results] == ["", ""]
    assert [entry["case"] for entry in record["results"]] == [case.name for case in wanted]
    assert all(entry["ratio"][1] > 0 and entry["rounds"] == 3 for entry in record["results"])


def test_cases_are_chosen_by_the_beginning_of_their_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list", "hostile/period", "commands"]) == 0
    assert capsys.readouterr().out.split() == [
        "hostile/period-2",
        "hostile/period-7",
        "hostile/period-100",
        "hostile/period-10000",
        "commands/import",
        "commands/import-collapse",
        "commands/version",
        "commands/collapse-article",
    ]
    assert main(["no-such-case"]) == 2


@pytest.mark.parametrize("command", benchmarks.COMMANDS)
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        benchmarks.main([*command.split(), "--help"])
    assert capsys.readouterr().out.startswith(f"usage: python -m benchmarks {command} ")


@pytest.mark.parametrize(("arguments", "status"), [([], 2), (["run"], 2), (["run", "walk"], 2), (["--help"], 0)])
def test_without_a_command_all_are_named(arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmarks.main(arguments) == status
    said = capsys.readouterr()
    assert all(command in said.out + said.err for command in benchmarks.COMMANDS)


def test_of_each_kind_the_first_record_and_the_last_are_kept() -> None:
    kinds = Counter(path.stem[len("2026-11-23-") :] for path in RECORD.glob("20*.json"))
    assert set(kinds) <= {
        "blocks",
        "cases",
        "compared",
        "corpus",
        "documents",
        "engines",
        "index",
        "inside",
        "quality",
        "signatures",
        "sites",
        "volumes",
    }
    assert max(kinds.values()) == 2


@pytest.mark.parametrize("module", [guard, tables])
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    failed, attempted = doctest.testmod(module)
    assert attempted
    assert not failed


def test_names_are_unique() -> None:
    names = [case.name for cases in GROUPS.values() for case in cases(CORPORA, 1000)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_has_its_size_and_is_always_the_same(name: str) -> None:
    text = HOSTILE[name].make(20_000, CORPORA)
    assert 19_000 < len(text) <= 20_000
    assert text == HOSTILE[name].make(20_000, CORPORA)


def test_in_de_bruijn_no_four_words_recur() -> None:
    words = de_bruijn(20_000, CORPORA).split()[:-1]
    fours = list(zip(words, words[1:], words[2:], words[3:]))
    assert len(set(fours)) == len(fours)
    assert len(set(pairwise(words))) == len(set(words)) ** 2


def test_other_editions_have_other_words_as_long() -> None:
    text = Corpora().documents[0]
    assert edition(text, 0) == text
    assert len(edition(text, 1)) == len(text)
    assert edition(text, 1) == edition(text, 1)
    assert len(CORPORA.ordinary(40_000)) == 40_000


def test_planted_copies_are_besides_the_text() -> None:
    corpora = Corpora([f"{STORY} {STORY} {number} {STORY}\n\n" for number in range(100)])
    plain, planted = corpora.with_copies(20_000, 5)
    assert len(planted) > len(plain) + 5 * len(STORY)
    assert set(plain.split("\n\n")) <= set(planted.split("\n\n"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_scripts_keep_words_apart_only_where_they_are_written_so(script: str) -> None:
    written = in_script("Two words", script)
    assert not set("Two words") & set(written) - {" "}
    assert (" " in written) == (script not in {"thai", "han", "kana"})


def test_hashes_of_lines_find_the_article_twice() -> None:
    article = CORPORA.article
    assert "\n".join(unseen_lines(article)).replace("\n", "") == (article[:3468] + article[6687:]).replace("\n", "")
