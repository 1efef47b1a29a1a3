# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""One text as UTF-8, its words and its shingles."""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.long cimport PyLong_AsLongAndOverflow
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.string cimport memcmp

from dedup.kernel._process cimport SHARED, check, listen, secret_key
from dedup.kernel.kernel cimport *

import time

from dedup.errors import TextTooLongError

# The version of Unicode, and a fingerprint of the fold table: whoever stores hashes of words must store it with them.
UNICODE_VERSION = dedup_unicode_version.decode("ascii")
FOLD_FINGERPRINT = dedup_fold_fingerprint


# -- memory ------------------------------------------------------------------------------------------------------------

@cython.no_gc
@cython.freelist(8)
cdef class Text:
    """The UTF-8 of a str: in place if it is ASCII, otherwise a copy."""

    def __cinit__(self, text):
        if not isinstance(text, str):
            raise TypeError(f"text must be a str, not {type(text).__name__}")
        self.source = text
        self.ascii = PyUnicode_IS_ASCII(text)
        if self.ascii:
            self.data = <const uint8_t *>PyUnicode_DATA(text)
            self.size = PyUnicode_GET_LENGTH(text)
        else:
            self.held = utf8(text)
            self.data = <const uint8_t *>PyBytes_AS_STRING(self.held)
            self.size = PyBytes_GET_SIZE(self.held)
        if self.size > DEDUP_MAX_TEXT:
            raise TextTooLongError(f"a text may have at most {DEDUP_MAX_TEXT} bytes as UTF-8, not {self.size}")


def utf8(text):
    """A text as UTF-8, which may contain lone surrogates."""
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


@cython.no_gc
@cython.freelist(8)
cdef class Words:
    """Arrays for the words and shingles of one text, freed with the object."""

    def __cinit__(self, Py_ssize_t room=-1):
        """With room for so many words, or none yet."""
        if room >= 0 and not take_words(&self.held, <size_t>room, DEDUP_PUBLIC_KEY):
            raise MemoryError

    def __dealloc__(self):
        give_words(&self.held)


cdef bint take_words(dedup_held *held, size_t room, dedup_key key) noexcept nogil:
    """Gets room for so many words. Returns False if out of memory."""
    cdef dedup_words *found = &held.found
    cdef dedup_part[7] parts = [
        dedup_part(&found.hash, room * sizeof(uint64_t)),
        dedup_part(&found.start, room * sizeof(uint32_t)),
        dedup_part(&found.stop, room * sizeof(uint32_t)),
        dedup_part(&found.letters, (room + 1) * sizeof(uint32_t)),
        dedup_part(&found.flags, room),
        dedup_part(&held.shingle, room * sizeof(uint64_t)),
        dedup_part(&held.length, room),
    ]
    found.capacity, found.count = room, 0
    found.key = key
    found.atoms, found.atom_count = NULL, 0
    return dedup_take(DEDUP_FOR_WORDS, parts, 7, &held.memory)


cdef void give_words(dedup_held *held) noexcept nogil:
    """Gives the room for words back, if there is any."""
    if held.memory:
        dedup_free_atoms(&held.found)
    dedup_give(DEDUP_FOR_WORDS, held.memory)
    held.memory = NULL


cdef bint find_words(const uint8_t *text, size_t size, dedup_key key, dedup_held *held) noexcept nogil:
    """Finds the words of a text, with room of their own. Returns False if out of memory."""
    if not take_words(held, dedup_words_room(text, size), key):
        return False
    if dedup_find_words(text, size, &held.found):
        return True
    give_words(held)
    if not take_words(held, dedup_words_capacity(size), key):
        return False
    dedup_find_words(text, size, &held.found)
    return True


cdef Words words_of(Text text, dedup_key key):
    cdef Words words = Words()
    cdef bint found
    listen(text.size)
    if text.size < SHARED:
        found = find_words(text.data, text.size, key, &words.held)
    else:
        with nogil:
            found = find_words(text.data, text.size, key, &words.held)
    check()
    if not found:
        raise MemoryError
    return words


cdef unsigned checked(str name, value, unsigned most, str unit) except 0:
    """A number from 1 to `most`, compared as a C integer: a subclass of int may override comparisons."""
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
    cdef dedup_words *w = &found.held.found
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


def letters_of(text):
    """The length of a text in letters."""
    cdef Words found = words_of(Text(text), DEDUP_PUBLIC_KEY)
    return found.held.found.letters[found.held.found.count]


cdef list letters_in(Text source, Words found):
    """The folded letters of each word."""
    cdef dedup_words *w = &found.held.found
    cdef bytearray letters
    cdef size_t i, count
    cdef list result = []
    for i in range(w.count):
        count = dedup_word_letters(source.data, w.start[i], w.stop[i], NULL, 0)
        letters = bytearray(count * sizeof(uint32_t))
        dedup_word_letters(source.data, w.start[i], w.stop[i], <uint32_t *><char *>letters, count)
        result.append(letters.decode("utf-32"))
    return result


def word_letters(text):
    """The folded letters of each word."""
    cdef Text source = Text(text)
    return letters_in(source, words_of(source, DEDUP_PUBLIC_KEY))


def have_same_words(a, b):
    """Whether two texts consist of the same words, in their folded letters."""
    cdef Text first = Text(a), second = Text(b)
    cdef Words own = words_of(first, secret_key()), other = words_of(second, secret_key())
    cdef size_t count = own.held.found.count
    if count != other.held.found.count or memcmp(own.held.found.hash, other.held.found.hash, count * sizeof(uint64_t)):
        return False
    return letters_in(first, own) == letters_in(second, other)      # not by their hashes alone


NEGATION, NUMERAL = 1, 2


def known_words(text):
    """For each word, NEGATION if it is `not`, `without` or the like, NUMERAL if it is `two` to `twelve`, else 0.

    `one` is an article, too, in many languages.
    """
    cdef Text source = Text(text)
    cdef Words found = words_of(source, DEDUP_PUBLIC_KEY)
    cdef dedup_words *w = &found.held.found
    cdef list result = []
    cdef size_t i
    for i in range(w.count):
        if dedup_is_negation(source.data, w.start[i], w.stop[i]):
            result.append(NEGATION)
        else:
            result.append(NUMERAL if dedup_numeral_of(source.data, w.start[i], w.stop[i]) > 1 else 0)
        if dedup_pauses(i, i + 1):
            break
    check()
    return result


def shingles(text, width=3):
    """(hash, length in words) of each shingle; `width` is in words of scripts with spaces."""
    cdef unsigned checked = checked_width(width)
    cdef Text source = Text(text)
    cdef Words found = words_of(source, DEDUP_PUBLIC_KEY)
    cdef size_t i, count = dedup_find_shingles(&found.held.found, checked, found.held.shingle, found.held.length)
    check()
    return [(found.held.shingle[i], found.held.length[i]) for i in range(count)]


# -- for benchmarks ----------------------------------------------------------------------------------------------------

def time_words(list texts, size_t repeats, unsigned width=0):
    """CPU seconds the kernel takes to find the words of all texts (bytes) and, with a width, their shingles."""
    cdef Words found = Words(dedup_words_capacity(max(map(len, texts), default=0)))
    cdef bytes text
    cdef double began = time.thread_time()
    for _ in range(repeats):
        for text in texts:
            dedup_find_words(<const uint8_t *>PyBytes_AS_STRING(text), PyBytes_GET_SIZE(text), &found.held.found)
            if width:
                dedup_find_shingles(&found.held.found, width, found.held.shingle, found.held.length)
    return time.thread_time() - began
