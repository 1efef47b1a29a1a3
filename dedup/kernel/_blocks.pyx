# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""What a text shares with earlier ones: their equal lines, and places where more than a phrase is alike."""

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdlib cimport qsort
from libc.string cimport memset

from dedup.kernel._process cimport check, listen, secret_key
from dedup.kernel._repeats cimport Repeats
from dedup.kernel._sketch cimport Buffer
from dedup.kernel._words cimport Text, words_of
from dedup.kernel.kernel cimport *


cdef struct Pair:
    uint32_t source                    # the earlier document
    uint32_t place, kept_place         # where the two have a minimizer


cdef int by_source(const void *a, const void *b) noexcept nogil:
    cdef const Pair *x = <const Pair *>a
    cdef const Pair *y = <const Pair *>b
    if x.source != y.source:
        return -1 if x.source < y.source else 1
    if x.place != y.place:
        return -1 if x.place < y.place else 1
    return (x.kept_place > y.kept_place) - (x.kept_place < y.kept_place)


def pairs_by_source(numbers, places, documents, kept_places):
    """A list of (earlier document, [(place, place in it), ...]), by place, of the minimizers that one of them has.

    Args:
        numbers: uint32 [n], of the minimizers of a text.
        places: uint32 [n], where the text has them.
        documents: int32 [minimizers], the document in which each was first seen; negative: in none.
        kept_places: uint32 [minimizers], where that document has it.
    """
    cdef Buffer number = Buffer(numbers, sizeof(uint32_t), 0, False)
    cdef Buffer place = Buffer(places, sizeof(uint32_t), number.count, False)
    cdef Buffer document = Buffer(documents, sizeof(uint32_t), 0, False)
    cdef Buffer kept = Buffer(kept_places, sizeof(uint32_t), document.count, False)
    cdef Pair *pairs = <Pair *>PyMem_Malloc((number.count + 1) * sizeof(Pair))
    cdef size_t i, count = 0
    cdef uint32_t minimizer
    cdef int32_t source
    cdef list result = []
    if not pairs:
        raise MemoryError
    try:
        for i in range(number.count):
            minimizer = (<const uint32_t *>number.data)[i]
            if minimizer >= document.count:
                raise IndexError(minimizer)
            source = (<const int32_t *>document.data)[minimizer]
            if source >= 0:
                pairs[count] = Pair(<uint32_t>source, (<const uint32_t *>place.data)[i],
                                    (<const uint32_t *>kept.data)[minimizer])
                count += 1
        qsort(pairs, count, sizeof(Pair), by_source)
        for i in range(count):
            if i == 0 or pairs[i].source != pairs[i - 1].source:
                shared = []
                result.append((pairs[i].source, shared))
            shared.append((pairs[i].place, pairs[i].kept_place))
        return result
    finally:
        PyMem_Free(pairs)


cdef dedup_characters characters_of(str text):
    cdef dedup_characters made
    made.data, made.count, made.width = PyUnicode_DATA(text), <uint32_t>PyUnicode_GET_LENGTH(text), PyUnicode_KIND(text)
    return made


cdef enum:
    SEARCHED = 16          # characters compared for each of the two texts, at most; then the rest stays unsearched


def equal_lines(str kept, str text, list pairs, uint32_t letters):
    """([(start, stop, start in `kept`), ...], whether all were compared) of whole lines that are equal in both texts.

    Args:
        kept: The earlier text.
        text: The later one.
        pairs: (place in `text`, place in `kept`) of what they share, by place.
        letters: The fewest letters of such a run of lines.
    """
    cdef dedup_characters other = characters_of(kept), own = characters_of(text)
    cdef dedup_run_of_equals run, lines
    cdef uint32_t place, kept_place
    cdef uint64_t left = SEARCHED * (<uint64_t>own.count + other.count)
    cdef list result = []
    memset(&run, 0, sizeof(run))
    for place, kept_place in pairs:
        if place >= own.count or kept_place >= other.count:
            raise IndexError(f"no place {place} or {kept_place}")
        if run.start <= place < run.stop and place - run.start == kept_place - run.kept_start:
            continue
        run = dedup_equal_around(&other, kept_place, &own, place)
        if run.stop - run.start > left:
            return result, False
        left -= run.stop - run.start
        lines = dedup_whole_lines(&other, &own, run)
        if dedup_has_letters(&own, lines, letters):
            result.append((lines.start, lines.stop, lines.kept_start))
    return result, True


def alike_pairs(str kept, str text, list pairs, uint32_t letters, double identity):
    """Those of the pairs (place in `text`, place in `kept`) around which so many letters are alike, about."""
    cdef dedup_characters other = characters_of(kept), own = characters_of(text)
    cdef dedup_likeness wanted
    wanted.enough, wanted.per_hundred = letters, <uint32_t>(100 * (1 - identity) / identity)
    cdef uint32_t place, kept_place
    cdef list result = []
    for pair in pairs:
        place, kept_place = pair
        if place >= own.count or kept_place >= other.count:
            raise IndexError(f"no place {place} or {kept_place}")
        if dedup_is_alike_around(&other, kept_place, &own, place, wanted):
            result.append(pair)
    return result


def index_hashes(hashes, starts):
    """Fills uint32 [2 ** bits + 1], which `select_known` needs, for sorted and distinct uint64 hashes."""
    cdef Buffer hash = Buffer(hashes, sizeof(uint64_t), 0, False)
    cdef Buffer start = Buffer(starts, sizeof(uint32_t), 3, True)
    dedup_index_hashes(<const uint64_t *>hash.data, hash.count, bits_of(start.count), <uint32_t *>start.data)


def select_known(known, starts, hashes, places, counts):
    """(numbers in `known`, places) of the hashes that are in it, as bytes of uint32.

    Args:
        known: uint64, sorted and distinct.
        starts: Filled by `index_hashes`.
        hashes: uint64 [n], of texts, text after text.
        places: uint32 [n], returned for those that are known.
        counts: uint32, how many hashes each text has; receives how many of them are known.
    """
    cdef Buffer set_of = Buffer(known, sizeof(uint64_t), 0, False)
    cdef Buffer start = Buffer(starts, sizeof(uint32_t), 3, False)
    cdef Buffer hash = Buffer(hashes, sizeof(uint64_t), 0, False)
    cdef Buffer place = Buffer(places, sizeof(uint32_t), hash.count, False)
    cdef Buffer count = Buffer(counts, sizeof(uint32_t), 0, True)
    cdef dedup_hash_set look
    look.hash, look.start, look.count = <const uint64_t *>set_of.data, <const uint32_t *>start.data, set_of.count
    look.bits = bits_of(start.count)
    cdef uint32_t *numbers = <uint32_t *>PyMem_Malloc((hash.count + 1) * sizeof(uint32_t))
    cdef uint32_t *kept = <uint32_t *>PyMem_Malloc((hash.count + 1) * sizeof(uint32_t))
    cdef uint32_t *size = <uint32_t *>count.data
    cdef uint32_t number, before
    cdef size_t text, i, stop = 0, found = 0
    cdef bint inside = True
    try:
        if not (numbers and kept):
            raise MemoryError
        with nogil:
            for text in range(count.count):
                i, stop, before = stop, stop + size[text], <uint32_t>found
                inside = stop <= hash.count
                if not inside:
                    break
                while i < stop:
                    number = dedup_number_of(&look, (<const uint64_t *>hash.data)[i])
                    if number != DEDUP_NONE:
                        numbers[found] = number
                        kept[found] = (<const uint32_t *>place.data)[i]
                        found += 1
                    i += 1
                size[text] = <uint32_t>found - before
        if not inside:
            raise IndexError("the counts are of more hashes than there are")
        return (PyBytes_FromStringAndSize(<char *>numbers, found * sizeof(uint32_t)),
                PyBytes_FromStringAndSize(<char *>kept, found * sizeof(uint32_t)))
    finally:
        PyMem_Free(numbers)
        PyMem_Free(kept)


cdef unsigned bits_of(size_t starts) except 0:
    """The number of bits b of 2 ** b + 1 starts."""
    cdef unsigned bits = 1
    while (<size_t>1 << bits) + 1 < starts:
        bits += 1
    if (<size_t>1 << bits) + 1 != starts or bits > 31:
        raise ValueError(f"starts must be 2 ** bits + 1 numbers, not {starts}")
    return bits


cdef class Excerpt(Repeats):
    """Part of a text, to be asked what it is: its letters, its form, whether it parts a pair."""

    def __init__(self, text, uint32_t min_letters, uint32_t protect):
        if self.text is not None:
            raise TypeError("an excerpt is read once")
        self.rules.min_letters, self.rules.protect, self.rules.identity = min_letters, protect, 1
        self.text = Text(text)
        self.words = words_of(self.text, secret_key())
        listen(self.text.size)
        cdef bint done = dedup_find_atoms(self.text.data, self.text.size, 0, &self.words.found)
        check()
        if not done:
            raise MemoryError
        self.mark_code_points()
