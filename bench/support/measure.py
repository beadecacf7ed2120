"""Runs a command and writes its figures to a file: measure.py OUTPUT COMMAND [ARGUMENT...]

The operating system counts: processor time of the process and of all its children that it waited for, and the largest
resident memory of any one of these processes (wait4). The time of this interpreter is not in the figures.
"""
import json, os, sys, time

output, command = sys.argv[1], sys.argv[2:]
start = time.monotonic_ns()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
seconds = (time.monotonic_ns() - start) / 1e9
with open(output, 'w') as file:
    json.dump({'seconds': seconds, 'cpu': usage.ru_utime + usage.ru_stime, 'peakBytes': usage.ru_maxrss * 1024}, file)
sys.exit(os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 1)
