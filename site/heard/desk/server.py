"""The desk's process. Granian serves `application`.

This module starts work when it is imported, so nothing else imports it.
"""

import logging
import threading
import time

from heard.casework.sessions import forget_timed_out
from heard.desk.app import create_app
from heard.desk.workroom import now

_EVERY_SECONDS = 60

log = logging.getLogger(__name__)

application = create_app()


def _sweep() -> None:
    # A time-out forgets the key even if the person's browser never asks again.
    while True:
        time.sleep(_EVERY_SECONDS)
        try:
            forget_timed_out(application.extensions["workroom"].store, now())
        except Exception:
            log.exception("could not sweep sessions; trying again in a minute")


threading.Thread(target=_sweep, name="sweep", daemon=True).start()
