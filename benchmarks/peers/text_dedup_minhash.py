"""text-dedup: its MinHash program, configured as its README shows, with its false positives checked."""

import os
import sys
import tempfile
from pathlib import Path

import numpy as np
from rows import SHINGLE, SLOTS, THRESHOLD, read_rows, write_rows

CONFIG = """
[input]
input_type = "local_files"
file_type = "json"
[input.read_arguments]
path = "json"
split = "train"
data_files = ["{source}"]
[algorithm]
algorithm_name = "minhash"
text_column = "text"
num_perm = {slots}
ngram_size = {shingle}
threshold = {threshold}
num_proc = 1
min_length = 0
check_false_positive = true
[output]
output_dir = "{scratch}/kept"
keep_index_column = true
[debug]
enable_profiling = false
"""


def run(source: str, output: str, scratch: str) -> None:
    """Writes the rows that its program kept."""
    os.environ["HF_HOME"] = scratch  # or a second run would find the results of the first
    from datasets import load_from_disk
    from text_dedup.config.base import load_config_from_toml
    from text_dedup.minhash import main

    config = Path(scratch) / "config.toml"
    values = {"source": source, "scratch": scratch, "slots": SLOTS, "shingle": SHINGLE, "threshold": THRESHOLD}
    config.write_text(CONFIG.format(**values), "utf-8")
    main(load_config_from_toml(config))
    lines, _ = read_rows(source)
    gone = np.ones(len(lines), bool)
    gone[list(load_from_disk(f"{scratch}/kept")["__INDEX__"])] = False
    write_rows(output, lines, gone)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=Path(sys.argv[2]).parent) as directory:
        run(sys.argv[1], sys.argv[2], directory)
