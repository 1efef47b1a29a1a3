# cython: language_level=3, freethreading_compatible=True, auto_pickle=False, autotestdict=False
"""Fills objects that refuse to be changed once they are made."""

cdef extern from "Python.h":
    int PyObject_GenericSetAttr(object made, object name, object value) except -1


def fill(made, tuple names, tuple values):
    """Sets attributes past `__setattr__`: as `object.__setattr__` does one by one, in a sixth of its time."""
    cdef Py_ssize_t n
    if len(names) != len(values):
        raise ValueError("fill needs a value for each name")
    for n in range(len(names)):
        PyObject_GenericSetAttr(made, names[n], values[n])
