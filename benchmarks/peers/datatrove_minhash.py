"""datatrove: the four stages of its MinHash pipeline with its defaults, 14 bands of 8, in one process."""

import sys
import tempfile
from pathlib import Path

import msgspec
import numpy as np
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.dedup import (
    MinhashDedupBuckets,
    MinhashDedupCluster,
    MinhashDedupFilter,
    MinhashDedupSignature,
)
from datatrove.pipeline.dedup.minhash import MinhashConfig
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from rows import read_rows, write_rows

source, output = map(Path, sys.argv[1:])
config = MinhashConfig()
# Named by their places, since its writer leaves out an id of 0.
rows = JsonlReader(str(source.parent), glob_pattern=source.name, compression=None, id_key="place")
with tempfile.TemporaryDirectory(dir=output.parent) as scratch:
    signatures, buckets, removed = (f"{scratch}/{name}" for name in ("signatures", "buckets", "removed"))
    kept = JsonlWriter(scratch, output_filename="kept.jsonl", compression=None)
    stages = (
        ([rows, MinhashDedupSignature(signatures, config)], 1),
        ([MinhashDedupBuckets(signatures, buckets, config=config)], config.num_buckets),
        ([MinhashDedupCluster(buckets, removed, config)], 1),
        ([rows, MinhashDedupFilter(removed), kept], 1),
    )
    for number, (pipeline, tasks) in enumerate(stages):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=f"{scratch}/log{number}").run()
    lines, _ = read_rows(str(source))
    gone = np.ones(len(lines), bool)
    with open(f"{scratch}/kept.jsonl", "rb") as file:
        gone[[int(msgspec.json.decode(line)["id"].rpartition("/")[2]) for line in file]] = False
write_rows(str(output), lines, gone)
