from dedup.kernel.kernel cimport dedup_key

cdef enum:
    SHARED = 1 << 12       # bytes from which on a search releases the interpreter lock: it takes a hundred times as long
    ALONE = 1 << 16        # bytes from which on work can be interrupted

cdef dedup_key key_of(key) except *
cdef dedup_key secret_key() noexcept
cdef int listen(size_t size) except -1
cdef int check() except -1
