"""`python measure.py COMMAND...`: runs it, and writes [CPU seconds, wall seconds, bytes of memory at most, moved].

Memory is that of its largest process.  Moved is what all of its processes read and write by system calls, in files and
pipes; 0 where the system does not tell.  What its own processes leave running is waited for, and counts: an engine
starts servers of its own.
"""

import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import time

SUBREAPER = 36  # of prctl: orphans become children of this process

if sys.platform == "linux":
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
began = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status = os.waitpid(process.pid, 0)
wall = time.perf_counter() - began
with contextlib.suppress(ChildProcessError):  # which says that there is none left
    while True:
        os.wait()
used = resource.getrusage(resource.RUSAGE_CHILDREN)
moved = 0
if sys.platform == "linux":
    with open("/proc/self/io") as file:  # with those of all processes that were waited for
        counts = dict(line.split(": ") for line in file)
    moved = int(counts["rchar"]) + int(counts["wchar"])
print(json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024, moved]))
sys.exit(os.waitstatus_to_exitcode(status) != 0)
