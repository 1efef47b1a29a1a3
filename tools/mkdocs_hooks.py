"""For mkdocs: what a page links to outside docs comes along to the site, in a folder `repository`."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """The page with its links to files outside docs changed; mkdocs calls this for each page."""
    within = "../" * page.file.src_uri.count("/")

    def brought_along(match: re.Match[str]) -> str:
        source, copy = ROOT / match[1], Path(config["site_dir"], "repository", match[1])
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, dirs_exist_ok=True)
        else:
            shutil.copyfile(source, copy)
        return f"]({within}repository/{match[1]}"

    return re.sub(rf"\]\({re.escape(within)}\.\./([\w./-]+)", brought_along, markdown)
