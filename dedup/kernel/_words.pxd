from dedup.kernel.kernel cimport dedup_key, dedup_scratch, dedup_words, uint8_t, uint64_t

cdef class Text:
    cdef object source, held
    cdef const uint8_t *data
    cdef size_t size
    cdef bint ascii

cdef class Words:
    cdef dedup_words found
    cdef uint64_t *shingle
    cdef uint8_t *length
    cdef dedup_scratch *memory

cdef Words words_of(Text text, dedup_key key)
cdef unsigned checked(str name, value, unsigned most, str unit) except 0
cdef unsigned checked_width(width) except 0
