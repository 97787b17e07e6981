"""The desk's process. Granian serves `application`.

This module starts work when it is imported, so nothing else imports it.
"""

import logging
import threading
import time

from heard.casework.retention import sweep
from heard.desk.app import create_app
from heard.desk.workroom import now

_EVERY_SECONDS = 60

log = logging.getLogger(__name__)

application = create_app()


def _sweep() -> None:
    # What is past its time goes even if nobody asks for it again: a session's key above all.
    while True:
        time.sleep(_EVERY_SECONDS)
        try:
            sweep(application.extensions["workroom"].store, now())
        except Exception:
            log.exception("could not sweep; trying again in a minute")


threading.Thread(target=_sweep, name="sweep", daemon=True).start()
