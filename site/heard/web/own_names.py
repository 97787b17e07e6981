"""A site answers to its own names alone, and never repeats another that a request brings along.

The proxies in `deploy/` ask for nothing else. Here it is held for whoever reaches the program
itself, and for a proxy that was set up otherwise: a page, a redirect or a list of addresses that
leads to somebody else's site is good for catching people.
"""

import logging
import re
from collections.abc import Callable, Collection

from flask import Flask, abort, request

log = logging.getLogger("heard")

#: This machine, by whatever port: `bin/serve`, and whoever asks whether a process is up.
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


def refuse_other_names(app: Flask, names: Callable[[], Collection[str]], setting: str) -> None:
    """Answer 400 to requests for any name but `names` and this machine's own.

    The log says so once, with the `setting` that may be missing, and not for which name.
    """
    told = False

    @app.before_request
    def _refuse() -> None:
        nonlocal told
        name = _name(request.host)
        if name in THIS_MACHINE or name in map(_name, names()):
            return
        if not told:
            told = True
            log.error("A request for a name that is not this site's was refused: see %s", setting)
        abort(400)


def own_root(address: str) -> str:
    """The beginning of this site's addresses, without a slash at its end.

    The one that was asked for, which is one of its own; the council's `address` where it has one
    and the request did not come from this machine.
    """
    if address and _name(request.host) not in THIS_MACHINE:
        return address
    return request.host_url.rstrip("/")


def _name(host: str) -> str:
    """A host without its port."""
    return re.sub(r":\d*$", "", host).lower()
