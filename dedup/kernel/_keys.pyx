# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""Band keys, without the interpreter lock: which are shared, and which texts they join."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free

from dedup.kernel._process cimport check, listen
from dedup.kernel._sketch cimport Buffer
from dedup.kernel._words cimport checked
from dedup.kernel.kernel cimport *


def join(parents, a, b):
    """Joins the components of texts a[i] and b[i], in a forest of parents, uint32, that begins as 0, 1, 2, ..."""
    cdef Buffer forest = Buffer(parents, sizeof(uint32_t), 0, True)
    cdef Buffer first = Buffer(a, sizeof(uint32_t), 0, False), second = Buffer(b, sizeof(uint32_t), first.count, False)
    cdef bint inside
    listen(first.count)
    with nogil:
        inside = dedup_join(<uint32_t *>forest.data, forest.count, <const uint32_t *>first.data,
                            <const uint32_t *>second.data, first.count)
    check()
    if not inside:
        raise IndexError("a pair names a text that there is not")


def name_components(parents):
    """Replaces each parent by the first text of the component."""
    cdef Buffer forest = Buffer(parents, sizeof(uint32_t), 0, True)
    cdef bint sound
    with nogil:
        sound = dedup_name_components(<uint32_t *>forest.data, forest.count)
    if not sound:
        raise IndexError("a parent comes after its child")


def mark_shared(keys, bits, marks):
    """Marks the keys, uint64, whose first `bits` another key has, too; `marks`: bool for each."""
    cdef Buffer key = Buffer(keys, sizeof(uint64_t), 0, False), shared = Buffer(marks, 1, key.count, True)
    cdef unsigned first = checked("bits", bits, DEDUP_MOST_KEY_BITS, "bits")
    cdef size_t size = (<size_t>1 << first) // 4
    cdef uint8_t *table
    if first < 2:
        raise ValueError("keys are told apart by 2 bits or more")
    table = <uint8_t *>PyMem_Calloc(size, 1)
    if table == NULL:
        raise MemoryError
    listen(key.count)
    with nogil:
        dedup_mark_shared(<const uint64_t *>key.data, key.count, first, table, <uint8_t *>shared.data)
    PyMem_Free(table)
    check()


def divide_keys(keys, numbers, bits, starts, divided, divided_numbers):
    """Divides keys, uint64 [bands, n], by their first `bits`, with the numbers, uint32 [n], of their texts.

    `starts`, uint64, receives where each part begins, and where the last one ends; the other two the keys, and the number
    for each, part after part.
    """
    cdef Buffer number = Buffer(numbers, sizeof(uint32_t), 0, False), key = Buffer(keys, sizeof(uint64_t), 0, False)
    cdef unsigned first = checked("bits", bits, DEDUP_MOST_KEY_BITS, "bits")
    cdef Buffer start = Buffer(starts, sizeof(uint64_t), (<size_t>1 << first) + 1, True)
    cdef Buffer key_of = Buffer(divided, sizeof(uint64_t), key.count, True)
    cdef Buffer number_of = Buffer(divided_numbers, sizeof(uint32_t), key.count, True)
    cdef size_t bands = key.count // number.count if number.count else 0
    if bands * number.count != key.count:
        raise ValueError(f"{key.count} keys are not as many for each of {number.count} texts")
    listen(key.count)
    with nogil:
        dedup_divide_keys(<const uint64_t *>key.data, bands, <const uint32_t *>number.data, number.count, first,
                          <uint64_t *>start.data, <uint64_t *>key_of.data, <uint32_t *>number_of.data)
    check()
