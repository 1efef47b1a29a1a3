"""`python on_spark.py SHARDS SOURCE WORK [--frame] [--unprotected]`: `deduplicate` on Spark, in `local[2]`.

With `--unprotected`, whatever is similar goes. With `--frame`, the rows are read by Spark, written as Parquet, and what
stays is written as JSON by Spark.
"""

import json
import os
import sys

os.environ["PYSPARK_PYTHON"] = sys.executable
os.environ["PYTHONPATH"] = os.getcwd()

from pyspark.sql import SparkSession

from benchmarks.engines import counted  # noqa: F401 - which notes the CPU time of tasks
from dedup.integrations.spark import deduplicate
from dedup.options import PROTECT_DOCUMENTS

shards, source, work, *flags = sys.argv[1:]
protect = frozenset() if "--unprotected" in flags else PROTECT_DOCUMENTS
session = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.executorEnv.PYTHONPATH", os.getcwd())
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .getOrCreate()
)
session.sparkContext.setLogLevel("ERROR")
if "--frame" in flags:
    with open(source, "rb") as file:
        of_numbers = isinstance(json.loads(file.readline())["id"], int)
    rows = session.read.schema(f"id {'long' if of_numbers else 'string'}, text string").json(source)
    d = deduplicate(rows, work=work)
    assert d.kept
    d.kept.write.json(f"file://{work}/kept")
else:
    deduplicate([source], id=None, work=work, shards=int(shards), protect=protect, session=session)
session.stop()
