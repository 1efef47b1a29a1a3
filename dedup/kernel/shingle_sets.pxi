"""Sets of shingles and seeds of many texts, a part of _kernel.pyx: without the interpreter's lock, batch by batch."""

cdef extern from "sketch/shingle_sets.h" nogil:
    size_t dedup_make_set(uint64_t *hash, size_t count, uint64_t *scratch)
    size_t dedup_count_shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)

cdef extern from "sketch/seeds.h" nogil:
    enum:
        DEDUP_MAX_WINDOW
    size_t dedup_find_seeds(const uint64_t *shingle, size_t count, unsigned window, uint32_t *position)


def shingle_sets(list texts, width, counts, key=None):
    """The distinct shingles of each text, sorted, one set after another: bytes of uint64; `counts` gets their sizes.

    A text with words, but too few for a shingle, has one: that of all its words.
    key: 16 secret bytes, of a run whose sets are compared; None for the public key.
    """
    cdef unsigned words = checked_width(width)
    cdef Texts batch = Texts(texts)
    cdef Buffer sizes = Buffer(counts, sizeof(uint32_t), batch.count, True)
    cdef Words scratch = Words(batch.most_words)
    scratch.found.key = key_of(key)
    cdef uint64_t *room = <uint64_t *>PyMem_Malloc((batch.most_words + 1) * sizeof(uint64_t))
    cdef uint64_t *sets = <uint64_t *>PyMem_Malloc((batch.words + 1) * sizeof(uint64_t))
    cdef size_t i, count, total = 0
    try:
        if not (room and sets):
            raise MemoryError
        with nogil:
            for i in range(batch.count):
                count = batch.shingles_of(i, words, scratch)
                count = dedup_make_set(scratch.shingle, count, room)
                memcpy(sets + total, scratch.shingle, count * sizeof(uint64_t))
                (<uint32_t *>sizes.data)[i] = <uint32_t>count
                total += count
                if dedup_stopped():
                    break
        check()
        return PyBytes_FromStringAndSize(<char *>sets, total * sizeof(uint64_t))
    finally:
        PyMem_Free(room)
        PyMem_Free(sets)


def count_shared(hashes, starts, a, b, shared):
    """Into `shared` the size of the intersection of sets a[i] and b[i]; set n is hashes[starts[n]:starts[n + 1]]."""
    cdef Buffer held = Buffer(hashes, sizeof(uint64_t), 0, False)
    cdef Buffer bounds = Buffer(starts, sizeof(uint64_t), 1, False)
    cdef Buffer first = Buffer(a, sizeof(uint32_t), 0, False), second = Buffer(b, sizeof(uint32_t), first.count, False)
    cdef Buffer result = Buffer(shared, sizeof(uint32_t), first.count, True)
    cdef const uint64_t *hash = <const uint64_t *>held.data
    cdef const uint64_t *start = <const uint64_t *>bounds.data
    cdef uint32_t x, y
    cdef size_t i, done = 0, size, pairs = first.count
    cdef bint inside = True
    listen(held.count)
    with nogil:
        for i in range(pairs):
            x, y = (<const uint32_t *>first.data)[i], (<const uint32_t *>second.data)[i]
            inside = inside and x + <size_t>1 < bounds.count and y + <size_t>1 < bounds.count
            inside = inside and start[x] <= start[x + 1] <= held.count and start[y] <= start[y + 1] <= held.count
            if not inside:
                break
            size = (start[x + 1] - start[x]) + (start[y + 1] - start[y])
            done += size
            if dedup_pauses(done - size, done):
                break
            (<uint32_t *>result.data)[i] = <uint32_t>dedup_count_shared(
                hash + start[x], start[x + 1] - start[x], hash + start[y], start[y + 1] - start[y])
    check()
    if not inside:
        raise IndexError(f"pair {i} names a set that there is not")


def seeds(list texts, width, window, counts):
    """(hashes, places) of the seeds of each text, as bytes of uint64 and of uint32; `counts` gets how many each has.

    A place is the code point at which the first word of the seed begins.
    """
    cdef unsigned words = checked_width(width)
    cdef unsigned checked_window = checked("window", window, DEDUP_MAX_WINDOW, "shingles")
    cdef Texts batch = Texts(texts)
    cdef Buffer sizes = Buffer(counts, sizeof(uint32_t), batch.count, True)
    cdef Words scratch = Words(batch.most_words)
    cdef size_t i, k, count, total = 0
    cdef size_t most = batch.words + 1
    cdef uint32_t *position = <uint32_t *>PyMem_Malloc((batch.most_words + 1) * sizeof(uint32_t))
    cdef uint32_t *marks = <uint32_t *>PyMem_Malloc((batch.longest // DEDUP_STRIDE + 1) * sizeof(uint32_t))
    cdef uint64_t *hash = <uint64_t *>PyMem_Malloc(most * sizeof(uint64_t))
    cdef uint32_t *place = <uint32_t *>PyMem_Malloc(most * sizeof(uint32_t))
    try:
        if not (position and marks and hash and place):
            raise MemoryError
        with nogil:
            for i in range(batch.count):
                count = batch.shingles_of(i, words, scratch)
                count = dedup_find_seeds(scratch.shingle, count, checked_window, position)
                if count:
                    dedup_mark_code_points(batch.utf8, batch.utf8_size, marks)
                for k in range(count):
                    hash[total + k] = scratch.shingle[position[k]]
                    place[total + k] = dedup_code_point_at(batch.utf8, marks, scratch.found.start[position[k]])
                (<uint32_t *>sizes.data)[i] = <uint32_t>count
                total += count
                if dedup_stopped():
                    break
        check()
        return (PyBytes_FromStringAndSize(<char *>hash, total * sizeof(uint64_t)),
                PyBytes_FromStringAndSize(<char *>place, total * sizeof(uint32_t)))
    finally:
        PyMem_Free(position)
        PyMem_Free(marks)
        PyMem_Free(hash)
        PyMem_Free(place)
