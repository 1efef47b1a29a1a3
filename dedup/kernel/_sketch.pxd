cdef class Buffer:
    cdef Py_buffer view
    cdef char *data
    cdef size_t count
