from dedup.kernel._words cimport Text, Words, dedup_held
from dedup.kernel.kernel cimport *

cdef class Wanted:
    cdef dedup_wanted wanted

cdef class Repeats:
    cdef Text text
    cdef Words words
    cdef dedup_repeats found
    cdef dedup_rules rules
    cdef uint32_t *marks
    cdef dedup_targets targets         # filled when first needed
    cdef uint8_t *strength             # of the breaks; NULL until a stretch is judged

    cdef object find(self, uint32_t border, dedup_goes goes, Repeats before=*)
    cdef object mark_code_points(self)
    cdef bint search(self, dedup_wanted wanted) noexcept nogil
    cdef uint32_t at(self, uint32_t offset) noexcept
    cdef dedup_match *match(self, size_t number) except NULL
    cdef uint32_t byte_at(self, uint32_t offset) noexcept
    cdef uint32_t word_from(self, uint32_t offset) noexcept

cdef bint search_words(const uint8_t *text, size_t size, dedup_held *words, dedup_wanted wanted,
                       dedup_repeats *found) noexcept nogil
