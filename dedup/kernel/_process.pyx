# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""What a process has one of: the instructions in use, a secret key, and a way to stop long work."""

from dedup.kernel.kernel cimport *

import os


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


# -- keys --------------------------------------------------------------------------------------------------------------

cdef dedup_key secret              # of what is compared within one call: nobody can write text that misuses it


cdef dedup_key secret_key() noexcept:
    return secret


cdef dedup_key key_of(key) except *:
    """A secret key of 16 bytes, or the public one for None."""
    if key is None:
        return DEDUP_PUBLIC_KEY
    if not isinstance(key, bytes) or len(key) != 16:
        raise ValueError("a key has 16 bytes")
    return dedup_secret_key(int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little"))


def set_key(key):
    """Sets this process's secret key, None for the public one, for tests: every key gives the same results."""
    global secret
    secret = key_of(key)


set_key(os.urandom(16))


# -- signals -----------------------------------------------------------------------------------------------------------

# Ctrl-C ends a search in a moment, not when the search is done.

cdef extern from "Python.h":
    ctypedef struct PyInterpreterState:
        pass
    PyInterpreterState *PyInterpreterState_Get()
    PyInterpreterState *PyInterpreterState_Main()
    int PyErr_CheckSignals()               # of no `except`: what a handler raises stays set until `check`
    void PyErr_SetInterrupt()              # as if SIGINT had come

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
