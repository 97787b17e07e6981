"""When something that ended by itself is started again: at once, later, or no more."""

import signal
from collections.abc import Sequence

#: Seconds before each start, while one life after the other is short.
WAITS = (0.0, 1.0, 2.0, 4.0, 8.0)


class Restarts:
    """What is known of one place in which something runs, dies and is started again.

    A life of `long_enough` seconds makes everything before it forgotten.
    """

    def __init__(self, long_enough: float, waits: Sequence[float] = WAITS) -> None:
        self.long_enough, self._waits = long_enough, waits
        self._short_lives = 0

    def wait_after(self, lived: float) -> float | None:
        """Seconds to wait after a life of `lived` seconds; None where it is not worth trying."""
        if lived >= self.long_enough:
            self._short_lives = 0
        self._short_lives += 1
        if self._short_lives > len(self._waits):
            return None
        return self._waits[self._short_lives - 1]


def how_it_ended(exit_code: int | None) -> str:
    """How a process ended, for whoever reads the log: "by SIGKILL", "with exit code 1"."""
    if exit_code is None:
        return "by itself"
    if exit_code >= 0:
        return f"with exit code {exit_code}"
    try:
        return f"by {signal.Signals(-exit_code).name}"
    except ValueError:  # one of the real-time signals, which have no names
        return f"by signal {-exit_code}"
