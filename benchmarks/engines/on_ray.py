"""`python on_ray.py SHARDS SOURCE WORK [--frame] [--unprotected]`: `deduplicate` on Ray, with two workers.

With `--unprotected`, whatever is similar goes. With `--frame`, the rows are read by Ray, written as Parquet, and what
stays is written as JSON by Ray.
"""

import logging
import os
import sys

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["RAY_raylet_start_wait_time_s"] = "120"  # noqa: SIM112 - on a busy machine

import ray
import ray.data

from benchmarks.engines import counted  # noqa: F401 - which notes the CPU time of tasks
from dedup.integrations.ray import deduplicate
from dedup.options import PROTECT_DOCUMENTS

shards, source, work, *flags = sys.argv[1:]
protect = frozenset() if "--unprotected" in flags else PROTECT_DOCUMENTS
ray.init(
    num_cpus=2, include_dashboard=False, object_store_memory=10**9, log_to_driver=False, logging_level=logging.ERROR
)
logging.getLogger("ray.data").setLevel(logging.ERROR)
context = ray.data.DataContext.get_current()
context.enable_progress_bars = False
context.default_hash_shuffle_parallelism = context.read_op_min_num_blocks = 2
if "--frame" in flags:
    d = deduplicate(ray.data.read_json(source, file_extensions=None), work=work)
    assert d.kept
    d.kept.write_json(f"{work}/kept")
else:
    deduplicate([source], id=None, work=work, shards=int(shards), protect=protect)
ray.shutdown()
