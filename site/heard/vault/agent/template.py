"""The agent: `python -m heard.vault.agent.template FD IDLE LONGEST`. A worker starts no other way.

It is begun without an environment, has read nothing but the vault, and holds no key. Workers send
it datagrams, each with one end of a pair of sockets. Where something has to be unlocked or opened
it forks a child, which speaks with the worker over that end, does one thing with one person's key
and ends: the kernel takes its memory back. For each session the agent itself keeps a share without
which the other pieces open nothing, until the session is over.

The first process does nothing but start the second again if it should end.
"""

import argparse
import gc
import os
import selectors
import signal
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from enum import Enum
from types import FrameType

from heard.vault.agent import operations
from heard.vault.agent.frames import BadFrame, receive_frame, send_frame
from heard.vault.agent.walls import give_up_everything, keep_others_out
from heard.vault.errors import CannotOpen, CannotSeal
from heard.vault.staff.halves import belongs, handle_of, join, new_half

HANDLE_BYTES = 32
_BREATH_SECONDS = 0.1
MOST_DATAGRAM = 1024

#: What a worker hears before anything else: go on, no such session, too many at once.
GO_ON, UNKNOWN, BUSY = b"+", b"-", b"!"


class Wish(bytes, Enum):
    """The first byte of a datagram: what a worker wants."""

    UNLOCK = b"u"
    OPEN = b"o"
    KNOWS = b"k"
    USES = b"s"
    FORGET = b"f"


@dataclass(frozen=True)
class _Bound:
    """How many children of a kind there are at once, and how many workers may wait for theirs."""

    at_once: int
    waiting: int


#: Each stretching takes 64 MiB. A worker that waits holds one of its threads, which whoever is
#: signed in needs too: so few may wait, and the others are told at once.
_BOUNDS = {Wish.UNLOCK: _Bound(2, 4), Wish.OPEN: _Bound(8, 64)}


@dataclass
class _Share:
    """What the agent keeps of a session. Times are those of the monotonic clock."""

    secret: bytes
    begun: float
    used: float


@dataclass
class _Line:
    """Children of one kind, each with the handle of the session that it begins, and who waits."""

    bound: _Bound
    children: dict[int, bytes] = field(default_factory=dict)
    waiting: deque[tuple[socket.socket, bytes]] = field(default_factory=deque)


class Template:
    """The second process; see above. `idle` and `longest` are seconds."""

    def __init__(self, control: socket.socket, idle: float, longest: float) -> None:
        self._control = control
        self._idle, self._longest = idle, longest
        self._shares: dict[bytes, _Share] = {}
        self._lines = {wish: _Line(bound) for wish, bound in _BOUNDS.items()}

    def serve(self) -> None:
        """Until nobody is left who could ask."""
        self._control.setblocking(False)
        woken, wake = os.pipe()
        os.set_blocking(woken, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, _noted)
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(woken, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select(self._idle / 8):
                    if key.fileobj == woken:
                        os.read(woken, 4096)
                    elif not self._take():
                        return
                self._bury()
                self._forget_old()
                for wish, line in self._lines.items():
                    while line.waiting and len(line.children) < line.bound.at_once:
                        self._begin(wish, line, *line.waiting.popleft())

    def _take(self) -> bool:
        """Take in one datagram; whether there are others to come."""
        try:
            said, there, _, _ = socket.recv_fds(self._control, MOST_DATAGRAM, 1)
        except BlockingIOError:
            return True
        if not said:
            return False
        ends = [socket.socket(fileno=each) for each in there]
        if len(ends) == 1:
            ends[0].setblocking(False)
            self._do(ends[0], said)
        return True

    def _do(self, there: socket.socket, said: bytes) -> None:
        try:
            wish = Wish(said[:1])
        except ValueError:
            there.close()
            return
        handle, rest = said[1 : 1 + HANDLE_BYTES], said[1 + HANDLE_BYTES :]
        line = self._lines.get(wish)
        self._bury()
        if line is None:
            self._say(there, GO_ON if self._known(wish, handle, rest) else UNKNOWN)
        elif wish is Wish.OPEN and handle not in self._shares:
            self._say(there, UNKNOWN)
        elif len(line.children) + len(line.waiting) >= line.bound.at_once + line.bound.waiting:
            self._say(there, BUSY)
        else:
            line.waiting.append((there, handle))

    def _known(self, wish: Wish, handle: bytes, rest: bytes) -> bool:
        if wish is Wish.FORGET:
            return self._shares.pop(handle, None) is not None
        share = self._shares.get(handle)
        whose, _, stored_half = rest.partition(b"\0")
        if share is None or not belongs(
            stored_half, share.secret, whose.decode("utf-8", "replace")
        ):
            return False
        if wish is Wish.USES:
            share.used = time.monotonic()
        return True

    def _begin(self, wish: Wish, line: _Line, there: socket.socket, handle: bytes) -> None:
        """Fork a child for one worker."""
        cookie_half = b""
        if wish is Wish.UNLOCK:
            cookie_half, now = new_half(), time.monotonic()
            handle = handle_of(cookie_half)
            self._shares[handle] = _Share(new_half(), now, now)
        share = self._shares.get(handle)
        if share is None:  # it has waited for longer than its session lasted
            self._say(there, UNKNOWN)
            return
        child = os.fork()
        if child:
            line.children[child] = handle if wish is Wish.UNLOCK else b""
            there.close()
            return
        went_well = False
        try:
            self._shares.clear()
            went_well = _answer(there, cookie_half, share.secret)
        except (BadFrame, ConnectionError):
            pass  # the worker has gone
        except Exception as error:
            _tell(error)
        finally:
            os._exit(0 if went_well else 1)

    def _bury(self) -> None:
        """Note which children have ended; what was no sign-in leaves no share."""
        while True:
            try:
                child, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not child:
                return
            for line in self._lines.values():
                handle = line.children.pop(child, b"")
                if handle and status != 0:
                    self._shares.pop(handle, None)

    def _forget_old(self) -> None:
        now = time.monotonic()
        over = [
            handle
            for handle, share in self._shares.items()
            if now - share.used >= self._idle or now - share.begun >= self._longest
        ]
        for handle in over:
            del self._shares[handle]

    @staticmethod
    def _say(there: socket.socket, word: bytes) -> None:
        with there:
            try:
                there.send(word)
            except OSError:
                return  # whoever asked has gone


def _noted(number: int, frame: FrameType | None) -> None:
    """Only so that the end of a child wakes its parent."""


def _tell(error: Exception) -> None:
    """Kind and place, never its text, which may hold words. Nothing is read for it."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_qualname}, line {place.tb_lineno}" if place else "nowhere"
    os.write(sys.stderr.fileno(), f"agent: {type(error).__name__} in {where}\n".encode())


def _answer(there: socket.socket, cookie_half: bytes, share: bytes) -> bool:
    """What a child does; whether a session began or something was opened."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.disable()
    there.setblocking(True)
    give_up_everything({sys.stderr.fileno(), there.fileno()})
    there.send(GO_ON)
    head, body = receive_frame(there)
    if cookie_half:
        said = operations.begin_session(head, cookie_half, share)
        send_frame(there, said)
        return said["begun"] is True
    half = operations.plain(head["cookie_half"])
    try:
        private = join(half, operations.plain(head["stored_half"]), share).decode("ascii")
        answer = operations.OPERATIONS[head["do"]](private, head, body)
    except (CannotOpen, CannotSeal):
        send_frame(there, {"done": False})
        return False
    send_frame(there, {"done": True, **answer.head}, answer.body)
    return True


def main() -> None:
    """Serve, and serve again where that ended by itself."""
    parser = argparse.ArgumentParser()
    parser.add_argument("control", type=int)
    parser.add_argument("idle", type=float)
    parser.add_argument("longest", type=float)
    given = parser.parse_args()
    keep_others_out()
    # Stopping is the workers' business, who finish what they do: the agent ends after them.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    gc.freeze()
    while True:
        child = os.fork()
        if not child:
            control = socket.socket(fileno=given.control)
            Template(control, given.idle, given.longest).serve()
            os._exit(0)
        if os.waitpid(child, 0)[1] == 0:
            sys.exit()
        time.sleep(_BREATH_SECONDS)


if __name__ == "__main__":
    main()
