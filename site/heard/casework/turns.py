"""One file at a time is in memory in the clear, for all threads and processes of the site.

However many arrive at once, and however many processes serve, no more memory is needed. Two at a
time would be no quicker where two processors serve, and would need 200 MB more for the worst files.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: A file of the program's own, which every process can read and nobody has to make. The lock
#: changes nothing in it, and ends with the process that holds it.
_PLACE = Path(__file__)


@contextmanager
def turn() -> Iterator[None]:
    """Wait until nobody else has their turn, and hold it."""
    with _PLACE.open("rb") as place:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
