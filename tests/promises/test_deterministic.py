"""Promise 6: same input and options, same result, whatever else differs."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given

import dedup
from dedup.kernel import _kernel
from tests.promises.planted import ARRANGEMENTS, CHANGES, Planted, plant, planted
from tests.promises.scripts import SCRIPTS

pytestmark = pytest.mark.slow


def all_documents() -> list[str]:
    cases = zip(SCRIPTS * 10, ARRANGEMENTS * 11)
    return [
        plant(seed, script, arrangement, CHANGES[seed % 9]).text for seed, (script, arrangement) in enumerate(cases)
    ]


def digest_of_all() -> str:
    results = [dedup.collapse(text).to_dict() for text in all_documents()]
    return hashlib.sha256(json.dumps(results).encode()).hexdigest()


@pytest.fixture
def restored_simd() -> Iterator[None]:
    level = _kernel.simd_level()
    yield
    _kernel.set_simd(level)


@pytest.fixture
def renewed_key() -> Iterator[None]:
    yield
    _kernel.set_key(os.urandom(16))


@given(planted())
def test_the_same_call_gives_the_same_result(document: Planted) -> None:
    assert dedup.collapse(document.text) == dedup.collapse(document.text)


@pytest.mark.usefixtures("restored_simd")
def test_every_instruction_set_gives_the_same_result() -> None:
    digests = set()
    for level in _kernel.simd_levels():
        _kernel.set_simd(level)
        digests.add(digest_of_all())
    assert len(digests) == 1


@pytest.mark.usefixtures("renewed_key")
def test_every_secret_key_gives_the_same_result() -> None:
    digests = set()
    for key in (None, bytes(16), bytes(range(16)), b"\xff" * 16):
        _kernel.set_key(key)
        digests.add(digest_of_all())
    assert len(digests) == 1


@pytest.mark.parametrize("key", ["0123456789abcdef", b"short", b"", bytearray(16)])
def test_a_key_that_is_none_is_refused(key: object) -> None:
    with pytest.raises(ValueError, match="a key has 16 bytes"):
        _kernel.set_key(key)


@pytest.mark.parametrize("seed", ["0", "1", "random"])
def test_another_process_with_another_hash_seed_gives_the_same_result(seed: str) -> None:
    program = "from tests.promises.test_deterministic import digest_of_all; print(digest_of_all())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout.strip() == digest_of_all(), done.stderr


def test_threads_do_not_disturb_one_another() -> None:
    # Texts this long are searched without the interpreter's lock.
    texts = all_documents()
    texts += ["\n\n".join(texts[at::5]) for at in range(5)]
    alone = [dedup.collapse(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(dedup.collapse, texts * 3)) == alone * 3
