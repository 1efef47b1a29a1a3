# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""The compiled kernel as one module.

The source is several modules. They must share one C kernel, so they are linked into one shared object. Python looks for
only one module per file, so this one loads the others, as PEP 489 shows under "Multiple modules in one library".
"""


cdef int load(str name) except -1:
    """Loads another module from this shared object."""
    import sys

    spec = type(__spec__)(name, type(__loader__)(name, __file__), origin=__file__)
    sys.modules[name] = module = spec.loader.create_module(spec)
    module.__spec__ = spec
    spec.loader.exec_module(module)
    return 0


load("dedup.kernel._process")
load("dedup.kernel._values")
load("dedup.kernel._words")
load("dedup.kernel._repeats")
load("dedup.kernel._many_texts")
load("dedup.kernel._two_texts")
load("dedup.kernel._sketch")
load("dedup.kernel._keys")
load("dedup.kernel._text_pairs")
load("dedup.kernel._blocks")

from dedup.kernel._blocks import (
    Excerpt,
    Pairs,
    alike_pairs,
    equal_lines,
    index_hashes,
    pairs_by_source,
    record_first,
    select_known,
)
from dedup.kernel._keys import divide_keys, join, mark_shared, name_components
from dedup.kernel._many_texts import search_text, search_texts
from dedup.kernel._process import Halt, Holding, interrupt_at, kept_bytes, set_key, set_simd, simd_level, simd_levels
from dedup.kernel._repeats import EARLIER, EITHER, LATER, LESS_FULL, REASONS, RULES, Repeats, Wanted, work
from dedup.kernel._repeats import KEEP_FIRST, KEEP_FULLEST, KEEP_LAST
from dedup.kernel._sketch import digest_words, seeds, shingle_sets, sign_hashes, sketch_texts
from dedup.kernel._text_pairs import DENIED, FILLED, OTHER_NAMES, OTHER_NUMBERS
from dedup.kernel._text_pairs import count_shared, tell_apart
from dedup.kernel._two_texts import Ties, TwoTexts, align_letters, compare_texts, link_words, repeats_between
from dedup.kernel._values import make
from dedup.kernel._words import (
    FOLD_FINGERPRINT,
    NEGATION,
    NUMERAL,
    UNICODE_VERSION,
    have_same_words,
    known_words,
    letters_of,
    shingles,
    time_words,
    utf8,
    word_letters,
    words,
)
