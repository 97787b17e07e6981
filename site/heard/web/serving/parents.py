"""A process that ends together with the one that started it."""

import ctypes
import os
import signal

# From <linux/prctl.h>.
_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int, number: signal.Signals) -> None:
    """Let the kernel send this process a signal when `parent`, which started it, is gone.

    However that ended: a process that is killed can end nobody itself.
    """
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:  # it was gone before
        os.kill(os.getpid(), number)
