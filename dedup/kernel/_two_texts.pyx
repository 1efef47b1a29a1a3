# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""Two texts: joined to one, with a border that no match crosses."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free, PyMem_Malloc
from libc.string cimport memchr, memset

from dedup.kernel._process cimport check, secret_key
from dedup.kernel._repeats cimport Repeats
from dedup.kernel._words cimport Text, words_of
from dedup.kernel.kernel cimport *

from bisect import bisect_right


cdef class TwoTexts(Repeats):
    """What two texts have in common."""
    cdef uint32_t border            # first word of the second text
    cdef uint32_t shift             # its first character
    cdef dedup_passages shared
    cdef readonly tuple shingles    # set by `compare_texts`: in the first text, the second, both
    cdef readonly list passages     # (place in the first, in the second, letters, equal letters, same words)

    def __init__(self, first, second):
        self.text = Text(first + "\n\n" + second)
        self.words = words_of(self.text, secret_key())
        self.shift = len(first) + 2
        self.mark_code_points()
        self.border = self.word_from(self.shift)

    def __dealloc__(self):
        dedup_free_passages(&self.shared)

    cdef object find_between(self, uint32_t min_letters, double identity, uint32_t protect):
        if 0 < self.border < self.words.held.found.count:
            self.rules.min_letters, self.rules.protect, self.rules.identity = min_letters, protect, identity
            self.find(self.border, DEDUP_LATER)

    cdef object count_shingles(self, unsigned width):
        cdef dedup_overlap overlap
        cdef bint counted
        with nogil:
            counted = dedup_count_overlap(&self.words.held.found, self.border, width, self.words.held.shingle, self.words.held.length,
                                          &overlap)
        check()
        if not counted:
            raise MemoryError
        self.shingles = overlap.first, overlap.second, overlap.both

    cdef object list_passages(self):
        cdef dedup_passage *p
        cdef size_t i
        self.passages = []
        for i in range(self.shared.passage_count):
            p = &self.shared.passages[i]
            self.passages.append((self.place(p.earlier, p.earlier_stop), self.place(p.later, p.later_stop), p.letters,
                                  p.equal, p.same_words))
            if dedup_pauses(i, i + 1):
                break
        check()

    cdef dedup_tie tie(self, uint32_t word, uint32_t stop, uint32_t equal, uint32_t last) noexcept:
        """Words [word, stop) tied to their partners; `equal`: letters with one, `last`: the last partner."""
        cdef dedup_words *w = &self.words.held.found
        cdef dedup_tie tie
        cdef uint32_t first
        tie.start, tie.stop = self.at(w.start[word]) - self.shift, self.at(w.stop[stop - 1]) - self.shift
        tie.letters, tie.equal = w.letters[stop] - w.letters[word], equal
        tie.kept_start = tie.kept_stop = tie.kept_letters = tie.side = 0
        if equal:
            first = self.found.links[word].partner
            tie.kept_start, tie.kept_stop = self.at(w.start[first]), self.at(w.stop[last])
            tie.kept_letters = w.letters[last + 1] - w.letters[first]
        return tie

    cdef bint ends_line(self, uint32_t word) noexcept:
        """Whether a line ends before a word."""
        cdef uint32_t end = self.words.held.found.stop[word - 1]
        return memchr(self.text.data + end, c"\n", self.words.held.found.start[word] - end) != NULL

    cdef tuple place(self, uint32_t word, uint32_t stop):
        """(end of the word before, start, stop, start of the word after), each in its own text."""
        cdef dedup_words *w = &self.words.held.found
        cdef bint second = word >= self.border
        cdef uint32_t first = self.border if second else 0, last = w.count if second else self.border
        cdef uint32_t shift = self.shift if second else 0
        cdef uint32_t end = self.at(self.text.size) if second else self.shift - 2
        return (self.at(w.stop[word - 1]) - shift if word > first else 0, self.at(w.start[word]) - shift,
                self.at(w.stop[stop - 1]) - shift, (self.at(w.start[stop]) if stop < last else end) - shift)


def repeats_between(kept, text, uint32_t min_letters, double identity, uint32_t protect):
    """The repeats of `kept` in `text`, as `Repeats`. Offsets are those of the two joined by a blank line."""
    cdef TwoTexts both = TwoTexts(kept, text)
    both.find_between(min_letters, identity, protect)
    return both


cdef TwoTexts linked(kept, text):
    """Two texts with the link of each word of the second."""
    cdef TwoTexts both = TwoTexts(kept, text)
    cdef size_t i
    both.found.links = <dedup_link *>PyMem_Malloc((both.words.held.found.count + 1) * sizeof(dedup_link))
    if not both.found.links:
        raise MemoryError
    for i in range(both.words.held.found.count):
        both.found.links[i].partner, both.found.links[i].equal = DEDUP_NONE, 0
    both.find_between(1, 0, 0)
    return both


def link_words(kept, text, link_type):
    """A `link_type` for each word of `text`, with the span of its partner in `kept`, if it has one."""
    cdef TwoTexts both = linked(kept, text)
    cdef list links = []
    cdef dedup_tie t
    cdef size_t i
    for i in range(both.border, both.words.held.found.count):
        t = both.tie(i, i + 1, both.found.links[i].equal, both.found.links[i].partner)
        links.append(link_type(start=t.start, stop=t.stop, letters=t.letters, equal=t.equal,
                               kept_start=t.kept_start, kept_stop=t.kept_stop, kept_letters=t.kept_letters))
        if dedup_pauses(i, i + 1):
            break
    check()
    return links


cdef class Ties:
    """The words of a removed text, or several, and their partners in the text that stays."""
    cdef dedup_tie *ties
    cdef size_t count

    def __init__(self, kept, text, list joints, uint32_t kept_begin=0, bint rows=False):
        """Ties the words of `text`.

        Args:
            kept: Text that stays.
            text: Removed text.
            joints: Where something was removed from the text that stays; no kept copy crosses one.
            kept_begin: Where `kept` begins in that text.
            rows: Tie words of one line together whose partners are consecutive, too, or that have none.
        """
        cdef TwoTexts both = linked(kept, text)
        if self.ties:
            raise TypeError("words are tied once")
        self.ties = <dedup_tie *>PyMem_Malloc((both.words.held.found.count - both.border + 1) * sizeof(dedup_tie))
        if not self.ties:
            raise MemoryError
        if rows:
            self.tie_rows(both, joints)
        else:
            self.tie_words(both)
        check()
        cdef size_t n
        for n in range(self.count if joints else 0):
            if self.ties[n].equal:
                self.ties[n].side = bisect_right(joints, self.ties[n].kept_start + kept_begin)

    def __dealloc__(self):
        PyMem_Free(self.ties)

    cdef object tie_words(self, TwoTexts both):
        cdef dedup_link *link = both.found.links
        cdef size_t i
        for i in range(both.border, both.words.held.found.count):
            self.ties[self.count] = both.tie(i, i + 1, link[i].equal, link[i].partner)
            self.count += 1
            if dedup_pauses(i, i + 1):
                break

    cdef object tie_rows(self, TwoTexts both, list joints):
        cdef dedup_link *link = both.found.links
        cdef uint32_t count = <uint32_t>both.words.held.found.count, i = both.border, first, last, equal
        cdef uint32_t furthest = DEDUP_NONE              # the last partner of the previous run
        cdef bytearray held = bytearray(count + 1)
        cdef uint8_t *is_joint = <uint8_t *><char *>held
        for joint in joints:
            is_joint[both.word_from(joint)] = True
        while i < count:
            first, last, equal = i, link[i].partner, link[i].equal
            i += 1
            while i < count and (link[i].equal > 0) == (equal > 0) and not both.ends_line(i):
                if equal > 0 and (link[i].partner != last + 1 or is_joint[last + 1]):
                    break
                if equal > 0 and last == furthest:
                    break                                # what follows the previous run is a new run
                if equal > 0 and i + 1 < count and link[i + 1].partner == link[i].partner:
                    break                                # two words with one partner are two runs
                last = link[i].partner
                equal += link[i].equal
                i += 1
            self.ties[self.count] = both.tie(first, i, equal, last)
            self.count += 1
            if dedup_pauses(first, i):
                break
            if equal > 0:
                furthest = last

    cdef size_t tie_from(self, uint32_t offset) noexcept:
        """The first tie that begins at an offset of the removed text, or after it."""
        cdef size_t low = 0, high = self.count, middle
        while low < high:
            middle = low + (high - low) // 2
            if self.ties[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def cross(self, uint32_t offset):
        """Whether a tie begins before an offset of the removed text and ends after it."""
        cdef size_t after = self.tie_from(offset)
        return after > 0 and self.ties[after - 1].stop > offset

    def split(self, text, uint32_t begin, double identity, part_type):
        """Splits one removed text into parts with a contiguous kept copy each.

        Args:
            text: The removed text; offsets in the result are in it.
            begin: Where it begins in the text of the ties.
            identity: The minimum identity.
            part_type: Makes an object of the fields of a part.

        Returns:
            The parts that are similar enough, in order, and each (start, stop) that must be put back, in order.
        """
        cdef size_t first = self.tie_from(begin), count = self.tie_from(begin + <uint32_t>len(text)) - first, n
        cdef list lines = text.splitlines(True)
        cdef size_t line_count = len(lines)
        cdef dedup_parts found
        cdef dedup_kept_part p
        cdef dedup_lost lost
        cdef uint32_t end = 0
        if count == 0:
            return [], []
        cdef dedup_tie *own = <dedup_tie *>PyMem_Malloc(count * sizeof(dedup_tie))
        cdef uint32_t *ends = <uint32_t *>PyMem_Malloc(line_count * sizeof(uint32_t))
        memset(&found, 0, sizeof(found))
        try:
            if not own or not ends:
                raise MemoryError
            for n in range(count):
                own[n] = self.ties[first + n]
                own[n].start -= begin
                own[n].stop -= begin
            for n in range(line_count):
                end += <uint32_t>len(lines[n])
                ends[n] = end
            dedup_split(own, count, ends, line_count, identity, &found)
            if found.failed:
                raise MemoryError
            return (
                [part_type(start=p.start, stop=p.stop, kept_start=p.kept_start, kept_stop=p.kept_stop,
                           identity=p.identity) for p in found.parts[:found.part_count]],
                sorted([(lost.start, lost.stop) for lost in found.lost[:found.lost_count]]),
            )
        finally:
            dedup_free_parts(&found)
            PyMem_Free(own)
            PyMem_Free(ends)


def compare_texts(first, second, uint32_t min_letters, double identity, unsigned width):
    """Two texts with the passages they share, and their numbers of shingles of `width` words.

    A place is (end of the word before, start, stop, start of the word after).
    """
    cdef TwoTexts both = TwoTexts(first, second)
    both.found.passages = &both.shared
    both.find_between(min_letters, identity, 0)
    both.count_shingles(width)
    both.list_passages()
    return both


def align_letters(a, b, whole=True):
    """For tests: (letters aligned of a, of b, per letter of a its equal in b or -1). Letters are not folded."""
    cdef list partners = []
    cdef dedup_reach reach
    cdef size_t i
    if len(a) > DEDUP_MAX_LETTERS or len(b) > DEDUP_MAX_LETTERS:
        raise ValueError(f"at most {DEDUP_MAX_LETTERS} letters can be aligned")
    cdef dedup_stretch *stretches = <dedup_stretch *>PyMem_Malloc(2 * sizeof(dedup_stretch))
    cdef dedup_letters *scratch = <dedup_letters *>PyMem_Calloc(1, sizeof(dedup_letters))
    try:
        if not (stretches and scratch):
            raise MemoryError
        for text, stretch in ((a, 0), (b, 1)):
            stretches[<int>stretch].count = len(text)
            for i in range(<size_t>len(text)):
                stretches[<int>stretch].letter[i] = ord(text[i])
                stretches[<int>stretch].word[i] = i          # every letter is a word, so any prefix may be aligned
        reach = dedup_align_letters(scratch, &stretches[0], &stretches[1], whole)
        for i in range(<size_t>len(a)):
            partners.append(<int>scratch.partner[i] - 1)
        return reach.a, reach.b, partners
    finally:
        PyMem_Free(stretches)
        PyMem_Free(scratch)
