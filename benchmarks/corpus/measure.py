"""`python measure.py COMMAND...`: runs it, and writes [CPU seconds, wall seconds, bytes of memory at most]."""

import json
import os
import subprocess
import sys
import time

began = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
wall = time.perf_counter() - began
print(json.dumps([used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024]))
sys.exit(os.waitstatus_to_exitcode(status) != 0)
