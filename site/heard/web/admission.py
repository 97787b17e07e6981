"""Who comes in when more come than there is room for: no limit by address, and nobody waits inside.

A process works on a bounded number of requests at once. Whoever has begun something may use all of
the places; everybody else only a part of them, so that a flood of newcomers, however large, leaves
room for those who are in the middle of something. Large posts have a bound of their own: they come
slowly, and each holds its place until it is here.

Prepared pages do not come this way at all; the page cache answers them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from flask import Flask, Response, g, request


@dataclass
class Admission:
    """Counts who is inside, for several threads: how many newcomers and large posts may be."""

    newcomers: int
    large_posts: int
    _inside: dict[str, int] = field(default_factory=lambda: {"newcomer": 0, "large": 0})
    _lock: Lock = field(default_factory=Lock)

    def enter(self, kinds: frozenset[str]) -> bool:
        """Take a place in each of `kinds` ("newcomer", "large"); False where one has none left."""
        most = {"newcomer": self.newcomers, "large": self.large_posts}
        with self._lock:
            if any(self._inside[kind] >= most[kind] for kind in kinds):
                return False
            for kind in kinds:
                self._inside[kind] += 1
            return True

    def leave(self, kinds: frozenset[str]) -> None:
        """Give the places back."""
        with self._lock:
            for kind in kinds:
                self._inside[kind] -= 1

    @contextmanager
    def occupied(self, kind: str, count: int) -> Iterator[None]:
        """Some places taken by others; for trying out what happens then."""
        with self._lock:
            self._inside[kind] += count
        try:
            yield
        finally:
            with self._lock:
                self._inside[kind] -= count


def admission_for(places: int) -> Admission:
    """Who may have how many of the `places`, requests at once in one process.

    Of 64 newcomers may have 52, and large posts 48: fifty at once find room in two processes.
    """
    return Admission(newcomers=max(1, places * 13 // 16), large_posts=max(1, places * 12 // 16))


def admit(
    app: Flask,
    admission: Admission,
    *,
    has_begun: Callable[[], bool],
    is_large: Callable[[], bool],
    full: Callable[[], Response | None],
) -> None:
    """Ask for a place before anything of a request is read, and give it back afterwards.

    Where there is none `full` answers, or lets the view answer briefly by returning None.
    """

    def _enter() -> Response | None:
        kinds = frozenset(
            kind
            for kind, belongs in (("newcomer", not has_begun()), ("large", is_large()))
            if belongs
        )
        if admission.enter(kinds):
            g.admitted = kinds
            return None
        return full()

    # Before all that reads a form: a slow post must not hold a place that it was not given.
    app.before_request_funcs.setdefault(None, []).insert(0, _enter)

    @app.teardown_request
    def _leave(error: BaseException | None) -> None:
        if (kinds := g.pop("admitted", None)) is not None:
            admission.leave(kinds)


def post_is_larger_than(most: int) -> bool:
    """Whether a body of more than `most` bytes is announced, or one whose length nobody tells."""
    if request.method in ("GET", "HEAD"):
        return False
    return request.content_length is None or request.content_length > most
