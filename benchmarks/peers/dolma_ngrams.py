"""dolma: a paragraph goes of whose n-grams seven in ten stood there before; a fresh Bloom filter for each text."""

import tempfile

from dolma_bloom import by_ngrams
from spans import each

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        each(lambda text: by_ngrams([text], scratch)[0])
