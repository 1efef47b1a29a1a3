"""Signals during long work, a part of _kernel.pyx: Ctrl-C ends a search in a moment, not when the search is done."""

cdef extern from "Python.h":
    ctypedef struct PyInterpreterState:
        pass
    PyInterpreterState *PyInterpreterState_Get()
    PyInterpreterState *PyInterpreterState_Main()
    int PyErr_CheckSignals()               # of no `except`: what a handler raises stays set until `check`
    void PyErr_SetInterrupt()              # as if SIGINT had come

cdef extern from "interrupt.h" nogil:
    ctypedef int dedup_hook()
    void dedup_listen(dedup_hook *hook, uint32_t pause)
    bint dedup_pauses(uint64_t start, uint64_t stop)
    bint dedup_stopped()

cdef size_t ALONE = 1 << 16        # bytes from which on work listens for signals, and a search lets other threads run
cdef uint32_t PAUSE = 50           # milliseconds: to take the interpreter's lock from a busy thread takes five

cdef size_t asked = 0, stop_at = 0 # for tests


cdef int hear() noexcept with gil:
    """Calls the handlers of the signals that have come.  Has one raised?"""
    return PyErr_CheckSignals() < 0


cdef int count_down() noexcept with gil:
    """For tests: SIGINT comes at question number `stop_at`."""
    global asked
    asked += 1
    if asked == stop_at:
        PyErr_SetInterrupt()
    return PyErr_CheckSignals() < 0


cdef int listen(size_t size) except -1:
    """Before work on so many bytes: has it ask for signals, if they are this thread's to handle."""
    if size < ALONE:
        dedup_listen(NULL, 0)
        return 0
    import threading

    if threading.get_ident() != threading.main_thread().ident or PyInterpreterState_Get() != PyInterpreterState_Main():
        dedup_listen(NULL, 0)
    elif stop_at:
        dedup_listen(<dedup_hook *>count_down, 0)
    else:
        dedup_listen(<dedup_hook *>hear, PAUSE)
    return 0


cdef int check() except -1:
    """After work: raises what has stopped it."""
    if not dedup_stopped():
        return 0
    dedup_listen(NULL, 0)
    return -1                              # the exception is set


def interrupt_at(size_t question):
    """For tests: long work of the main thread asks for signals at every chance, and SIGINT comes with the n-th question.

    0 ends this.  Returns how many questions there have been since the last call.
    """
    global asked, stop_at
    cdef size_t before = asked
    asked, stop_at = 0, question
    return before
