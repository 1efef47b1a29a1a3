# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""One text at a time: its repeats, aligned, cut, measured and judged."""

cimport cython
from cpython.mem cimport PyMem_Free, PyMem_Malloc
from libc.string cimport memcmp, memset

from dedup.kernel._process cimport SHARED, check, listen, secret_key
from dedup.kernel._words cimport Text, Words, words_of
from dedup.kernel.kernel cimport *

cdef unsigned SHINGLE = 3          # words: 4 miss copies with one letter in ten misread, 2 find no more

LATER, EARLIER, LESS_FULL, EITHER = DEDUP_LATER, DEDUP_EARLIER, DEDUP_LESS_FULL, DEDUP_EITHER
KEEP_FULLEST, KEEP_FIRST, KEEP_LAST = DEDUP_KEEP_FULLEST, DEDUP_KEEP_FIRST, DEDUP_KEEP_LAST

#: The names of the reasons and rules of judge.h, in the same order.
REASONS = (
    "", "single", "form", "numbers", "names", "template", "table", "list", "code", "verse", "identity", "cut"
)
RULES = ("row of copies", "long run", "teaser", "lone block")
cdef tuple reasons = REASONS, rules = RULES
cdef tuple kinds = ("exact", "same_words", "near")     # of decide.h


@cython.no_gc
cdef class Wanted:
    """What to search for in one text."""

    def __cinit__(self, int goes, uint32_t min_letters, double identity, uint32_t protect):
        """What to search for.

        Args:
            goes: Which copy is removed: LATER, EARLIER, LESS_FULL or EITHER.
            min_letters: The minimum length of a copy.
            identity: The minimum identity.
            protect: A bit, 1 << index, for each protected one of REASONS.
        """
        cdef dedup_rules *rules = &self.wanted.rules
        self.wanted.border, self.wanted.goes, self.wanted.before = 0, <dedup_goes>goes, NULL
        rules.min_letters, rules.protect, rules.identity = min_letters, protect, identity


cdef class Repeats:
    """The repeats in one text: aligned copies, and the pieces of them that could be removed."""

    def __init__(self, text, Wanted what not None, Repeats before=None):
        """Finds the repeats of a text.

        Args:
            text: The text.
            what: What to search for.
            before: The repeats of the text before a removal, found with the same options. They make this search faster.
        """
        if self.text is not None:
            raise TypeError("the repeats of a text are found once")
        self.rules = what.wanted.rules
        self.text = Text(text)
        self.words = words_of(self.text, secret_key())
        self.find(0, what.wanted.goes, before)

    cdef object find(self, uint32_t border, dedup_goes goes, Repeats before=None):
        cdef dedup_wanted wanted
        cdef dedup_search search
        wanted.border, wanted.goes, wanted.rules, wanted.before = border, goes, self.rules, NULL
        if before is not None:
            search = dedup_search(before.text.data, before.text.size, &before.words.held.found, &before.found)
            wanted.before = &search
        cdef bint done
        listen(self.text.size)
        if self.text.size < SHARED:
            done = self.search(wanted)
        else:
            with nogil:
                done = self.search(wanted)
        check()
        if not done:
            raise MemoryError
        if self.found.match_count:
            self.mark_code_points()

    cdef object mark_code_points(self):
        """Lets `at` convert byte offsets to code points."""
        if self.text.ascii or self.marks:
            return
        self.marks = <uint32_t *>PyMem_Malloc((self.text.size // DEDUP_STRIDE + 1) * sizeof(uint32_t))
        if not self.marks:
            raise MemoryError
        dedup_mark_code_points(self.text.data, self.text.size, self.marks)

    cdef bint search(self, dedup_wanted wanted) noexcept nogil:
        return search_words(self.text.data, self.text.size, &self.words.held, wanted, &self.found)

    cdef uint32_t at(self, uint32_t offset) noexcept:
        return dedup_code_point_at(self.text.data, self.marks, offset)

    def __dealloc__(self):
        dedup_free_repeats(&self.found)
        dedup_free_targets(&self.targets)
        PyMem_Free(self.found.links)
        PyMem_Free(self.marks)
        PyMem_Free(self.strength)

    def __len__(self):
        return self.found.match_count

    @property
    def truncated(self):
        """Whether the work limit cut the search short."""
        return self.found.truncated

    @property
    def work(self):
        """(words, work done), to check that time is linear."""
        return self.words.held.found.count, self.found.work

    cdef dedup_match *match(self, size_t number) except NULL:
        if number >= self.found.match_count:
            raise IndexError(number)
        return &self.found.matches[number]

    @property
    def doubled(self):
        """Whether nearly every unit of the text occurs the same number of times in a row."""
        return self.found.doubled

    def is_later(self, size_t match):
        """Whether the copy to be removed is the later one."""
        return self.match(match).later

    def reason(self, size_t match):
        """The reason to spare the whole match, or ""."""
        return reasons[<size_t>self.match(match).reason]

    def in_gap(self, size_t match):
        """Whether the match is in a gap of a longer repeat, and forms are protected."""
        return self.match(match).in_gap

    def rule(self, size_t match):
        """The rule by which a match may be removed."""
        return rules[<size_t>dedup_rule_of(&self.match(match).repeat)]

    def pieces(self, size_t match, piece_type):
        """The pieces of a match, each as a `piece_type`; offsets are code points."""
        cdef dedup_match *m = self.match(match)
        cdef dedup_piece *p
        cdef dedup_block b
        cdef list pieces = []
        for p in self.found.cut.pieces[m.first:m.first + m.count]:
            b = dedup_place(self.text.data, self.text.size, &self.words.held.found, p)
            pieces.append(piece_type(
                start=self.at(b.start), stop=self.at(b.stop),
                gap_start=self.at(b.gap_start), gap_stop=self.at(b.gap_stop),
                lines_before=b.lines_before, lines_after=b.lines_after,
                kept_start=self.at(b.kept_start), kept_stop=self.at(b.kept_stop),
                letters=p.letters, equal=p.equal,
                numbers=p.numbers or p.denied, cut=p.cut, same_words=b.same_words, partial=b.partial,
                fault=reasons[<size_t>dedup_judge_piece(p, &self.rules)],
            ))
        return pieces

    def hull(self, size_t match, hull_type):
        """A match from its first piece to its last, as a `hull_type`; offsets are code points."""
        cdef dedup_piece whole = dedup_whole_of(&self.found, self.match(match))
        cdef dedup_block b = dedup_place(self.text.data, self.text.size, &self.words.held.found, &whole)
        return hull_type(start=self.at(b.start), stop=self.at(b.stop), kept_start=self.at(b.kept_start),
                         kept_stop=self.at(b.kept_stop), letters=whole.letters, equal=whole.equal)

    def choose(self, text, int keep, bytes goes, choice_type, spared_type):
        """Chooses what to remove, or, if nothing, what to spare.

        Args:
            text: The text, or another one with as many characters that the rules read instead: the text before its
                digits were masked.
            keep: Which copy of a short line is kept: KEEP_FULLEST, KEEP_FIRST or KEEP_LAST.
            goes: For each match, 1 if the keep rule removes it, otherwise 0; None: all of them.
            choice_type: Makes an object of the start and stop of a choice, those of its kept copy, its kind, whether it
                is partial, its identity and its rule.
            spared_type: Makes an object of the start and stop of a spared repeat, those of its first copy, its identity
                and its reason.

        Returns:
            (choices, spared); offsets are code points.
        """
        if goes is not None and <size_t>len(goes) != self.found.match_count:
            raise ValueError("goes needs a byte for each match")
        cdef Decision decision = Decision(self, keep)
        decision.read(text)
        if goes is not None:
            decision.asked.goes = <const uint8_t *><const char *>goes
        decision.make(False)
        return decision.choices(choice_type), decision.spared(spared_type)

    def spare_all(self, int keep, spared_type):
        """Spares all repeats, none of which can be removed without breaking a kept copy."""
        cdef Decision decision = Decision(self, keep)
        decision.make(True)
        return decision.spared(spared_type)

    def letters(self, uint32_t start, uint32_t stop):
        """The letters of the words that begin in [start, stop)."""
        self.mark_code_points()
        cdef uint32_t first = self.word_from(start), last = self.word_from(stop)
        return self.words.held.found.letters[last] - self.words.held.found.letters[first]

    def count_leading(self, uint32_t start, uint32_t stop):
        """(links in [start, stop), those whose address occurs nowhere else in the text)."""
        self.mark_code_points()
        cdef uint32_t first = self.byte_at(start), end = self.byte_at(stop)
        cdef bint found
        if not dedup_leads(self.text.data, first, end):
            return 0, 0
        if not self.targets.targets:
            listen(self.text.size)
            found = dedup_find_targets(self.text.data, self.text.size, &self.targets)
            check()
            if not found:
                raise MemoryError
        cdef dedup_leading leading = dedup_count_leading(&self.targets, first, end)
        return leading.all, leading.alone

    def form(self, uint32_t start, uint32_t stop):
        """The reason to spare [start, stop) for its form, such as a table, a list or code, whatever its matches; or ""."""
        self.mark_code_points()
        if not self.strength:
            self.strength = <uint8_t *>PyMem_Malloc(self.words.held.found.count + 1)
            if not self.strength:
                raise MemoryError
            memset(self.strength, DEDUP_UNKNOWN, self.words.held.found.count + 1)
        cdef dedup_aligner aligner
        aligner.text, aligner.size, aligner.words = self.text.data, self.text.size, &self.words.held.found
        aligner.strength, aligner.min_letters = self.strength, self.rules.min_letters
        cdef uint32_t first = self.word_from(start), last = self.word_from(stop)
        if first == last:
            return ""
        return reasons[<size_t>dedup_judge_stretch(&aligner, first, last, &self.rules)]

    def parts_a_pair(self, uint32_t start, uint32_t stop):
        """Whether [start, stop) contains only one of a pair of brackets, quotation marks or tags."""
        self.mark_code_points()
        listen(stop - start)
        cdef uint32_t sign = dedup_find_parted(self.text.data, self.text.size, &self.words.held.found, self.byte_at(start),
                                               self.byte_at(stop)).sign
        check()
        return sign != DEDUP_WHOLE

    def may_be_cut(self, uint32_t place):
        """Whether the text may be cut at a place: between paragraphs, lines or sentences, outside tags, links and escapes."""
        self.mark_code_points()
        return dedup_may_be_cut(self.text.data, self.text.size, &self.words.held.found, self.byte_at(place))

    cdef uint32_t byte_at(self, uint32_t offset) noexcept:
        """The byte offset of a code point."""
        return <uint32_t>dedup_byte_at(self.text.data, self.text.size, self.marks, offset)

    cdef uint32_t word_from(self, uint32_t offset) noexcept:
        """The first word that begins at or after a code point."""
        cdef uint32_t low = 0, high = <uint32_t>self.words.held.found.count, middle, start = self.byte_at(offset)
        while low < high:
            middle = low + (high - low) // 2
            if self.words.held.found.start[middle] < start:
                low = middle + 1
            else:
                high = middle
        return low


cdef bint search_words(const uint8_t *text, size_t size, dedup_held *words, dedup_wanted wanted,
                       dedup_repeats *found) noexcept nogil:
    """Finds the repeats of a text whose words are known. Returns False if out of memory or stopped."""
    cdef size_t count = dedup_find_shingles(&words.found, SHINGLE, words.shingle, words.length)
    return dedup_find_repeats(text, size, &words.found, words.shingle, words.length, <uint32_t>count, wanted, found)


cdef class Decision:
    """What is removed or spared in one round."""
    cdef Repeats repeats
    cdef dedup_asked asked
    cdef dedup_decision made
    cdef Text text                     # that the rules read, if it is not the one that was searched
    cdef uint32_t *marks               # of that text

    def __cinit__(self, Repeats repeats, int keep):
        repeats.mark_code_points()
        self.repeats = repeats
        self.asked.searched = dedup_coded(repeats.text.data, repeats.text.size, repeats.marks)
        self.asked.read = self.asked.searched
        self.asked.words, self.asked.found = &repeats.words.held.found, &repeats.found
        self.asked.rules, self.asked.keep, self.asked.goes = repeats.rules, <dedup_keep>keep, NULL

    def __dealloc__(self):
        dedup_free_decision(&self.made)
        PyMem_Free(self.marks)

    cdef object read(self, text):
        """Lets the rules read a text of as many characters instead of the searched one."""
        if text is self.repeats.text.source:
            return
        cdef Text read = Text(text)
        if read.size == self.asked.searched.size and memcmp(read.data, self.asked.searched.text, read.size) == 0:
            return
        if <uint32_t>len(text) != self.repeats.at(<uint32_t>self.repeats.text.size):
            raise ValueError("the text to read needs as many characters as the searched one")
        if not read.ascii:
            self.marks = <uint32_t *>PyMem_Malloc((read.size // DEDUP_STRIDE + 1) * sizeof(uint32_t))
            if not self.marks:
                raise MemoryError
            dedup_mark_code_points(read.data, read.size, self.marks)
        self.text = read
        self.asked.read = dedup_coded(read.data, read.size, self.marks)

    cdef object make(self, bint spares_all):
        cdef bint done
        listen(self.asked.read.size)
        if self.asked.read.size < SHARED:
            done = self.decide(spares_all)
        else:
            with nogil:
                done = self.decide(spares_all)
        check()
        if not done:
            raise MemoryError

    cdef bint decide(self, bint spares_all) noexcept nogil:
        if spares_all:
            return dedup_spare_all(&self.asked, &self.made)
        return dedup_decide(&self.asked, &self.made)

    cdef uint32_t at(self, uint32_t offset) noexcept:
        return dedup_code_point_at(self.asked.read.text, self.asked.read.marks, offset)

    cdef list choices(self, choice_type):
        cdef dedup_choice c
        cdef list choices = []
        for c in self.made.choices[:self.made.choice_count]:
            choices.append(choice_type(
                self.at(c.start), self.at(c.stop), self.at(c.kept_start), self.at(c.kept_stop),
                kinds[<size_t>c.kind], c.partial, c.equal / <double>c.letters,
                self.repeats.rule(c.match) if c.match != DEDUP_NONE else "neighbour",
            ))
        return choices

    cdef list spared(self, spared_type):
        cdef dedup_spared s
        cdef list spared = []
        for s in self.made.spared[:self.made.spare_count]:
            spared.append(spared_type(
                self.at(s.start), self.at(s.stop), self.at(s.kept_start), self.at(s.kept_stop),
                s.equal / <double>s.letters, reasons[<size_t>s.reason],
            ))
        return spared


def work(text, uint32_t min_letters):
    """(words, work done) of a search with default options."""
    return Repeats(text, Wanted(DEDUP_LESS_FULL, min_letters, .8, <uint32_t>-1)).work
