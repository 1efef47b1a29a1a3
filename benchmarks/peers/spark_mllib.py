"""Spark MLlib: MinHashLSH over hashed shingles of five words, and a self-join at the threshold; the first stays."""

import json
import os
import sys

os.environ["PYSPARK_PYTHON"] = sys.executable

from pyspark.ml.feature import HashingTF, MinHashLSH, NGram, RegexTokenizer
from pyspark.sql import SparkSession
from pyspark.sql.functions import col, size

source, output = sys.argv[1:]
DISTANCE = 0.2  # of Jaccard, for a threshold of .8
TABLES = 8

session = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.memory", "6g")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.sql.shuffle.partitions", "8")
    .getOrCreate()
)
rows = session.read.schema("id long, text string").json(source)
words = RegexTokenizer(inputCol="text", outputCol="words", pattern=r"\W+").transform(rows)
shingles = NGram(n=5, inputCol="words", outputCol="shingles").transform(words).where(size("shingles") > 0)
hashed = HashingTF(inputCol="shingles", outputCol="set", binary=True, numFeatures=1 << 20).transform(shingles)
model = MinHashLSH(inputCol="set", outputCol="hashes", numHashTables=TABLES, seed=1).fit(hashed)
hashes = model.transform(hashed.select("id", "set")).cache()
pairs = (
    model.approxSimilarityJoin(hashes, hashes, DISTANCE, "distance")
    .select(col("datasetA.id").alias("a"), col("datasetB.id").alias("b"))
    .where("a < b")
    .collect()
)
earlier: dict[int, list[int]] = {}
for a, b in pairs:
    earlier.setdefault(b, []).append(a)
gone = set()
for b in sorted(earlier):
    if any(a not in gone for a in earlier[b]):
        gone.add(b)
with open(source, "rb") as file, open(output, "wb") as kept:
    for line in file:
        if json.loads(line)["id"] not in gone:
            kept.write(line)
session.stop()
