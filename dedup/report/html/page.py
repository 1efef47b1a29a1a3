"""Renders templates, around one style and one script; the policy of a page allows these two and no request."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dedup import __version__
from dedup.report.html.charts import HEIGHT, STRIP, WIDTH
from dedup.report.html.controls import parts_of
from dedup.report.summary import counted

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: Any) -> str:
    """What a template makes of some values; all of them are escaped."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    import jinja2

    style, script = _asset("report.css"), _asset("report.js")
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("dedup.report.html"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals |= {
        "style": style,
        "script": script,
        "policy": _policy(style, script),
        "version": __version__,
        "parts_of": parts_of,
        "counted": counted,
        "chart_width": WIDTH,
        "chart_height": HEIGHT,
        "strip_width": STRIP,
    }
    environment.filters["commas"] = lambda number: f"{number:,}"
    return environment


def _asset(name: str) -> str:
    return files("dedup.report.html").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """The content security policy: this style, this script and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")
