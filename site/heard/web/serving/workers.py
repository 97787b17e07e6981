"""The workers of a site: one that dies is replaced, one that hangs is killed, one that has lived
long makes room for a fresh one.

Granian's own loop begins a dead worker anew once and ends the whole site when that one dies soon,
forgets one of two that die together, and lets each worker open a socket of its own: who waits at it
for an answer is lost with the worker. Here the parent holds the sockets open, one for each place:
who was not heard yet waits for the next worker in it. (One socket for all would do without places;
measured, half of the time one of two workers then takes nine connections of ten.)
"""

import mmap
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from granian._granian import SocketHolder
from granian.server.mp import MPServer, WorkerProcess

from heard.web.serving.restarts import Restarts, how_it_ended

_LOOK_EVERY_SECONDS = 1.0

#: A worker that lives so long is no part of a row of deaths.
_LONG_ENOUGH_SECONDS = 10.0

#: Where one worker cannot live and others can, how often it is tried again.
_TRY_AGAIN_SECONDS = 30.0

#: What a browser may take from its connection to its request. A worker that has to end closes who
#: is connected and has asked nothing yet, so one that makes room waits for them.
_SECONDS_TO_ASK = 3.0

#: Tells a worker to take no more connections.
_NO_MORE = signal.SIGUSR1

#: What a worker that makes room may take for what it is answering: an upload over a slow network.
_SECONDS_TO_MAKE_ROOM = 600.0

#: Seconds between two signs of life.
_BEAT_SECONDS = 1.0

#: Connections that wait at the socket of one place.
_BACKLOG = 1024

Loader = Callable[[], Callable[..., Any]]


class Pulse:
    """A count of signs of life that a worker gives and its parent sees, in memory of both."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 8)

    @property
    def beats(self) -> int:
        """How many signs there were: 0 until the worker answers."""
        return int.from_bytes(self._shared[:8], "little")

    def start(self) -> None:
        """Beat for as long as this process can run Python at all."""
        threading.Thread(target=self._beat, name="pulse", daemon=True).start()

    def _beat(self) -> None:
        while True:
            self._shared[:8] = (self.beats + 1).to_bytes(8, "little")
            time.sleep(_BEAT_SECONDS)


@dataclass
class _Watched:
    """What the parent has seen of a worker's pulse. Looks are counted and not seconds, because
    parent and workers can be frozen together, with the machine or by a container's pause."""

    pulse: Pulse
    beats: int = 0
    looks_without: int = 0

    def look(self) -> None:
        beats = self.pulse.beats
        self.looks_without = self.looks_without + 1 if beats == self.beats else 0
        self.beats = beats


@dataclass
class _Leaving:
    """What has been done so far to let a worker go that makes room."""

    taken_over: float | None = None  # when its successor took over
    told_to_end: bool = False


class Workers(MPServer):
    """Granian's server, with a loop of its own that keeps all its workers alive.

    `lifetime` is after how many seconds a worker makes room for a fresh one, 0 for never.
    `patience` is for how many seconds a worker may give no sign of life. `name` is what the log
    calls the site. `serve` raises SystemExit with a sentence where no worker can live.
    """

    def __init__(
        self, target: str, host: str, port: int, *, name: str, lifetime: float, patience: float,
        **settings: Any,
    ) -> None:  # fmt: skip
        super().__init__(target, host, port, backlog=_BACKLOG, **settings)
        self._name, self._lifetime, self._patience = name, lifetime, patience
        self._watched: dict[WorkerProcess, _Watched] = {}
        self._restarts = [Restarts(_LONG_ENOUGH_SECONDS) for _ in range(self.workers)]
        #: When the worker of a place is started, where it has none.
        self._due: dict[int, float] = {}
        #: Workers whose place has been taken.
        self._leaving: dict[WorkerProcess, _Leaving] = {}

    def _init_shared_socket(self) -> None:
        self._listeners = [
            socket.create_server(
                (self.bind_addr, self.bind_port),
                family=socket.AF_INET6 if ":" in self.bind_addr else socket.AF_INET,
                backlog=_BACKLOG,
                reuse_port=True,
            )
            for _ in range(self.workers)
        ]
        for listener in self._listeners:
            listener.setblocking(False)
        self._ssp = self._sso = None

    def _drop_shared_socket(self) -> None:
        for listener in self._listeners:
            listener.close()

    def _spawn_worker(  # type: ignore[override]  # as `MPServer` does
        self, idx: int, target: Any, callback_loader: Loader
    ) -> WorkerProcess:
        pulse = Pulse()
        holder: Any = SocketHolder  # its stub leaves out what it takes
        self._shd = holder(self._listeners[idx].fileno(), False, _BACKLOG)
        load = partial(_loaded, pulse, self._listeners, idx, callback_loader)
        worker = super()._spawn_worker(idx, target, load)
        self._watched[worker] = _Watched(pulse)
        return worker

    def signal_handler_reload(self, *args: Any, **kwargs: Any) -> None:
        """SIGHUP: the terminal was closed. It has ended the workers already."""
        self.signal_handler_interrupt()

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        begin = partial(self._begin, spawn_target, target_loader)
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(_LOOK_EVERY_SECONDS)
            self.main_loop_interrupt.clear()
            now = time.monotonic()
            for worker in self.wrks:
                if worker not in self._watched:
                    continue
                if not worker.is_alive():
                    self._died(worker, now)
                elif self._hangs(worker):
                    worker.inner.kill()
            for place in [each for each, due in self._due.items() if due <= now]:
                begin(place)
            self._let_go(now)
            if self._lifetime and not self._leaving and not self._due:
                self._renew_oldest(begin, now)

    def _begin(self, spawn_target: Any, target_loader: Any, place: int) -> None:
        worker = self._spawn_worker(place, spawn_target, target_loader)
        worker.start()
        self._due.pop(place, None)
        self.wrks[place] = worker

    def _died(self, worker: WorkerProcess, now: float) -> None:
        """See to it that another one takes its place, or end where none of them can live."""
        self._watched.pop(worker)
        how = how_it_ended(worker.inner.exitcode)
        wait = self._restarts[worker.idx].wait_after(now - worker.birth)
        if wait is None:
            if not any(now - each.birth >= _LONG_ENOUGH_SECONDS for each in self._watched):
                _say(
                    f"Error: the workers of the {self._name} end again and again within seconds, "
                    f"the last one {how}. It stops."
                )
                self.shutdown(1)
            wait = _TRY_AGAIN_SECONDS
        when = f" in {wait:g} seconds" if wait else ""
        _say(f"A worker of the {self._name} ended {how}. Another one takes its place{when}.")
        self._due[worker.idx] = now + wait

    def _hangs(self, worker: WorkerProcess) -> bool:
        watched = self._watched[worker]
        watched.look()
        if watched.looks_without * _LOOK_EVERY_SECONDS < self._patience:
            return False
        _say(f"A worker of the {self._name} has hung for {self._patience:g} seconds: it is killed.")
        return True

    def _renew_oldest(self, begin: Callable[[int], None], now: float) -> None:
        """Begin a successor of the worker that has lived longest, where its time is over."""
        oldest = min(self._watched, key=lambda worker: worker.birth)
        if now - oldest.birth >= self._lifetime:
            self._leaving[oldest] = _Leaving()
            begin(oldest.idx)

    def _let_go(self, now: float) -> None:
        """Tell workers to end whose successors answer, and kill what takes far too long for it."""
        for worker, leaving in list(self._leaving.items()):
            successor = self._watched.get(self.wrks[worker.idx])
            if not worker.is_alive():
                del self._leaving[worker]
                self._watched.pop(worker, None)
            elif leaving.taken_over is None:
                if successor and successor.beats:
                    os.kill(worker.inner.pid, _NO_MORE)
                    leaving.taken_over = now
            elif now - leaving.taken_over >= _SECONDS_TO_MAKE_ROOM:
                worker.kill()
            elif now - leaving.taken_over >= _SECONDS_TO_ASK and not leaving.told_to_end:
                worker.terminate()
                leaving.told_to_end = True

    def _stop_workers(self) -> None:
        # `super` waits for each in turn, and for all together no longer than a worker may take.
        self.wrks.extend(self._leaving)
        super()._stop_workers()


def _loaded(
    pulse: Pulse, listeners: list[socket.socket], place: int, load: Loader
) -> Callable[..., Any]:
    """Load the application in a worker, which listens at its own place alone."""
    own, leaving = listeners[place], threading.Event()

    def make_room(*_: object) -> None:
        _replace_by_silence(own)
        leaving.set()

    signal.signal(_NO_MORE, make_room)
    for listener in listeners:
        if listener is not own:
            listener.close()
    application: Any = load()
    pulse.start()
    if hasattr(application, "__rsgi__"):
        application.closes = leaving.is_set
        front: Callable[..., Any] = application
        return front

    def answer(environ: Any, start_response: Callable[..., Any]) -> Any:
        if not leaving.is_set():
            return application(environ, start_response)

        # Who keeps a connection open is told not to ask on it again before it is closed.
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, ("Connection", "close")], *rest)

        return application(environ, start)

    return answer


def _replace_by_silence(listener: socket.socket) -> None:
    """Let no more connections come. Granian cannot be told so: it is given a socket to which nobody
    connects in the place of its own, which its successor has too."""
    with socket.socket(socket.AF_UNIX) as silence:
        silence.bind("")  # to a name that Linux makes up, in no folder
        silence.listen()
        silence.setblocking(False)
        os.dup2(silence.fileno(), listener.fileno())


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()
