"""Every row decoded and an empty answer encoded: what reading and writing cost at the least."""

from benchmarks.peers.spans import each

if __name__ == "__main__":
    each(lambda text: ())
