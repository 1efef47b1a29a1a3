"""`help()` explains everything that a caller meets: each parameter, each field, each error."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest

import dedup

PUBLIC = {name: getattr(dedup, name) for name in dedup.__all__}
VERBS = [value for value in PUBLIC.values() if inspect.isfunction(value)]
RESULTS = [value for value in PUBLIC.values() if inspect.isclass(value) and not issubclass(value, Exception)]


def section(documented: Any, title: str) -> dict[str, str]:
    """The entries of a section of a docstring, by name."""
    doc = inspect.getdoc(documented) or ""
    found = re.search(rf"^{title}:\n((?:    .*\n?|\n)*)", doc, re.MULTILINE)
    return dict(re.findall(r"^    (\w+): (.+)", found[1] if found else "", re.MULTILINE))


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.__name__)
def test_parameters_errors_and_an_example(verb: Callable[..., Any]) -> None:
    assert [*section(verb, "Args")] == [*inspect.signature(verb).parameters]
    assert "ArgumentTypeError" in section(verb, "Raises")
    doc = inspect.getdoc(verb) or ""
    assert "\nReturns:\n" in doc
    assert ">>> import dedup" in doc


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.__name__)
def test_fields_and_methods(result: Any) -> None:
    fields = [*getattr(result, "_fields", [name for name in result.__annotations__ if name[0] != "_"])]
    assert [*section(result, "Attributes")] == fields
    methods = [name for name in vars(result) if name[0] != "_" and name not in fields]
    assert [name for name in methods if not inspect.getdoc(getattr(result, name))] == []
