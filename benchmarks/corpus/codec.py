"""Every row decoded and encoded again, and nothing else: what reading and writing cost at the least."""

import sys

import msgspec

source, output = sys.argv[1:]
with open(source, "rb") as rows, open(output, "wb") as file:
    for line in rows:
        file.write(msgspec.json.encode(msgspec.json.decode(line)) + b"\n")
