"""The desk's process. Granian serves `application`, one for all workers.

This module starts work when it is imported, so nothing else imports it.
"""

import logging
import threading
import time

from heard.authority.installation import Installation
from heard.authority.settings import SettingsError
from heard.casework.retention import sweep
from heard.casework.staff.sign_in import log_nameless_tries
from heard.desk.app import create_app, renew_settings
from heard.desk.site import now

_EVERY_SECONDS = 60

log = logging.getLogger(__name__)

_installation = Installation.from_environment()
application = create_app(_installation)
# A connection is one worker's own.
application.extensions["site"].store.close()


def _look_after() -> None:
    # What is past its time goes even if nobody asks for it again: a session's key above all.
    while True:
        time.sleep(_EVERY_SECONDS)
        try:
            site = application.extensions["site"]
            sweep(site.store, site.logbook, now())
        except Exception:
            log.exception("could not sweep; trying again in a minute")
        try:
            site = application.extensions["site"]
            log_nameless_tries(site.store, site.logbook, now())
        except Exception:
            log.exception("could not write into the log; trying again in a minute")
        _take_in_settings()


def _take_in_settings() -> None:
    try:
        renew_settings(application, _installation)
    except SettingsError as error:
        log.error("changed settings were not taken in:\n%s", error)


def begin() -> None:
    """Start what each worker does beside answering.

    A worker that begins later than the others takes in first what has changed since the start.
    """
    _take_in_settings()
    threading.Thread(target=_look_after, name="minute", daemon=True).start()
