"""The peers, and an environment for each: which tools are measured beside this library, and how they are fed.

An adapter is run as `python ADAPTER IN OUT` by the Python of its peer's environment, without this library.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

HERE = Path(__file__).parent
DEFAULT = Path("build/peers")

PLAIN = platform.python_version()  #: what the loops that need nothing but Python are named after
MSGSPEC, NUMPY, XXHASH = "msgspec==0.22.0", "numpy==2.4.6", "xxhash==3.8.2"

#: dolma pins some of these itself and leaves the rest to a search in which pip does not come to an end.
DOLMA = ("dolma==1.2.1", "s3fs==2023.6.0", "aiobotocore==2.5.4", "boto3==1.28.17", "botocore==1.31.17", MSGSPEC)
DATATROVE = ("datatrove==0.10.1", "spacy==3.8.18", "tokenizers==0.23.3", "orjson==3.13.0", "regex==2026.11.19",
             "ftfy==6.3.1", NUMPY, XXHASH, MSGSPEC)  # fmt: skip


class Peer(NamedTuple):
    """A tool, in one of the ways in which it can be used."""

    name: str
    version: str
    #: Finds near copies among documents, blocks that documents share, repeats inside one text, texts on pages, or texts
    #: that were seen before.
    does: Literal["documents", "blocks", "inside", "extraction", "seen"]
    adapter: str  #: the file in this directory that feeds it
    requirements: tuple[str, ...]  #: what pip installs, each in one version; none where Python is enough
    note: str  #: how it is fed, why that is its best, and what is not comparable
    way: str = ""  #: which of several ways in which it is measured
    largest: float = 1e12  #: bytes of the largest input that it is given
    python: tuple[int, int] = (3, 10)  #: the least version that it runs on

    @property
    def label(self) -> str:
        """What it is called in tables."""
        return f"{self.name} {self.version}" + (f", {self.way}" if self.way else "")


class Environment(NamedTuple):
    """Where a peer can be run, or why it cannot."""

    python: str  #: a Python that has it; empty when it is absent
    reason: str = ""


#: The order is that of tables: the fastest first.
PEERS = (
    Peer(
        "daft", "0.7.26", "documents", "daft_minhash.py", ("daft==0.7.26", "pyarrow==25.0.1", NUMPY, MSGSPEC),
        "its minhash expression over batches of 1,000 rows, so that it uses all cores; bands, an estimate at the "
        "threshold and keep-first in numpy by the adapter, since daft has no verb for them; it splits words at single "
        "spaces only",
    ),
    Peer(
        "gaoya", "0.2.2", "documents", "gaoya_index.py", ("gaoya==0.2.2", NUMPY, MSGSPEC),
        "its own analyser in Rust, filled and asked in bulk on all cores; every text is hashed twice, because its "
        "index cannot be asked for a text that it holds",
        largest=4e8,
    ),
    Peer(
        "rensa", "0.5.0", "documents", "rensa_rminhash.py", ("rensa==0.5.0", NUMPY, MSGSPEC),
        "full R-MinHash through RMinHashDeduplicator.add_pairs, as its README keeps unique documents; it takes "
        "tokens, and most of the time goes into making shingles in Python",
        largest=4e8,
    ),
    Peer(
        "rensa", "0.5.0", "documents", "rensa_rho.py", ("rensa==0.5.0", NUMPY, MSGSPEC),
        "the path of its own benchmark: positions are sampled, 8 bands, 4 probes; not comparable: it flags every "
        "member of a group, the first too, and does not say of which document it is a copy",
        way="sampled", largest=4e8,
    ),
    Peer(
        "datasketch", "2.0.0", "documents", "datasketch_lsh.py", ("datasketch==2.0.0", NUMPY, XXHASH, MSGSPEC),
        "MinHash.generator over shingles of bytes, with xxhash, three times as fast as its own SHA-1: its documentation"
        " advises another hash; its LSH index with as many bands as the others have",
        largest=2e8,
    ),
    Peer(
        "text-dedup", "0.4.1", "documents", "text_dedup_minhash.py", ("text-dedup==0.4.1", NUMPY, XXHASH, MSGSPEC),
        "its own program with its false positives checked, in one process, which takes fewer CPU seconds than several",
        largest=4e7, python=(3, 12),
    ),
    Peer(
        "datatrove", "0.10.1", "documents", "datatrove_minhash.py", DATATROVE,
        "its four stages with its defaults, 14 bands of 8, in one process; candidates are not verified, so its "
        "threshold is nearer .7; more processes would shorten the wall clock, not the CPU seconds",
        way="MinHash", largest=1.2e7,
    ),
    Peer(
        "Spark MLlib", "4.3.0", "documents", "spark_mllib.py", ("pyspark==4.3.0", "numpy==2.4.6"),
        "MinHashLSH over shingles hashed to 2^20, 8 tables, and its self-join at a distance of .2; more tables find "
        "more, and take as much longer; some ten seconds are its session; the first copy stays",
        way="MinHashLSH", largest=1.2e7,
    ),
    Peer(
        "hashes of lines", PLAIN, "blocks", "line_hashes_across.py", (),
        "the usual loop: a line goes whose words stood before in any text; lines of less than 60 bytes stay",
        way="all texts",
    ),
    Peer(
        "dolma", "1.2.1", "blocks", "dolma_across.py", DOLMA,
        "a paragraph goes of whose 5-grams seven in ten stood before in any text; one Bloom filter and one call for "
        "all texts; paragraphs of less than 60 bytes stay",
        way="n-grams of all texts",
    ),
    Peer(
        "suffix array", "0.0.20", "blocks", "suffix_array_across.py", ("pydivsufsort==0.0.20", NUMPY, MSGSPEC),
        "pydivsufsort's array over all texts at once: from 200 equal bytes on goes what stood before, as Lee et al. "
        "(2022) have it, but the first copy stays; spans begin and end anywhere",
        way="all texts",
    ),
    Peer(
        "hashes of lines", PLAIN, "inside", "line_hashes.py", (),
        "the usual loop: a line goes whose words stood in an earlier line, whatever their case and the punctuation; as "
        "in all loops over lines, those of less than 60 bytes stay, which lets menus and verse be",
    ),
    Peer(
        "loop of rapidfuzz", "3.14.6", "inside", "rapidfuzz_lines.py", ("rapidfuzz==3.14.6", MSGSPEC),
        "a line goes if fuzz.ratio, after utils.default_process, is 90 or more with an earlier one that stays; the "
        "search itself is process.extractOne, in C++",
    ),
    Peer(
        "loop of difflib", PLAIN, "inside", "difflib_lines.py", (),
        "the same with SequenceMatcher, its quick upper bounds first, and no letters taken for junk",
        largest=5e5,
    ),
    Peer(
        "suffix array", "0.0.20", "inside", "suffix_array.py", ("pydivsufsort==0.0.20", NUMPY, MSGSPEC),
        "pydivsufsort's arrays over as many texts at once as are fastest: from 200 equal bytes on goes what stood in "
        "the same text before, as Lee et al. (2022) have it, but the first copy stays; spans begin and end anywhere",
    ),
    Peer(
        "dolma", "1.2.1", "inside", "dolma_paragraphs.py", DOLMA,
        "its Bloom filter over paragraphs, all texts in one call; each paragraph begins with the number of its text, "
        "so that only repeats inside one text go; paragraphs of less than 60 bytes stay",
        way="paragraphs",
    ),
    Peer(
        "dolma", "1.2.1", "inside", "dolma_ngrams.py", DOLMA,
        "a paragraph goes of whose 5-grams seven in ten stood in the same text before; a fresh Bloom filter and a call "
        "for each text, which is most of its time; paragraphs of less than 60 bytes stay",
        way="n-grams",
    ),
    Peer(
        "dolma", "1.2.1", "inside", "dolma_across.py", DOLMA,
        "the same with one filter and one call for all texts, as it is meant and at its speed; not comparable: what "
        "another text had before goes too, so its precision is low",
        way="n-grams across texts",
    ),
    Peer(
        "trafilatura", "2.3.1", "inside", "trafilatura_paragraphs.py",
        ("trafilatura==2.3.1", "lxml_html_clean==0.4.6", MSGSPEC),
        "extract(deduplicate=) with a fresh cache for each text, every line in <p>, and MAX_REPETITIONS=0: by default "
        "a paragraph goes only from its fourth occurrence on; those of up to 100 characters stay; extracting is most "
        "of its work",
        largest=2e6,
    ),
    Peer(
        "trafilatura", "2.3.1", "extraction", "trafilatura_extract.py",
        ("trafilatura==2.3.1", "lxml_html_clean==0.4.6", MSGSPEC),
        "extract with its defaults, page by page in one process; reading, importing and writing do not count",
        way="extract",
    ),
    Peer(
        "datatrove", "0.10.1", "inside", "datatrove_sentences.py", DATATROVE,
        "the three stages of SentenceDedup with its defaults, three sentences in a row; the number of the text is "
        "hashed with them, so that only repeats inside one text go; no text is dropped for being short; its English "
        "tokenizer for all languages",
        way="sentences", largest=5e5,
    ),
    Peer(
        "rensa", "0.5.0", "seen", "index_rensa.py", ("rensa==0.5.0", NUMPY, MSGSPEC),
        "R-MinHash and its LSH index; the sketches stay in memory, so that what the index proposes can be confirmed by "
        "the estimate, which its query does not do",
        way="index", largest=1e5,
    ),
    Peer(
        "datasketch", "2.0.0", "seen", "index_datasketch.py", ("datasketch==2.0.0", NUMPY, XXHASH, MSGSPEC),
        "MinHash.generator with xxhash, an insertion session a batch; the sketches stay in memory, so that what the "
        "index proposes can be confirmed by the estimate",
        way="index in memory", largest=1e5,
    ),
    Peer(
        "datasketch", "2.0.0", "seen", "index_datasketch_redis.py",
        ("datasketch==2.0.0", "redis==7.0.1", NUMPY, XXHASH, MSGSPEC),
        "the same, with the index in a Redis server that the adapter starts; the server's CPU seconds and memory count",
        way="index in Redis", largest=1e5,
    ),
)  # fmt: skip


def environment(peer: Peer, directory: Path = DEFAULT) -> Environment:
    """The peer's environment below a directory, made unless there is one for the same requirements."""
    if sys.version_info[:2] < peer.python:
        return Environment("", f"needs Python {'.'.join(map(str, peer.python))}")
    if not peer.requirements:
        return Environment(sys.executable)
    wanted = "\n".join((f"# Python {platform.python_version()}", *peer.requirements, ""))
    digest = hashlib.sha256(wanted.encode()).hexdigest()[:8]
    place = directory.absolute() / f"{peer.name.replace(' ', '-')}-{peer.version}-{digest}"
    python = place / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    made = place / "requirements.txt"  # written when all of it is there
    if not made.exists():
        reason = installed(place, python, peer.requirements)
        if reason:
            shutil.rmtree(place, ignore_errors=True)
            return Environment("", reason)
        made.write_text(wanted, "utf-8")
    return Environment(str(python))


def installed(place: Path, python: Path, requirements: tuple[str, ...]) -> str:
    """Makes an environment; why that failed, '' when it did not."""
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--retries", "2"]
    for command in ([sys.executable, "-m", "venv", "--clear", str(place)], [*pip, *requirements]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
            errors = [line for line in lines if line.startswith("ERROR")] or lines or ["no reason given"]
            return errors[-1][:200]
    return ""


def environments(
    does: str, directory: Path | None, only: Sequence[str] = ()
) -> tuple[list[tuple[Peer, str]], dict[str, str]]:
    """The peers that do something, each with its Python, and why the others are absent.

    Without a directory nothing is installed: those that need nothing are left.  `only`: what their labels begin with.
    """
    present: list[tuple[Peer, str]] = []
    absent: dict[str, str] = {}
    for peer in PEERS:
        if peer.does == does and (directory or not peer.requirements) and peer.label.startswith(tuple(only) or ""):
            found = environment(peer, directory or DEFAULT)
            if found.python:
                present.append((peer, found.python))
            else:
                absent[peer.label] = found.reason
    return present, absent
