"""Who comes in when more come than there is room for: no limit by address, and nobody waits long.

A process is divided by bulkheads, as a ship is. Each part has threads of its own, which nobody else
can take, and a bound on how many may be in it, waiting or worked for. So a flood fills the part it
comes to and no other: whoever leaves the site, reads, or is in the middle of a form finds theirs as
it was. Of each part one browser has a few places at most, so that a single cookie fills none.
"""

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

#: A status, headers and a body.
Answer = tuple[int, list[tuple[str, str]], bytes]


class BulkheadName(StrEnum):
    """Who is behind which bulkhead."""

    LEAVING = "leaving"  # Leaving the site, and the sign that it lives.
    READING = "reading"  # Pictures, and guides that nobody has asked for since the start.
    NEWCOMERS = "newcomers"  # Browsers that have begun nothing.
    BEGUN = "begun"  # Browsers in the middle of a form.
    HURRIED = "hurried"  # Newcomers without a place, whose words are given back to them.
    PAPER = "paper"  # Leaflets and forms to print, which take long the first time.
    FILES = "files"  # Posts with files, from whoever has begun.
    NEW_FILES = "new files"  # The same from newcomers: their session has ended.


@dataclass
class Bulkhead:
    """A bounded part of a process: so many `threads`, so many `places`, so many for one browser.

    Entered and left by one thread, the event loop's.
    """

    threads: int
    places: int
    for_one: int
    pool: ThreadPoolExecutor = field(init=False, repr=False)
    _inside: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        # It begins its threads when there is work: workers are forked from a process without any.
        self.pool = ThreadPoolExecutor(self.threads)

    def enter(self, browser: str) -> bool:
        """Take a place; False where none is left, or `browser` has as many as one may have.

        Nobody knows newcomers from each other: their name is empty, and not counted.
        """
        if self._inside.total() >= self.places or (browser and self.has_enough(browser)):
            return False
        self._inside[browser] += 1
        return True

    def has_enough(self, browser: str) -> bool:
        """Whether this browser has as many places as one may have."""
        return self._inside[browser] >= self.for_one

    def leave(self, browser: str) -> None:
        """Give the place back."""
        self._inside[browser] -= 1
        if not self._inside[browser]:
            del self._inside[browser]


#: A browser opens six connections at most.
_FOR_ONE = 6
#: One file is examined at a time; a second page may be on its way.
_FILES_FOR_ONE = 2


def bulkheads_for(places: int) -> Mapping[BulkheadName, Bulkhead]:
    """The bulkheads of a process that takes so many requests at once.

    Words are worked on by few threads, because more would only wait for each other in Python. A
    post with files has a thread from its first byte on, and most of the time that thread waits.
    """
    few = max(1, places // 8)
    return {
        BulkheadName.LEAVING: Bulkhead(max(1, places // 32), places, _FOR_ONE),
        BulkheadName.READING: Bulkhead(max(1, places // 32), places, places),
        BulkheadName.NEWCOMERS: Bulkhead(few, max(1, places * 13 // 16), _FOR_ONE),
        BulkheadName.BEGUN: Bulkhead(few, places, _FOR_ONE),
        BulkheadName.HURRIED: Bulkhead(max(1, places // 32), few, _FOR_ONE),
        BulkheadName.PAPER: Bulkhead(max(1, places // 16), few, few),
        BulkheadName.FILES: Bulkhead(max(1, places // 2), max(1, places // 2), _FILES_FOR_ONE),
        BulkheadName.NEW_FILES: Bulkhead(
            max(1, places // 16), max(1, places // 16), _FILES_FOR_ONE
        ),
    }


@dataclass(frozen=True)
class Place:
    """Where a request belongs, and which browser it comes from, as far as that is known."""

    bulkhead: BulkheadName
    browser: str = ""


class Doorkeeper(Protocol):
    """What an application knows of its visitors."""

    def place(self, environ: "WSGIEnvironment", *, with_files: bool) -> Place:
        """Where a request belongs, before anything of its body is read."""

    def may_be_brief(self, environ: "WSGIEnvironment") -> bool:
        """Whether the application can give back what was posted without keeping it."""

    def refusal(self, environ: "WSGIEnvironment", status: int) -> Answer:
        """A ready answer: 503 where there is no room, 408 where a body came too slowly."""
