# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""The one bridge between Python and the C kernel: checks arguments, holds memory, releases nothing it does not own."""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.long cimport PyLong_AsLongAndOverflow
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memchr, memcpy, memset

import os
import time

from dedup.errors import TextTooLongError

cdef extern from "Python.h":
    bint PyUnicode_IS_ASCII(object text)

cdef extern from "cpu.h" nogil:
    ctypedef enum dedup_simd:
        DEDUP_SIMD_LEVELS
    bint dedup_simd_runs(dedup_simd level)
    dedup_simd dedup_simd_level()
    void dedup_set_simd_level(dedup_simd level)

cdef extern from "text/encode.h" nogil:
    size_t dedup_utf8_size(const void *characters, size_t count, unsigned width)
    size_t dedup_to_utf8(const void *characters, size_t count, unsigned width, uint8_t *utf8)

cdef extern from "hash.h" nogil:
    ctypedef struct dedup_key:
        uint64_t a, b
    dedup_key DEDUP_PUBLIC_KEY
    dedup_key dedup_secret_key(uint64_t a, uint64_t b)

cdef extern from "text/words.h" nogil:
    ctypedef struct dedup_words:
        uint64_t *hash
        uint32_t *start
        uint32_t *stop
        uint32_t *letters
        uint8_t *flags
        size_t capacity
        size_t count
        dedup_key key
        void *atoms
        size_t atom_count
    size_t DEDUP_MAX_TEXT
    enum:
        DEDUP_NO_ROOM
    size_t dedup_words_capacity(size_t size)
    size_t dedup_words_room(const uint8_t *text, size_t size)
    Py_ssize_t dedup_find_words(const uint8_t *text, size_t size, dedup_words *words)
    size_t dedup_word_letters(const uint8_t *text, uint32_t start, uint32_t stop, uint32_t *letters, size_t capacity)

cdef extern from "text/atoms.h" nogil:
    void dedup_free_atoms(dedup_words *words)

cdef extern from "text/fold_table.h":
    const char dedup_unicode_version[]
    const uint32_t dedup_fold_fingerprint

cdef extern from "scratch.h" nogil:
    ctypedef enum dedup_purpose:
        DEDUP_FOR_WORDS
    ctypedef struct dedup_part:
        void *address
        size_t bytes
    ctypedef struct dedup_scratch:
        pass
    dedup_scratch *dedup_take(dedup_purpose purpose, const dedup_part *parts, size_t count)
    void dedup_give(dedup_purpose purpose, dedup_scratch *scratch)

cdef extern from "text/shingles.h" nogil:
    enum:
        DEDUP_MAX_WIDTH
    Py_ssize_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length,
                                   size_t capacity)
    uint64_t dedup_shingle_of_all(const dedup_words *words)

# The Unicode that words are read by; and a number that changes with what any character is compared by, for whatever
# stores hashes of words.
UNICODE_VERSION = dedup_unicode_version.decode("ascii")
FOLD_FINGERPRINT = dedup_fold_fingerprint


include "interrupt.pxi"


# -- instructions ------------------------------------------------------------------------------------------------------

cdef tuple SIMD_NAMES = ("baseline", "avx2", "avx512")


def simd_levels():
    """Names of the levels that run on this machine, slowest first."""
    return [name for level, name in enumerate(SIMD_NAMES) if dedup_simd_runs(<dedup_simd><int>level)]


def simd_level():
    """Name of the level in use."""
    return SIMD_NAMES[<int>dedup_simd_level()]


def set_simd(level):
    """Chooses the level by name, for tests: all levels give the same results. Not while another thread is at work."""
    if level not in SIMD_NAMES:
        raise ValueError(f"the SIMD level must be one of {', '.join(SIMD_NAMES)}, not {level!r}")
    if level not in simd_levels():
        raise ValueError(f"the SIMD level {level!r} does not run on this machine; {', '.join(simd_levels())} does")
    dedup_set_simd_level(<dedup_simd><int>SIMD_NAMES.index(level))


set_simd(os.environ.get("DEDUP_SIMD") or simd_levels()[-1])


# -- keys --------------------------------------------------------------------------------------------------------------

cdef dedup_key secret              # of what is compared within one call: nobody can write text that misuses it


cdef dedup_key key_of(key) except *:
    """A secret key of 16 bytes, or the public one for None."""
    if key is None:
        return DEDUP_PUBLIC_KEY
    if not isinstance(key, bytes) or len(key) != 16:
        raise ValueError("a key has 16 bytes")
    return dedup_secret_key(int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little"))


def set_key(key):
    """Sets this process's secret key, None for the public one, for tests: every key gives the same results."""
    global secret
    secret = key_of(key)


set_key(os.urandom(16))


# -- memory ------------------------------------------------------------------------------------------------------------

@cython.internal
cdef class Text:
    """The UTF-8 of a str: in place when it is ASCII, else a copy held here."""
    cdef object held
    cdef const uint8_t *data
    cdef size_t size
    cdef bint ascii

    def __cinit__(self, text):
        if not isinstance(text, str):
            raise TypeError(f"text must be a str, not {type(text).__name__}")
        self.ascii = PyUnicode_IS_ASCII(text)
        if self.ascii:
            self.held = text
            self.data = <const uint8_t *>PyUnicode_DATA(text)
            self.size = PyUnicode_GET_LENGTH(text)
        else:
            self.held = utf8(text)
            self.data = <const uint8_t *>PyBytes_AS_STRING(self.held)
            self.size = PyBytes_GET_SIZE(self.held)
        if self.size > DEDUP_MAX_TEXT:
            raise TextTooLongError(f"a text may have at most {DEDUP_MAX_TEXT} bytes as UTF-8, not {self.size}")


def utf8(text):
    """The bytes of a text as UTF-8, in which lone surrogates may stand."""
    if not isinstance(text, str):
        raise TypeError(f"text must be a str, not {type(text).__name__}")
    cdef const void *data = PyUnicode_DATA(text)
    cdef size_t count = PyUnicode_GET_LENGTH(text)
    cdef unsigned width = PyUnicode_KIND(text)
    cdef bytes made = PyBytes_FromStringAndSize(NULL, dedup_utf8_size(data, count, width))
    listen(count)
    dedup_to_utf8(data, count, width, <uint8_t *>PyBytes_AS_STRING(made))
    check()
    return made


@cython.internal
cdef class Words:
    """Arrays for the words and shingles of one text at a time, freed with the object."""
    cdef dedup_words found
    cdef uint64_t *shingle
    cdef uint8_t *length
    cdef dedup_scratch *memory

    def __cinit__(self, size_t room):
        cdef dedup_part[7] parts = [
            dedup_part(&self.found.hash, room * sizeof(uint64_t)),
            dedup_part(&self.found.start, room * sizeof(uint32_t)),
            dedup_part(&self.found.stop, room * sizeof(uint32_t)),
            dedup_part(&self.found.letters, (room + 1) * sizeof(uint32_t)),
            dedup_part(&self.found.flags, room),
            dedup_part(&self.shingle, room * sizeof(uint64_t)),
            dedup_part(&self.length, room),
        ]
        self.memory = dedup_take(DEDUP_FOR_WORDS, parts, 7)
        if not self.memory:
            raise MemoryError
        self.found.capacity = room
        self.found.key = DEDUP_PUBLIC_KEY
        self.found.atoms, self.found.atom_count = NULL, 0

    def __dealloc__(self):
        dedup_free_atoms(&self.found)
        dedup_give(DEDUP_FOR_WORDS, self.memory)


cdef Words words_of(Text text, dedup_key key):
    cdef Words words = Words(dedup_words_room(text.data, text.size))
    words.found.key = key
    listen(text.size)
    if dedup_find_words(text.data, text.size, &words.found) == DEDUP_NO_ROOM:
        words = Words(dedup_words_capacity(text.size))
        words.found.key = key
        dedup_find_words(text.data, text.size, &words.found)
    check()
    return words


cdef unsigned checked(str name, value, unsigned most, str unit) except 0:
    """A number from 1 to `most`.  It is compared as a number of C: a class of its own may say what it likes."""
    if not isinstance(value, int):
        raise TypeError(f"{name} must be an int, not {type(value).__name__}")
    cdef int overflow = 0
    cdef long number = PyLong_AsLongAndOverflow(value, &overflow)
    if overflow or not 1 <= number <= <long>most:
        raise ValueError(f"{name} must be from 1 to {most} {unit}, not {value}")
    return <unsigned>number


cdef unsigned checked_width(width) except 0:
    return checked("width", width, DEDUP_MAX_WIDTH, "words")


# -- words and shingles ------------------------------------------------------------------------------------------------

def words(text):
    """(start, stop, hash, letters, flags) of each word; offsets are code points, flags as in words.h."""
    cdef Text source = Text(text)
    cdef Words found = words_of(source, DEDUP_PUBLIC_KEY)
    cdef dedup_words *w = &found.found
    cdef bytearray scratch = bytearray(sizeof(uint32_t) * (source.size // DEDUP_STRIDE + 1))
    cdef uint32_t *marks = NULL
    cdef list result = []
    cdef size_t i
    if not source.ascii:
        marks = <uint32_t *><char *>scratch
        dedup_mark_code_points(source.data, source.size, marks)
    for i in range(w.count):
        result.append((dedup_code_point_at(source.data, marks, w.start[i]),
                       dedup_code_point_at(source.data, marks, w.stop[i]),
                       w.hash[i], w.letters[i + 1] - w.letters[i], w.flags[i]))
        if dedup_pauses(i, i + 1):
            break
    check()
    return result


def word_letters(text):
    """The folded letters of each word."""
    cdef Text source = Text(text)
    cdef Words found = words_of(source, DEDUP_PUBLIC_KEY)
    cdef dedup_words *w = &found.found
    cdef bytearray letters
    cdef size_t i, count
    cdef list result = []
    for i in range(w.count):
        count = dedup_word_letters(source.data, w.start[i], w.stop[i], NULL, 0)
        letters = bytearray(count * sizeof(uint32_t))
        dedup_word_letters(source.data, w.start[i], w.stop[i], <uint32_t *><char *>letters, count)
        result.append(letters.decode("utf-32"))
    return result


def shingles(text, width=3):
    """(hash, length) of each shingle; `width` in words, length in words or signs."""
    cdef unsigned checked = checked_width(width)
    cdef Text source = Text(text)
    cdef Words found = words_of(source, DEDUP_PUBLIC_KEY)
    cdef Py_ssize_t i, count = dedup_find_shingles(&found.found, checked, found.shingle, found.length,
                                                   found.found.capacity)
    check()
    return [(found.shingle[i], found.length[i]) for i in range(count)]


# -- for benchmarks ----------------------------------------------------------------------------------------------------

def time_words(list texts, size_t repeats, unsigned width=0):
    """CPU seconds the kernel alone takes for the words of all texts (bytes), and with a width for their shingles."""
    cdef Words found = Words(dedup_words_capacity(max(map(len, texts), default=0)))
    cdef bytes text
    cdef double began = time.thread_time()
    for _ in range(repeats):
        for text in texts:
            dedup_find_words(<const uint8_t *>PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text), &found.found)
            if width:
                dedup_find_shingles(&found.found, width, found.shingle, found.length, found.found.capacity)
    return time.thread_time() - began


def time_shingles(list texts, size_t repeats, unsigned width=3):
    """As `time_words`, the shingles included."""
    return time_words(texts, repeats, width)

include "one_text.pxi"
include "two_texts.pxi"
include "many_texts.pxi"
include "shingle_sets.pxi"
