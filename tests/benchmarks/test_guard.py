"""The guard against slow code: what it counts, and when it fails."""

from __future__ import annotations

import json

import pytest

from benchmarks import guard


def test_a_quarter_more_fails_and_says_what(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = json.loads(guard.RECORD.read_text("utf-8"))
    monkeypatch.setattr("benchmarks.guard.shutil.which", lambda name: name)
    for growth, code in ((1.0, 0), (1.24, 0), (1.3, 1), (0.5, 0)):
        grown = {name: round(count * growth) for name, count in before.items()}
        monkeypatch.setattr(guard, "instructions", lambda grown=grown: grown)
        assert guard.main([]) == code
        assert f"{growth:.2f} of before" in capsys.readouterr().out


def test_every_work_is_on_record_and_runs() -> None:
    assert json.loads(guard.RECORD.read_text("utf-8")).keys() == guard.WORKS.keys()
    for make in guard.WORKS.values():
        assert make()() is not None


def test_without_valgrind_it_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("benchmarks.guard.shutil.which", lambda name: None)
    assert guard.main([]) == 2
    assert "apt-get install valgrind" in capsys.readouterr().out
