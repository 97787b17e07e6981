"""What the agent's processes give up before they see a key."""

import ctypes
import os
import resource
import signal
from collections.abc import Iterable
from contextlib import suppress

from heard.walls.system_calls import END, Call, NoWalls, Only, wall_in

# From <linux/prctl.h> and <sys/mman.h>.
_PR_SET_DUMPABLE = 4
_MCL_CURRENT, _MCL_FUTURE, _MCL_ONFAULT = 1, 2, 4
_PROT_EXEC = 4

_SECONDS_OF_PROCESSOR = 30
_SECONDS = 60

#: Memory that cannot run, time and chance, what is open already, and an end.
_ALLOWED = (
    *(Call(name) for name in ("brk", "munmap", "mremap", "madvise", "futex", "sched_yield")),
    *(Call(name, (Only(2, 0, _PROT_EXEC),)) for name in ("mmap", "mprotect")),
    *(Call(name) for name in ("clock_gettime", "clock_getres", "getrandom", "getpid", "gettid")),
    *(Call(name) for name in ("recvfrom", "sendto", "write", "close", "rt_sigreturn")),
    *(Call(name) for name in ("exit", "exit_group")),
)


def keep_others_out() -> None:
    """Let no other process of the same account look into this one or those it forks.

    Nothing of them is written to a core file either.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def give_up_everything(kept: Iterable[int]) -> None:
    """For a process that is about to see a key: what is open and `kept` stays, an end in time, and
    no file, connection or process, kept by the kernel where it can.

    Its memory is not written to swap where the system allows that, which asks for
    `LimitMEMLOCK=infinity`.
    """
    signal.alarm(_SECONDS)
    last = -1
    for each in sorted(kept):
        os.closerange(last + 1, each)
        last = each
    os.closerange(last + 1, os.sysconf("SC_OPEN_MAX"))
    if resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] == resource.RLIM_INFINITY:
        ctypes.CDLL(None).mlockall(_MCL_CURRENT | _MCL_FUTURE | _MCL_ONFAULT)
    for what, most in (
        (resource.RLIMIT_CPU, _SECONDS_OF_PROCESSOR),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # It opens nothing that was made to break its reader: where there are no such walls it goes on.
    with suppress(NoWalls):
        wall_in(_ALLOWED, END)
