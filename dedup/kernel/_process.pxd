from dedup.kernel.kernel cimport dedup_key

cdef enum:
    ALONE = 1 << 16        # bytes from which on work can be interrupted, and a search releases the interpreter lock

cdef dedup_key key_of(key) except *
cdef dedup_key secret_key() noexcept
cdef int listen(size_t size) except -1
cdef int check() except -1
