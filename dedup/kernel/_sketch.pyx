# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""Batches of texts, without the interpreter lock: signatures, digests, sets of shingles, minimizers."""

cimport cython
from cpython.buffer cimport *
from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.string cimport memcpy

from dedup.kernel._process cimport check, key_of, listen
from dedup.kernel._words cimport Words, checked, checked_width
from dedup.kernel.kernel cimport *

from dedup.errors import TextTooLongError


cdef class Buffer:
    """A checked array of the caller: contiguous, of numbers of `width` bytes, at least `least` of them."""

    def __cinit__(self, owner, size_t width, size_t least, bint writable):
        cdef int flags = PyBUF_C_CONTIGUOUS | PyBUF_FORMAT
        if not PyObject_CheckBuffer(owner):
            raise TypeError(f"an array is needed, not {type(owner).__name__}")
        PyObject_GetBuffer(owner, &self.view, flags | PyBUF_WRITABLE if writable else flags)
        if <size_t>self.view.itemsize != width:
            raise ValueError(f"an array of numbers of {width} bytes is needed, not of {self.view.itemsize}")
        self.count = self.view.len // width
        if <size_t>self.view.buf % width:
            raise ValueError(f"an array whose numbers begin at multiples of {width} bytes is needed")
        if self.count < least:
            raise ValueError(f"an array of {least} numbers is needed, not of {self.count}")
        self.data = <char *>self.view.buf

    def __dealloc__(self):
        PyBuffer_Release(&self.view)


cdef struct Characters:
    const void *data
    size_t count
    unsigned width                         # bytes per character; 0: ASCII, which is its own UTF-8


@cython.internal
cdef class Texts:
    """A batch of str, encoded as UTF-8 one at a time."""
    cdef list held
    cdef Characters *text
    cdef uint8_t *room                     # for the current text, if it is not ASCII
    cdef size_t count, size, longest       # number of texts; bytes of all, and of the longest
    cdef size_t words, most_words          # capacity for all, and for any one
    cdef size_t done                       # bytes of the texts processed so far
    cdef const uint8_t *utf8               # of the current text
    cdef size_t utf8_size

    def __cinit__(self, list texts):
        cdef size_t i, size, words, longest_room = 0
        cdef Characters *text
        self.held = texts[:]               # another thread may change the caller's list
        self.count = len(self.held)
        self.text = <Characters *>PyMem_Malloc((self.count + 1) * sizeof(Characters))
        if not self.text:
            raise MemoryError
        for i in range(self.count):
            one = self.held[i]
            if not isinstance(one, str):
                raise TypeError(f"texts[{i}] must be a str, not {type(one).__name__}")
            text = &self.text[i]
            text.data, text.count = PyUnicode_DATA(one), PyUnicode_GET_LENGTH(one)
            text.width = 0 if PyUnicode_IS_ASCII(one) else PyUnicode_KIND(one)
            size = text.count
            if text.width:
                size = dedup_utf8_size(text.data, text.count, text.width)
                longest_room = max(longest_room, size)
            if size > DEDUP_MAX_TEXT:
                raise TextTooLongError(f"texts[{i}] may have at most {DEDUP_MAX_TEXT} bytes as UTF-8, not {size}")
            self.size += size
            self.longest = max(self.longest, size)
            if text.width:
                words = dedup_words_capacity(size)
            else:
                words = dedup_words_room(<const uint8_t *>text.data, size)
            self.words += words
            self.most_words = max(self.most_words, words)
        self.room = <uint8_t *>PyMem_Malloc(longest_room + 1)
        if not self.room:
            raise MemoryError
        listen(self.size)

    def __dealloc__(self):
        PyMem_Free(self.text)
        PyMem_Free(self.room)

    cdef size_t shingles_of(self, size_t i, unsigned width, Words scratch) noexcept nogil:
        """Finds the words and shingles of text i. Fewer words than a shingle has count as one shingle."""
        cdef size_t count
        cdef Characters *text = &self.text[i]
        if text.width:
            self.utf8, self.utf8_size = self.room, dedup_to_utf8(text.data, text.count, text.width, self.room)
        else:
            self.utf8, self.utf8_size = <const uint8_t *>text.data, text.count
        self.done += self.utf8_size
        if dedup_pauses(self.done - self.utf8_size, self.done):
            scratch.held.found.count = 0        # those of the text before are no words of this one
            return 0
        dedup_find_words(self.utf8, self.utf8_size, &scratch.held.found)
        count = dedup_find_shingles(&scratch.held.found, width, scratch.held.shingle, scratch.held.length)
        if count == 0 and scratch.held.found.count:
            scratch.held.shingle[0] = dedup_shingle_of_all(&scratch.held.found)
            return 1
        return count


def sketch_texts(list texts, width, signatures, digests=None, signs=None, counts=None, key=None, window=None,
                 minimizers=None):
    """Writes the signature, digests and number of words of each text into the given arrays.

    Returns the hashes of the minimizers of each text, as bytes of uint64, if they are asked for; else nothing.

    Args:
        signatures: uint32 [n, 128].
        digests: uint64 [n, 2], of the folded words.
        signs: uint64 [n], digests of the characters.
        counts: uint32 [n], numbers of words.
        key: 16 secret bytes for the digests of characters, or None for the public key. The rest uses the public key.
        window: That of minimizers, or None, if they are not asked for.
        minimizers: uint32 [n], numbers of minimizers.
    """
    cdef unsigned words = checked_width(width)
    cdef unsigned checked_window = 0 if window is None else checked("window", window, DEDUP_MAX_WINDOW, "shingles")
    cdef Texts batch = Texts(texts)
    cdef size_t i, k, count, total = 0, n = batch.count
    cdef Buffer slots = Buffer(signatures, sizeof(uint32_t), n * DEDUP_SLOTS, True)
    cdef Buffer halves = None if digests is None else Buffer(digests, sizeof(uint64_t), n * 2, True)
    cdef Buffer numbers = None if counts is None else Buffer(counts, sizeof(uint32_t), n, True)
    cdef Buffer characters = None if signs is None else Buffer(signs, sizeof(uint64_t), n, True)
    cdef uint64_t *digest = NULL if halves is None else <uint64_t *>halves.data
    cdef uint64_t *sign = NULL if characters is None else <uint64_t *>characters.data
    cdef Buffer sizes = Buffer(minimizers, sizeof(uint32_t), n, True) if checked_window else None
    cdef uint32_t *number = NULL if numbers is None else <uint32_t *>numbers.data
    cdef Words scratch = Words(batch.most_words)
    cdef dedup_key own = key_of(key)
    cdef uint32_t *position = NULL
    cdef uint64_t *hash = NULL
    try:
        if checked_window:
            position = <uint32_t *>PyMem_Malloc((batch.most_words + 1) * sizeof(uint32_t))
            hash = <uint64_t *>PyMem_Malloc((batch.words + 1) * sizeof(uint64_t))
            if not (position and hash):
                raise MemoryError
        with nogil:
            for i in range(n):
                count = batch.shingles_of(i, words, scratch)
                dedup_sign(scratch.held.shingle, count, <uint32_t *>slots.data + i * DEDUP_SLOTS)
                if digest:
                    dedup_digest_words(scratch.held.found.hash, scratch.held.found.count, digest + 2 * i)
                if sign:
                    sign[i] = dedup_digest_signs(batch.utf8, batch.utf8_size, own)
                if number:
                    number[i] = <uint32_t>scratch.held.found.count
                if checked_window:
                    count = dedup_find_seeds(scratch.held.shingle, count, checked_window, position)
                    for k in range(count):
                        hash[total + k] = scratch.held.shingle[position[k]]
                    (<uint32_t *>sizes.data)[i] = <uint32_t>count
                    total += count
                if dedup_stopped():
                    break
        check()
        return PyBytes_FromStringAndSize(<char *>hash, total * sizeof(uint64_t)) if checked_window else None
    finally:
        PyMem_Free(position)
        PyMem_Free(hash)


def digest_words(list texts, digests, key):
    """Writes digests of the folded words into uint64 [n, 2]. With a secret key of 16 bytes nobody can forge one."""
    cdef Texts batch = Texts(texts)
    cdef Buffer halves = Buffer(digests, sizeof(uint64_t), batch.count * 2, True)
    cdef Words scratch = Words(batch.most_words)
    cdef size_t i
    scratch.held.found.key = key_of(key)
    with nogil:
        for i in range(batch.count):
            batch.shingles_of(i, 1, scratch)
            dedup_digest_words(scratch.held.found.hash, scratch.held.found.count, <uint64_t *>halves.data + 2 * i)
            if dedup_stopped():
                break
    check()


def sign_hashes(hashes, signature):
    """Writes the signature of a set of hashes (uint64) into an array of 128 uint32."""
    cdef Buffer given = Buffer(hashes, sizeof(uint64_t), 0, False)
    cdef Buffer slots = Buffer(signature, sizeof(uint32_t), DEDUP_SLOTS, True)
    listen(given.count)
    dedup_sign(<const uint64_t *>given.data, given.count, <uint32_t *>slots.data)
    check()


def shingle_sets(list texts, width, counts, key=None):
    """The sorted distinct shingles of each text, one set after another, as bytes of uint64.

    A text with words, but too few for a shingle, has one shingle of all its words.

    Args:
        counts: uint32 [n], receives the sizes of the sets.
        key: 16 secret bytes, the same for all sets that are compared; None for the public key.
    """
    cdef unsigned words = checked_width(width)
    cdef Texts batch = Texts(texts)
    cdef Buffer sizes = Buffer(counts, sizeof(uint32_t), batch.count, True)
    cdef Words scratch = Words(batch.most_words)
    scratch.held.found.key = key_of(key)
    cdef uint64_t *room = <uint64_t *>PyMem_Malloc((batch.most_words + 1) * sizeof(uint64_t))
    cdef uint64_t *sets = <uint64_t *>PyMem_Malloc((batch.words + 1) * sizeof(uint64_t))
    cdef size_t i, count, total = 0
    try:
        if not (room and sets):
            raise MemoryError
        with nogil:
            for i in range(batch.count):
                count = batch.shingles_of(i, words, scratch)
                count = dedup_make_set(scratch.held.shingle, count, room)
                memcpy(sets + total, scratch.held.shingle, count * sizeof(uint64_t))
                (<uint32_t *>sizes.data)[i] = <uint32_t>count
                total += count
                if dedup_stopped():
                    break
        check()
        return PyBytes_FromStringAndSize(<char *>sets, total * sizeof(uint64_t))
    finally:
        PyMem_Free(room)
        PyMem_Free(sets)


def seeds(list texts, width, window, counts, line_letters=None):
    """(hashes, places) of the minimizers of each text, as bytes of uint64 and of uint32.

    A place is the code point where the first word of the minimizer begins. `counts`, uint32 [n], receives the number of
    minimizers of each text.

    line_letters: the letters from which a line has a hash of its own if it may have no minimizer, because it has fewer
        words than a window of shingles; these follow the minimizers of each text. None: no lines have.
    """
    cdef unsigned words = checked_width(width)
    cdef unsigned checked_window = checked("window", window, DEDUP_MAX_WINDOW, "shingles")
    cdef bint lines = line_letters is not None
    cdef uint32_t letters = line_letters if lines else 0
    cdef Texts batch = Texts(texts)
    cdef Buffer sizes = Buffer(counts, sizeof(uint32_t), batch.count, True)
    cdef Words scratch = Words(batch.most_words)
    cdef size_t i, k, count, total = 0
    cdef size_t most = (2 if lines else 1) * batch.words + 1
    cdef uint32_t *position = <uint32_t *>PyMem_Malloc((2 * batch.most_words + 1) * sizeof(uint32_t))
    cdef uint32_t *marks = <uint32_t *>PyMem_Malloc((batch.longest // DEDUP_STRIDE + 1) * sizeof(uint32_t))
    cdef uint64_t *hash = <uint64_t *>PyMem_Malloc(most * sizeof(uint64_t))
    cdef uint32_t *place = <uint32_t *>PyMem_Malloc(most * sizeof(uint32_t))
    try:
        if not (position and marks and hash and place):
            raise MemoryError
        with nogil:
            for i in range(batch.count):
                count = batch.shingles_of(i, words, scratch)
                count = dedup_find_seeds(scratch.held.shingle, count, checked_window, position)
                for k in range(count):
                    hash[total + k] = scratch.held.shingle[position[k]]
                if lines:
                    count += dedup_find_line_hashes(batch.utf8, &scratch.held.found, words + checked_window - 1, letters,
                                                    position + count, hash + total + count)
                if count and batch.text[i].width:
                    dedup_mark_code_points(batch.utf8, batch.utf8_size, marks)
                for k in range(count):
                    place[total + k] = dedup_code_point_at(
                        batch.utf8, marks if batch.text[i].width else NULL, scratch.held.found.start[position[k]])
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
