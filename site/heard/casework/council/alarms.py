"""Writing into the log that a row was changed: the family's site may not write there itself."""

from datetime import datetime

from heard.casework.council.logbook import ITSELF, Action, Logbook
from heard.records import alarms
from heard.records.database.store import Store


def log_alarms(store: Store, logbook: Logbook, now: datetime) -> int:
    """Log each alarm that was raised since; how many. Each of them is logged once."""
    with store.write() as conn:
        references = alarms.take_unlogged(conn)
        for reference in references:
            logbook.write(conn, ITSELF, Action.DIFFERS, reference, now)
    return len(references)
