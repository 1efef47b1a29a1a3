"""docs/api.md: what the docstrings of all public names say, in Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import dedup
from dedup import errors, options

INTRODUCTION = """\
# API

This page is generated from the docstrings; `help(dedup.collapse)` shows the same text.

Import everything from `dedup` itself, except for the errors other than `DedupError`, which are in `dedup.errors`. The
package is typed, so mypy and pyright find a misspelt name or option. `Documents` is anything the guide lists under
[What you can pass](guide/documents.md#what-you-can-pass), `Field` is a name, a position or a function, and `Protected`
is one of the names in [`PROTECT`](#protect).
"""

VERBS = ("collapse", "collapse_many", "compare", "deduplicate", "deduplicate_blocks", "sketch")

#: The results, each with the records it holds.
RESULTS = {
    "Collapsed": ("Removal", "Spared"),
    "Comparison": ("Passage",),
    "Deduplicated": ("RemovedDocument", "Stats"),
    "DeduplicatedBlocks": ("RemovedBlock", "SparedBlock", "BlockStats"),
    "Span": (),
    "SeenDocument": (),
    "SeenBlocks": ("SeenBlock",),
    "IndexStats": (),
}

CONSTANTS = ("PROTECT", "PROTECT_ACROSS", "PROTECT_DOCUMENTS")

#: The sections of a docstring whose entries become a list.
LISTS = {"Args": "Arguments", "Attributes": "Fields", "Raises": "Errors"}


def api_page() -> str:
    """The page, in Markdown."""
    return "\n".join([INTRODUCTION, *_functions(), *_index(), *_results(), *_constants(), *_errors()])


def _functions() -> Iterator[str]:
    yield "## Functions\n"
    for name in VERBS:
        function = getattr(dedup, name)
        yield f"### {name}\n"
        yield f"```python\n{_signature(f'dedup.{name}', function)}\n```\n"
        yield from _documented(function)


def _index() -> Iterator[str]:
    yield "## Index\n"
    yield f"```python\n{_signature('dedup.Index', dedup.Index)}\n```\n"
    yield from _documented(dedup.Index)
    yield from _members("Index")


def _results() -> Iterator[str]:
    yield "## Results\n"
    for name in (each for result, records in RESULTS.items() for each in (result, *records)):
        result = getattr(dedup, name)
        yield f"### {name}\n"
        yield from _documented(result)
        yield from _members(name)


def _members(name: str) -> Iterator[str]:
    """The methods and properties of a class."""
    documented = getattr(dedup, name)
    for method, member in [*vars(documented).items()]:
        if method[0] != "_" and inspect.getdoc(member) and _is_own(documented, method):
            yield f"#### {name}.{method}\n"
            if not isinstance(member, property):
                on = name if isinstance(member, staticmethod) else "seen" if name == "Index" else name[0].lower()
                yield f"```python\n{_signature(f'{on}.{method}', getattr(documented, method))}\n```\n"
            yield from _documented(member)


def _is_own(result: type, name: str) -> bool:
    """Is this a method or property, and no field?"""
    fields = getattr(result, "_fields", result.__annotations__)
    return name not in fields


def _constants() -> Iterator[str]:
    yield "## Constants\n"
    source = Path(options.__file__).read_text("utf-8")
    for name in CONSTANTS:
        comment = re.search(rf"((?:^#: .*\n)+)^{name}: ", source, re.MULTILINE)
        assert comment, name
        words = comment[1].replace("#: ", "").replace("\n", " ").strip()
        values = ", ".join(f"`{value}`" for value in sorted(getattr(dedup, name)))
        yield f"### {name}\n"
        yield f"{words}\n\nA frozenset of {values}.\n"


def _errors() -> Iterator[str]:
    yield "## Errors\n"
    yield "Every error is a `DedupError`, and also the built-in you would catch anyway.\n"
    yield "| error | also | when |\n|---|---|---|"
    for name, error in vars(errors).items():
        if inspect.isclass(error) and issubclass(error, dedup.DedupError):
            also = ", ".join(f"`{base.__name__}`" for base in error.__bases__ if base is not dedup.DedupError)
            summary = _paragraphs(inspect.getdoc(error) or "")[0]
            yield f"| `{name}` | {also} | {summary} |"
    yield ""


def _signature(name: str, function: Callable[..., Any]) -> str:
    """How a function is called: on one line, or with a line for each parameter where that is too long."""
    signature = inspect.signature(function)
    given = [parameter for parameter in signature.parameters.values() if parameter.name != "self"]
    parts = []
    for parameter, before in zip(given, [None, *given]):
        if parameter.kind is parameter.KEYWORD_ONLY and (before is None or before.kind is not before.KEYWORD_ONLY):
            parts.append("*")
        default = "" if parameter.default is parameter.empty else f" = {_default(parameter.default)}"
        parts.append(f"{parameter.name}: {parameter.annotation}{default}")
    returns = "" if inspect.isclass(function) else f" -> {signature.return_annotation}"
    on_one_line = f"{name}({', '.join(parts)}){returns}"
    if len(on_one_line) <= 100:
        return on_one_line
    return "\n".join([f"{name}(", *(f"    {part}," for part in parts), f"){returns}"])


def _default(value: object) -> str:
    for name in CONSTANTS:
        if value is getattr(dedup, name):
            return f"dedup.{name}"
    return repr(value)


def _documented(documented: Any) -> Iterator[str]:
    """A docstring of Google's form, in Markdown."""
    title = ""
    doc = re.sub(r"docs/([\w-]+\.md)", r"[\1](\1)", inspect.getdoc(documented) or "")
    for paragraph in _paragraphs(doc):
        heading, _, rest = paragraph.partition(":\n")
        if heading in {*LISTS, "Returns", "Example"}:
            title, paragraph = heading, inspect.cleandoc("\n" + rest)
            if title == "Returns":
                paragraph = f"**Returns:** {paragraph}"
            elif title in LISTS:
                yield f"**{LISTS[title]}:**\n"
        if paragraph.lstrip().startswith(">>>"):
            if title == "Example":  # others need names that a reader does not have
                yield f"```python\n{paragraph}\n```\n"
        elif title in LISTS:
            entries = re.findall(r"^(\w+): (.*(?:\n +.*)*)", paragraph, re.MULTILINE)
            yield "\n".join(f"- `{name}`: {' '.join(words.split())}" for name, words in entries) + "\n"
        else:
            yield f"{' '.join(paragraph.split())}\n"


def _paragraphs(doc: str) -> list[str]:
    return re.split(r"\n\n+", doc)
