"""The process that looks after a site's workers: `python -m heard.web.serving.granian_server`.

Granian's own command leaves workers behind: they begin with its handlers of signals, so that a stop
during their start is swallowed, and nothing ends them when it is killed. Here a worker ends at once
while it starts, after what it is answering when it serves, and always together with its parent. One
that dies is replaced (`workers.py`).

Every setting of Granian is in this place, with the reason for it. Measured on two cores with
`bench/guides`, prepared pages and form pages a second:

    1 worker,  1 thread      74,000   430
    1 worker,  8 threads     45,000   460
    2 workers, 1 thread      75,000   740
    2 workers, 4 or 8        75,000   580 to 710

Threads of one worker wait for each other in Python; workers do not. So there is a worker for each
core. The threads are for what waits outside Python: the disk at a commit, Argon2, bodies. What
speaks RSGI, as the families' front does, has threads of its own (`web/admission.py`).
"""

import argparse
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from heard.authority.installation import database_named
from heard.authority.private_files import write_for_oneself
from heard.casework.council.plain_faults import plain_fault
from heard.web.serving.parents import end_with_parent
from heard.web.serving.workers import Workers

#: Seconds without any sign of life after which a worker counts as hung and is killed. It gives one
#: each second. Until then who waits at its place waits in vain, and others do not.
PATIENCE_SECONDS = 45

#: Seconds for what is being answered when a stop comes. After that a worker is killed: the whole
#: has to be gone within ten.
SECONDS_TO_FINISH = 8

#: Connections that a worker takes at once, idle ones too.
_CONNECTIONS = 4096


def main() -> None:
    """Serve a WSGI or RSGI application ("module:name") until a signal comes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--host", required=True)
    for number in ("--port", "--workers", "--threads"):
        parser.add_argument(number, type=int, required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--lifetime", type=float, default=0)
    parser.add_argument("--patience", type=float, default=PATIENCE_SECONDS)
    given = parser.parse_args()
    write_for_oneself()
    # Until there are workers, a stop has nothing to wait for.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = _made_once(given.target)
    is_rsgi = hasattr(application, "__rsgi__")
    _let_many_connect()
    os.register_at_fork(after_in_child=_heed_signals)
    Workers(
        given.target,
        given.host,
        given.port,
        name=given.name,
        lifetime=given.lifetime,
        patience=given.patience,
        workers=given.workers,
        # What speaks RSGI has threads of its own, and none of them waits for a browser.
        interface=Interfaces.RSGI if is_rsgi else Interfaces.WSGI,
        blocking_threads=1 if is_rsgi else given.threads,
        # Idle connections count too.
        backpressure=_CONNECTIONS,
        # Browsers speak HTTP/2 over TLS only, and TLS ends at the proxy.
        http=HTTPModes.http1,
        websockets=False,
        # Ten times less for each connection than by default: bodies are read as they come.
        http1_settings=HTTP1Settings(max_buffer_size=65536),
        workers_kill_timeout=SECONDS_TO_FINISH,
        # Addresses are nobody's business.
        log_access=False,
        log_level=LogLevels.error,
    ).serve(target_loader=partial(_loaded, os.getpid()))


def _heed_signals() -> None:
    """Let a worker that starts end at SIGTERM; Granian sets its own handlers when it serves.

    Ctrl-C reaches all processes of a terminal. It is the parent's business, which passes it on.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _let_many_connect() -> None:
    """Have room for as many open connections as are taken, as far as the system lets us."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * _CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def _made_once(target: str) -> object:
    """Make the application here, so that workers begin with it and share its memory.

    It must have no thread and no open connection yet: `begin` of its module starts what each worker
    has for itself.
    """
    module, _, name = target.partition(":")
    try:
        made: object = getattr(import_module(module), name)
    except Exception as error:
        if said := plain_fault(error, database_named()):
            sys.exit(f"Error: {said}")
        raise
    gc.collect()
    # What is never looked at again for garbage is never written to, and stays shared.
    gc.freeze()
    return made


def _loaded(parent: int, target: str) -> Callable[..., Any]:
    end_with_parent(parent, signal.SIGKILL)
    module, _, name = target.partition(":")
    made = import_module(module)
    made.begin()
    application: Callable[..., Any] = getattr(made, name)
    return application


if __name__ == "__main__":
    main()
