"""Walls around a process that opens what others made: what it may still ask of the system.

`system_calls` is the wall that has to stand: a list of the calls that go on, kept by the kernel
(seccomp). `landlock` is a second one behind it, where the kernel has it.
"""
