# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""Pairs of texts, without the interpreter lock: what their sets share, and how they differ."""

from libc.string cimport memset

from dedup.kernel._process cimport check, listen, secret_key
from dedup.kernel._sketch cimport Buffer
from dedup.kernel.kernel cimport *

from dedup.errors import TextTooLongError


# A set is indexed if it is also that of the pair so many further on.
cdef enum:
    FEW = 3


cdef inline bint are_inside(Buffer bounds, size_t values, uint32_t x, uint32_t y) noexcept nogil:
    """Whether both arrays that a pair names are there: array n is [bounds[n], bounds[n + 1]) of so many values."""
    cdef const uint64_t *start = <const uint64_t *>bounds.data
    return (x + <size_t>1 < bounds.count and y + <size_t>1 < bounds.count
            and start[x] <= start[x + 1] <= values and start[y] <= start[y + 1] <= values)


def count_shared(hashes, starts, a, b, shared):
    """Writes the sizes of the intersections of sets a[i] and b[i]; set n is hashes[starts[n]:starts[n + 1]]."""
    cdef Buffer held = Buffer(hashes, sizeof(uint64_t), 0, False)
    cdef Buffer bounds = Buffer(starts, sizeof(uint64_t), 1, False)
    cdef Buffer first = Buffer(a, sizeof(uint32_t), 0, False), second = Buffer(b, sizeof(uint32_t), first.count, False)
    cdef Buffer result = Buffer(shared, sizeof(uint32_t), first.count, True)
    cdef const uint64_t *hash = <const uint64_t *>held.data
    cdef const uint64_t *start = <const uint64_t *>bounds.data
    cdef uint32_t x, y
    cdef size_t i, done = 0, size, pairs = first.count
    cdef bint inside = True, is_indexed = False
    cdef dedup_set_index index  # of the first set, while the pairs that follow have it too
    listen(held.count)
    with nogil:
        for i in range(pairs):
            x, y = (<const uint32_t *>first.data)[i], (<const uint32_t *>second.data)[i]
            inside = are_inside(bounds, held.count, x, y)
            if not inside:
                break
            size = (start[x + 1] - start[x]) + (start[y + 1] - start[y])
            done += size
            if dedup_pauses(done - size, done):
                break
            if i == 0 or x != (<const uint32_t *>first.data)[i - 1]:
                is_indexed = (i + FEW < pairs and x == (<const uint32_t *>first.data)[i + FEW]
                              and start[x + 1] - start[x] <= DEDUP_INDEXED)
                if is_indexed:
                    dedup_index_set(hash + start[x], start[x + 1] - start[x], &index)
            if is_indexed:
                (<uint32_t *>result.data)[i] = <uint32_t>dedup_count_indexed(
                    &index, hash + start[y], start[y + 1] - start[y])
            else:
                (<uint32_t *>result.data)[i] = <uint32_t>dedup_count_shared(
                    hash + start[x], start[x + 1] - start[x], hash + start[y], start[y + 1] - start[y])
    check()
    if not inside:
        raise IndexError(f"pair {i} names a set that there is not")


cdef enum:
    FIELDS = 5                             # of a difference

# The bits of the last field.
OTHER_NUMBERS, OTHER_NAMES, DENIED, FILLED = 1, 2, 4, 8


def tell_apart(texts, starts, kept, others, differences):
    """Measures how texts others[i] differ from the similar texts kept[i].

    Args:
        texts: uint8, the texts as UTF-8; text n is texts[starts[n]:starts[n + 1]].
        starts: uint64 [texts + 1].
        kept: uint32 [pairs].
        others: uint32 [pairs].
        differences: uint32 [pairs, 5], receives letters, equal, own and more as in difference.h, and a bit for each of
            OTHER_NUMBERS, OTHER_NAMES, DENIED and FILLED that holds.
    """
    cdef Buffer held = Buffer(texts, 1, 0, False)
    cdef Buffer bounds = Buffer(starts, sizeof(uint64_t), 1, False)
    cdef Buffer first = Buffer(kept, sizeof(uint32_t), 0, False)
    cdef Buffer second = Buffer(others, sizeof(uint32_t), first.count, False)
    cdef Buffer result = Buffer(differences, sizeof(uint32_t), first.count * FIELDS, True)
    cdef const uint8_t *text = <const uint8_t *>held.data
    cdef const uint64_t *start = <const uint64_t *>bounds.data
    cdef uint32_t *out = <uint32_t *>result.data
    cdef dedup_key key = secret_key()
    cdef dedup_difference d
    cdef dedup_kept_text read
    cdef uint32_t x, y, last = 0
    cdef size_t i, pairs = first.count
    cdef bint inside = True, fits = True, done = True
    memset(&read, 0, sizeof(read))
    listen(held.count)
    with nogil:
        for i in range(pairs):
            x, y = (<const uint32_t *>first.data)[i], (<const uint32_t *>second.data)[i]
            inside = are_inside(bounds, held.count, x, y)
            if not inside:
                break
            fits = (start[x + 1] - start[x]) + (start[y + 1] - start[y]) + 2 <= DEDUP_MAX_TEXT
            if not fits:
                break
            if i == 0 or x != last:
                done = dedup_read_kept(&read, text + start[x], start[x + 1] - start[x], key)
                last = x
            done = done and dedup_tell_apart(&read, text + start[y], start[y + 1] - start[y], &d)
            if not done:
                break
            out[0], out[1], out[2], out[3] = d.letters, d.equal, d.own, d.more
            out[4] = d.numbers | d.names << 1 | d.denied << 2 | d.filled << 3
            out += FIELDS
        dedup_free_kept_text(&read)
    check()
    if not inside:
        raise IndexError(f"pair {i} names a text that there is not")
    if not fits:
        raise TextTooLongError(f"two texts may have at most {DEDUP_MAX_TEXT} bytes together as UTF-8")
    if not done:
        raise MemoryError
