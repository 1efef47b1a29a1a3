# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""What a text shares with earlier ones: their equal lines, and places where more than a phrase is alike."""

cimport cython
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport UINT32_MAX
from libc.stdlib cimport qsort
from libc.string cimport memset

from dedup.kernel._process cimport check, listen, secret_key
from dedup.kernel._repeats cimport Repeats
from dedup.kernel._sketch cimport Buffer
from dedup.kernel._words cimport Text, words_of
from dedup.kernel.kernel cimport *


cdef struct Pair:
    uint32_t place, kept_place         # where two texts have a minimizer


cdef struct Shared:
    uint32_t source                    # the earlier document
    Pair at


cdef int by_source(const void *a, const void *b) noexcept nogil:
    cdef const Shared *x = <const Shared *>a
    cdef const Shared *y = <const Shared *>b
    if x.source != y.source:
        return -1 if x.source < y.source else 1
    if x.at.place != y.at.place:
        return -1 if x.at.place < y.at.place else 1
    return (x.at.kept_place > y.at.kept_place) - (x.at.kept_place < y.at.kept_place)


@cython.final
cdef class Pairs:
    """Places of the minimizers that two texts share, in the order of the later one."""
    cdef Pair *pair
    cdef size_t count

    def __dealloc__(self):
        PyMem_Free(self.pair)

    def __len__(self):
        return self.count

    cdef object add(self, Pair pair):
        self.pair[self.count] = pair
        self.count += 1

    def to_list(self):
        """[(place, place in the earlier text), ...]"""
        return [(pair.place, pair.kept_place) for pair in self.pair[:self.count]]


cdef Pairs room_for(size_t count):
    cdef Pairs pairs = Pairs()
    pairs.pair = <Pair *>PyMem_Malloc((count + 1) * sizeof(Pair))
    if not pairs.pair:
        raise MemoryError
    return pairs


cdef Pairs pairs_of(Shared *shared, size_t count):
    cdef Pairs pairs = room_for(count)
    for one in shared[:count]:
        pairs.add(one.at)
    return pairs


def pairs_by_source(numbers, places, documents, kept_places):
    """A list of (earlier document, `Pairs`) of the minimizers that it was the first to have.

    Args:
        numbers: uint32 [n], of the minimizers of a text.
        places: uint32 [n], where the text has them.
        documents: uint32 [minimizers], the document in which each was first seen; UNSEEN: in none.
        kept_places: uint32 [minimizers], where that document has it.
    """
    cdef Buffer number = Buffer(numbers, sizeof(uint32_t), 0, False)
    cdef Buffer place = Buffer(places, sizeof(uint32_t), number.count, False)
    cdef Buffer document = Buffer(documents, sizeof(uint32_t), 0, False)
    cdef Buffer kept = Buffer(kept_places, sizeof(uint32_t), document.count, False)
    cdef Shared *shared = <Shared *>PyMem_Malloc((number.count + 1) * sizeof(Shared))
    cdef size_t i, count = 0, first = 0
    cdef uint32_t minimizer, source
    cdef list result = []
    if not shared:
        raise MemoryError
    try:
        for i in range(number.count):
            minimizer = (<const uint32_t *>number.data)[i]
            if minimizer >= document.count:
                raise IndexError(minimizer)
            source = (<const uint32_t *>document.data)[minimizer]
            if source != UINT32_MAX:
                shared[count].source = source
                shared[count].at.place = (<const uint32_t *>place.data)[i]
                shared[count].at.kept_place = (<const uint32_t *>kept.data)[minimizer]
                count += 1
        qsort(shared, count, sizeof(Shared), by_source)
        for i in range(1, count + 1):
            if i == count or shared[i].source != shared[first].source:
                result.append((shared[first].source, pairs_of(shared + first, i - first)))
                first = i
        return result
    finally:
        PyMem_Free(shared)


def record_first(document, numbers, places, documents, kept_places):
    """Records `document` and the places of those minimizers that no other document has yet; the first place of each.

    Arrays as in `pairs_by_source`. Returns how many there are.
    """
    cdef Buffer number = Buffer(numbers, sizeof(uint32_t), 0, False)
    cdef Buffer place = Buffer(places, sizeof(uint32_t), number.count, False)
    cdef Buffer first = Buffer(documents, sizeof(uint32_t), 0, True)
    cdef Buffer kept = Buffer(kept_places, sizeof(uint32_t), first.count, True)
    cdef uint32_t minimizer, own = document
    cdef size_t i, count = 0
    for i in range(number.count):
        minimizer = (<const uint32_t *>number.data)[i]
        if minimizer >= first.count:
            raise IndexError(minimizer)
        if (<const uint32_t *>first.data)[minimizer] == UINT32_MAX:
            (<uint32_t *>first.data)[minimizer] = own
            (<uint32_t *>kept.data)[minimizer] = (<const uint32_t *>place.data)[i]
            count += 1
    return count


cdef dedup_characters characters_of(str text):
    cdef dedup_characters made
    made.data, made.count, made.width = PyUnicode_DATA(text), <uint32_t>PyUnicode_GET_LENGTH(text), PyUnicode_KIND(text)
    return made


cdef enum:
    SEARCHED = 16          # characters compared for each of the two texts, at most; then the rest stays unsearched


cdef dedup_run_of_equals run_at(const dedup_characters *kept, const dedup_characters *text, Pair at) except *:
    if at.place >= text.count or at.kept_place >= kept.count:
        raise IndexError(f"no place {at.place} or {at.kept_place}")
    return dedup_equal_around(kept, at.kept_place, text, at.place)


cdef bint is_in(Pair at, dedup_run_of_equals run) noexcept:
    return run.start <= at.place < run.stop and at.place - run.start == at.kept_place - run.kept_start


def equal_lines(str kept, str text, Pairs pairs, uint32_t letters):
    """([(start, stop, start in `kept`), ...], whether all were compared) of whole lines that are equal in both texts.

    Args:
        kept: The earlier text.
        text: The later one.
        pairs: Where they share minimizers.
        letters: The fewest letters of such a run of lines.
    """
    cdef dedup_characters other = characters_of(kept), own = characters_of(text)
    cdef dedup_run_of_equals run, lines
    cdef uint64_t left = SEARCHED * (<uint64_t>own.count + other.count)
    cdef list result = []
    memset(&run, 0, sizeof(run))
    for at in pairs.pair[:pairs.count]:
        if is_in(at, run):
            continue
        run = run_at(&other, &own, at)
        if run.stop - run.start > left:
            return result, False
        left -= run.stop - run.start
        lines = dedup_whole_lines(&other, &own, run)
        if dedup_has_letters(&own, lines, letters):
            result.append((lines.start, lines.stop, lines.kept_start))
    return result, True


def alike_pairs(str kept, str text, Pairs pairs, uint32_t letters, double identity):
    """Those `pairs` around which so many letters are alike, about."""
    cdef dedup_characters other = characters_of(kept), own = characters_of(text)
    cdef dedup_run_of_equals run
    cdef dedup_likeness wanted
    wanted.enough, wanted.per_hundred = letters, <uint32_t>(100 * (1 - identity) / identity)
    cdef uint64_t left = SEARCHED * (<uint64_t>own.count + other.count)
    cdef Pairs result = room_for(pairs.count)
    cdef bint alike = False
    memset(&run, 0, sizeof(run))
    for at in pairs.pair[:pairs.count]:
        if not is_in(at, run):
            run = run_at(&other, &own, at)
            alike = dedup_has_letters(&own, run, letters) or dedup_is_alike_around(&other, &own, run, wanted)
            left -= min(left, run.stop - run.start)
        if alike or left == 0:
            result.add(at)
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
        cdef bint done = dedup_find_atoms(self.text.data, self.text.size, 0, &self.words.held.found)
        check()
        if not done:
            raise MemoryError
        self.mark_code_points()
