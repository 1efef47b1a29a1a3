# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""Many texts: their repeats, searched in a row without the interpreter lock, so that threads share the work."""

from cpython.mem cimport PyMem_Calloc, PyMem_Free
from libc.string cimport memset

from dedup.kernel._process cimport SHARED, check, listen, secret_key
from dedup.kernel._repeats cimport Repeats, Wanted, search_words
from dedup.kernel._words cimport Text, Words, dedup_held, find_words, give_words
from dedup.kernel.kernel cimport *


cdef struct searched:
    const uint8_t *data
    size_t size
    dedup_held words           # only of texts with repeats
    dedup_repeats found
    bint done


cdef void search(searched *text, dedup_key key, dedup_wanted wanted) noexcept nogil:
    """Searches one text; what was allocated for it is kept only if it has repeats."""
    text.done = find_words(text.data, text.size, key, &text.words)
    text.done = text.done and search_words(text.data, text.size, &text.words, wanted, &text.found)
    if text.found.match_count == 0 or not text.done:
        give_words(&text.words)


def search_text(text, Wanted what not None):
    """`Repeats` of a text; None for one that has none, as most."""
    cdef Text source = Text(text)
    cdef dedup_wanted wanted = what.wanted
    cdef dedup_key key = secret_key()
    cdef searched found
    memset(&found, 0, sizeof(searched))
    found.data, found.size = source.data, source.size
    try:
        listen(source.size)
        if source.size < SHARED:
            search(&found, key, wanted)
        else:
            with nogil:
                search(&found, key, wanted)
        check()
        if not found.done:
            raise MemoryError
        return taken(&found, source, &wanted)
    finally:
        dedup_free_repeats(&found.found)
        give_words(&found.words)


def search_texts(list texts, Wanted what not None):
    """`Repeats` of each text; None for one that has none. Other threads run meanwhile, however short the texts are."""
    cdef list sources = [Text(text) for text in texts]
    cdef size_t count = len(sources), total = 0, n
    cdef dedup_wanted wanted = what.wanted
    cdef dedup_key key = secret_key()
    cdef searched *searches = <searched *>PyMem_Calloc(count + 1, sizeof(searched))
    if not searches:
        raise MemoryError
    try:
        for n in range(count):
            searches[n].data, searches[n].size = (<Text>sources[n]).data, (<Text>sources[n]).size
            total += searches[n].size
        listen(total)
        with nogil:
            for n in range(count):
                search(&searches[n], key, wanted)
                if dedup_stopped():
                    break
        check()
        for n in range(count):
            if not searches[n].done:
                raise MemoryError
        return [taken(&searches[n], <Text>sources[n], &wanted) for n in range(count)]
    finally:
        for n in range(count):
            dedup_free_repeats(&searches[n].found)
            give_words(&searches[n].words)
        PyMem_Free(searches)


cdef Repeats taken(searched *search, Text text, dedup_wanted *wanted):
    """What was found in a text, which now belongs to the result; None if that is nothing."""
    if search.found.match_count == 0 and not search.found.truncated:
        return None
    cdef Repeats repeats = Repeats.__new__(Repeats)
    repeats.text, repeats.words, repeats.rules = text, Words(), wanted.rules
    repeats.words.held, repeats.found = search.words, search.found
    memset(&search.words, 0, sizeof(dedup_held))
    memset(&search.found, 0, sizeof(dedup_repeats))
    if repeats.found.match_count:
        repeats.mark_code_points()
    return repeats
