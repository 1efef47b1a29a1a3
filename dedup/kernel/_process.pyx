# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""Process-wide state: the SIMD level, the secret key, and the hook that lets signals stop a search."""

from dedup.kernel.kernel cimport *

import os


# -- instructions ------------------------------------------------------------------------------------------------------

cdef tuple SIMD_NAMES = ("baseline", "avx2", "avx512")


def simd_levels():
    """The names of the SIMD levels this machine supports, slowest first."""
    return [name for level, name in enumerate(SIMD_NAMES) if dedup_simd_runs(<dedup_simd><int>level)]


def simd_level():
    """The name of the SIMD level in use."""
    return SIMD_NAMES[<int>dedup_simd_level()]


def set_simd(level):
    """Sets the SIMD level, for tests: all levels give the same results. No other thread may be in the kernel."""
    if level not in SIMD_NAMES:
        raise ValueError(f"the SIMD level must be one of {', '.join(SIMD_NAMES)}, not {level!r}")
    if level not in simd_levels():
        raise ValueError(f"the SIMD level {level!r} does not run on this machine; {', '.join(simd_levels())} does")
    dedup_set_simd_level(<dedup_simd><int>SIMD_NAMES.index(level))


set_simd(os.environ.get("DEDUP_SIMD") or simd_levels()[-1])


# -- keys --------------------------------------------------------------------------------------------------------------

cdef dedup_key secret              # for what is compared within one call, so that nobody can craft colliding text


cdef dedup_key secret_key() noexcept:
    return secret


cdef dedup_key key_of(key) except *:
    """Makes a key of 16 secret bytes, or the public one for None."""
    if key is None:
        return DEDUP_PUBLIC_KEY
    if not isinstance(key, bytes) or len(key) != 16:
        raise ValueError("a key has 16 bytes")
    return dedup_secret_key(int.from_bytes(key[:8], "little"), int.from_bytes(key[8:], "little"))


def set_key(key):
    """Sets the secret key of this process, None for the public one. For tests: every key gives the same results."""
    global secret
    secret = key_of(key)


set_key(os.urandom(16))


# -- memory ------------------------------------------------------------------------------------------------------------

cdef class Holding:
    """Keeps the memory of a large text for the next search, too, as in `with Holding():`."""

    def __enter__(self):
        dedup_hold()

    def __exit__(self, *error):
        dedup_release()


def kept_bytes():
    """For tests: the bytes of memory that are kept for the next text."""
    return dedup_kept_bytes()


# -- signals -----------------------------------------------------------------------------------------------------------

# Ctrl-C ends a search at once, instead of after it is done.

cdef extern from "Python.h":
    ctypedef struct PyInterpreterState:
        pass
    PyInterpreterState *PyInterpreterState_Get()
    PyInterpreterState *PyInterpreterState_Main()
    int PyErr_CheckSignals()               # without `except`: an exception stays set until `check`
    void *PyErr_Occurred()                 # borrowed; NULL: no exception is set
    void PyErr_SetInterrupt()              # simulates SIGINT

cdef uint32_t PAUSE = 50           # milliseconds: getting the interpreter lock from a busy thread takes five

cdef size_t asked = 0, stop_at = 0 # for tests


cdef int hear() noexcept with gil:
    """Runs pending signal handlers. Returns whether one raised."""
    return PyErr_CheckSignals() < 0


cdef int count_down() noexcept with gil:
    """For tests: like `hear`, but simulates SIGINT at call number `stop_at`."""
    global asked
    asked += 1
    if asked == stop_at:
        PyErr_SetInterrupt()
    return PyErr_CheckSignals() < 0


cdef int listen(size_t size) except -1:
    """Call before work on so many bytes: enables signals, if this thread handles them."""
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
    """Call after work: raises the exception that stopped it, if any."""
    if not dedup_stopped():
        return 0
    dedup_listen(NULL, 0)
    if PyErr_Occurred() == NULL:
        raise InterruptedError("another thread stopped the work of this one")
    return -1


cdef class Halt:
    """Lets a thread stop what others do within it, as in `with halt:`; that then raises `InterruptedError`."""
    cdef dedup_flag flag

    def __enter__(self):
        dedup_heed(&self.flag)

    def __exit__(self, *error):
        dedup_heed(NULL)

    def set(self):
        """Stops all of them, those to come included; a text that takes no time is searched to the end."""
        dedup_set(&self.flag, True)


def interrupt_at(size_t question):
    """For tests: checks for signals at every opportunity, and simulates SIGINT at the n-th one; 0 disables this.

    Returns the number of checks since the last call.
    """
    global asked, stop_at
    cdef size_t before = asked
    asked, stop_at = 0, question
    return before
