# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""The one bridge between Python and the C kernel: checks arguments, holds memory, releases nothing it does not own."""

cimport cython
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE
from cpython.long cimport PyLong_AsLongAndOverflow
from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from cpython.unicode cimport PyUnicode_DATA, PyUnicode_GET_LENGTH, PyUnicode_KIND
from libc.stdint cimport uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy, memset

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

cdef extern from "encode.h" nogil:
    size_t dedup_utf8_size(const void *characters, size_t count, unsigned width)
    size_t dedup_to_utf8(const void *characters, size_t count, unsigned width, uint8_t *utf8)

cdef extern from "words.h" nogil:
    ctypedef struct dedup_words:
        uint64_t *hash
        uint32_t *start
        uint32_t *stop
        uint32_t *letters
        uint8_t *flags
        size_t capacity
        size_t count
    size_t DEDUP_MAX_TEXT
    size_t dedup_words_capacity(size_t size)
    Py_ssize_t dedup_find_words(const uint8_t *text, size_t size, dedup_words *words)
    size_t dedup_word_letters(const uint8_t *text, uint32_t start, uint32_t stop, uint32_t *letters, size_t capacity)

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

cdef extern from "shingles.h" nogil:
    enum:
        DEDUP_MAX_WIDTH
    Py_ssize_t dedup_find_shingles(const dedup_words *words, unsigned width, uint64_t *shingle, uint8_t *length,
                                   size_t capacity)
    uint64_t dedup_shingle_of_all(const dedup_words *words)


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
    dedup_to_utf8(data, count, width, <uint8_t *>PyBytes_AS_STRING(made))
    return made


@cython.internal
cdef class Words:
    """Arrays for the words and shingles of texts of up to `size` bytes, freed with the object."""
    cdef dedup_words found
    cdef uint64_t *shingle
    cdef uint8_t *length
    cdef dedup_scratch *memory

    def __cinit__(self, size_t size):
        cdef size_t room = dedup_words_capacity(size)
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

    def __dealloc__(self):
        dedup_give(DEDUP_FOR_WORDS, self.memory)


cdef Words words_of(Text text):
    cdef Words words = Words(text.size)
    dedup_find_words(text.data, text.size, &words.found)    # size and room were checked above
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
    cdef Words found = words_of(source)
    cdef dedup_words *w = &found.found
    cdef bytearray scratch = bytearray(sizeof(uint32_t) * (source.size // DEDUP_STRIDE + 1))
    cdef uint32_t *marks = NULL
    cdef size_t i
    if not source.ascii:
        marks = <uint32_t *><char *>scratch
        dedup_mark_code_points(source.data, source.size, marks)
    return [(dedup_code_point_at(source.data, marks, w.start[i]), dedup_code_point_at(source.data, marks, w.stop[i]),
             w.hash[i], w.letters[i + 1] - w.letters[i], w.flags[i]) for i in range(w.count)]


def word_letters(text):
    """The folded letters of each word."""
    cdef Text source = Text(text)
    cdef Words found = words_of(source)
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
    cdef Words found = words_of(source)
    cdef Py_ssize_t i, count = dedup_find_shingles(&found.found, checked, found.shingle, found.length,
                                                   found.found.capacity)
    return [(found.shingle[i], found.length[i]) for i in range(count)]


# -- for benchmarks ----------------------------------------------------------------------------------------------------

def time_words(list texts, size_t repeats, unsigned width=0):
    """CPU seconds the kernel alone takes for the words of all texts (bytes), and with a width for their shingles."""
    cdef Words found = Words(max(map(len, texts), default=0))
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

# -- repeats -----------------------------------------------------------------------------------------------------------

cdef extern from "code_points.h" nogil:
    enum:
        DEDUP_STRIDE
    void dedup_mark_code_points(const uint8_t *text, size_t size, uint32_t *marks)
    uint32_t dedup_code_point_at(const uint8_t *text, const uint32_t *marks, uint32_t offset)

cdef extern from "blocks.h" nogil:
    ctypedef struct dedup_piece:
        uint32_t words, words_stop, kept_words, kept_words_stop
        uint32_t letters, equal
        bint numbers, cut
    ctypedef struct dedup_block:
        uint32_t start, stop, gap_start, gap_stop, lines_before, lines_after, kept_start, kept_stop
        bint same_words, partial
    dedup_block dedup_place(const uint8_t *text, size_t size, const dedup_words *words, const dedup_piece *piece)

cdef extern from "passages.h" nogil:
    ctypedef struct dedup_passage:
        uint32_t earlier, earlier_stop, later, later_stop, letters, equal
        bint same_words
    ctypedef struct dedup_passages:
        dedup_passage *passages
        size_t passage_count
    void dedup_free_passages(dedup_passages *found)

cdef extern from "repeats.h" nogil:
    uint32_t DEDUP_NONE
    ctypedef enum dedup_goes:
        DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER
    ctypedef enum dedup_reason:
        DEDUP_COPY
        DEDUP_NUMBERS
    ctypedef enum dedup_rule:
        DEDUP_ROW
    ctypedef struct dedup_rules:
        uint32_t min_letters, protect
        double identity
    ctypedef struct dedup_wanted:
        uint32_t border
        dedup_goes goes
        dedup_rules rules
    ctypedef struct dedup_link:
        uint32_t partner, equal
    ctypedef struct dedup_pieces:
        dedup_piece *pieces
    ctypedef struct dedup_case:
        uint32_t letters
    ctypedef struct dedup_match:
        dedup_case repeat
        uint32_t first, count
        bint later
        dedup_reason reason
    dedup_reason dedup_judge_piece(const dedup_piece *piece, const dedup_rules *rules)
    dedup_rule dedup_rule_of(const dedup_case *repeat)
    ctypedef struct dedup_repeats:
        dedup_match *matches
        size_t match_count
        dedup_pieces cut
        dedup_link *links
        dedup_passages *passages
        uint64_t work
        bint truncated, failed
    void dedup_find_repeats(const uint8_t *text, size_t size, const dedup_words *words, const uint64_t *shingle,
                            const uint8_t *length, uint32_t shingles, dedup_wanted wanted, dedup_repeats *found)
    void dedup_free_repeats(dedup_repeats *found)

cdef unsigned SHINGLE = 3          # words: 4 lose copies in which one letter in ten is misread, 2 win nothing
cdef size_t ALONE = 1 << 16        # bytes from which on a search lets other threads run

LATER, EARLIER, LESS_FULL, EITHER = DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER

#: Names of the reasons and rules of judge.h, in its order.
REASONS = (
    "", "single", "form", "numbers", "names", "template", "table", "list", "code", "verse", "identity", "cut"
)
RULES = ("row of copies", "long run", "teaser", "lone block")
cdef tuple reasons = REASONS, rules = RULES


cdef class Repeats:
    """The repeats in one text: aligned copies, and the pieces of them that could go."""
    cdef Text text
    cdef Words words
    cdef dedup_repeats found
    cdef dedup_rules rules
    cdef uint32_t *marks

    def __init__(self, text, int goes, uint32_t min_letters, double identity, uint32_t protect):
        """protect: for each of REASONS that counts 1 << its place."""
        if self.text is not None:
            raise TypeError("the repeats of a text are found once")
        self.rules.min_letters, self.rules.protect, self.rules.identity = min_letters, protect, identity
        self.text = Text(text)
        self.words = words_of(self.text)
        self.find(0, <dedup_goes>goes)

    cdef object find(self, uint32_t border, dedup_goes goes):
        cdef dedup_wanted wanted
        wanted.border, wanted.goes, wanted.rules = border, goes, self.rules
        if self.text.size < ALONE:
            self.search(wanted)
        else:
            with nogil:
                self.search(wanted)
        if self.found.failed:
            raise MemoryError
        if not self.text.ascii and (self.found.match_count or self.found.links or self.found.passages):
            self.marks = <uint32_t *>PyMem_Malloc((self.text.size // DEDUP_STRIDE + 1) * sizeof(uint32_t))
            if not self.marks:
                raise MemoryError
            dedup_mark_code_points(self.text.data, self.text.size, self.marks)

    cdef void search(self, dedup_wanted wanted) noexcept nogil:
        cdef Py_ssize_t shingles = dedup_find_shingles(&self.words.found, SHINGLE, self.words.shingle,
                                                       self.words.length, self.words.found.capacity)
        dedup_find_repeats(self.text.data, self.text.size, &self.words.found, self.words.shingle, self.words.length,
                           <uint32_t>shingles, wanted, &self.found)

    cdef uint32_t at(self, uint32_t offset) noexcept:
        return dedup_code_point_at(self.text.data, self.marks, offset)

    def __dealloc__(self):
        dedup_free_repeats(&self.found)
        PyMem_Free(self.found.links)
        PyMem_Free(self.marks)

    def __len__(self):
        return self.found.match_count

    @property
    def truncated(self):
        """Whether the work bound cut the search short."""
        return self.found.truncated

    @property
    def work(self):
        """(words, work done): what the promise of linear time is kept by."""
        return self.words.found.count, self.found.work

    cdef dedup_match *match(self, size_t number) except NULL:
        if number >= self.found.match_count:
            raise IndexError(number)
        return &self.found.matches[number]

    def is_later(self, size_t match):
        """Is what could go the later of the two copies?"""
        return self.match(match).later

    def reason(self, size_t match):
        """Why it is left as a whole, or ""."""
        return reasons[<size_t>self.match(match).reason]

    def rule(self, size_t match):
        """By which rule it may go, if it does."""
        return rules[<size_t>dedup_rule_of(&self.match(match).repeat)]

    def pieces(self, size_t match, piece_type):
        """The pieces of match number `match`, each a `piece_type`; offsets are code points."""
        cdef dedup_match *m = self.match(match)
        cdef dedup_piece *p
        cdef dedup_block b
        cdef list pieces = []
        for p in self.found.cut.pieces[m.first:m.first + m.count]:
            b = dedup_place(self.text.data, self.text.size, &self.words.found, p)
            pieces.append(tuple.__new__(piece_type, (
                self.at(b.start), self.at(b.stop), self.at(b.gap_start), self.at(b.gap_stop), b.lines_before,
                b.lines_after, self.at(b.kept_start), self.at(b.kept_stop), p.letters, p.equal, p.numbers, p.cut,
                b.same_words, b.partial, reasons[<size_t>dedup_judge_piece(p, &self.rules)])))
        return pieces

    def hull(self, size_t match):
        """(start, stop, kept_start, kept_stop, letters, equal): a match from the first of its pieces to the last."""
        cdef dedup_match *m = self.match(match)
        cdef dedup_piece *first = &self.found.cut.pieces[m.first]
        cdef dedup_piece *last = first + m.count - 1
        cdef dedup_piece whole = first[0]
        cdef dedup_block b
        cdef uint32_t i
        whole.words_stop = last.words_stop
        for i in range(1, m.count):
            whole.letters += first[i].letters
            whole.equal += first[i].equal
            whole.kept_words = min(whole.kept_words, first[i].kept_words)
            whole.kept_words_stop = max(whole.kept_words_stop, first[i].kept_words_stop)
        b = dedup_place(self.text.data, self.text.size, &self.words.found, &whole)
        return (self.at(b.start), self.at(b.stop), self.at(b.kept_start), self.at(b.kept_stop), whole.letters,
                whole.equal)

    def letters(self, uint32_t start, uint32_t stop):
        """Letters of the words that begin in a span of the text."""
        cdef uint32_t first = self.word_from(start), last = self.word_from(stop)
        return self.words.found.letters[last] - self.words.found.letters[first]

    cdef uint32_t word_from(self, uint32_t offset) noexcept:
        """The first word that begins at a code point or after it."""
        cdef uint32_t low = 0, high = <uint32_t>self.words.found.count, middle
        while low < high:
            middle = low + (high - low) // 2
            if self.at(self.words.found.start[middle]) < offset:
                low = middle + 1
            else:
                high = middle
        return low


def work(text, uint32_t min_letters):
    """(words, work done) of the search for the repeats of a text."""
    return Repeats(text, DEDUP_LESS_FULL, min_letters, .8, <uint32_t>-1).work


include "two_texts.pxi"
include "many_texts.pxi"
include "shingle_sets.pxi"
