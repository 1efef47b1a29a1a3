from dedup.kernel.kernel cimport dedup_key, dedup_scratch, dedup_words, uint8_t, uint64_t

cdef class Text:
    cdef object source, held
    cdef const uint8_t *data
    cdef size_t size
    cdef bint ascii

cdef struct dedup_held:            # the words and shingles of one text
    dedup_words found
    uint64_t *shingle
    uint8_t *length
    dedup_scratch *memory              # that holds all arrays; NULL: none yet

cdef class Words:
    cdef dedup_held held

cdef bint find_words(const uint8_t *text, size_t size, dedup_key key, dedup_held *held) noexcept nogil
cdef void give_words(dedup_held *held) noexcept nogil
cdef Words words_of(Text text, dedup_key key)
cdef unsigned checked(str name, value, unsigned most, str unit) except 0
cdef unsigned checked_width(width) except 0
