"""The untrusted side: everything that runs in one process with, or forks, a student's code.

It imports the standard library, NumPy, Matplotlib and msgpack, and nothing else of ours: a forked process
contains the memory of its parent, so what was never imported here can never be read by a student. The trusted
side uses these modules too, above all `wire` and `report`, but shares no state with them.
"""
