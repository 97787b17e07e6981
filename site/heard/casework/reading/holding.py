"""Holding a submission while something is done with it at the desk.

What a family has taken back is settled here first: nobody can open, mark or answer at the desk
what was taken back before anybody had opened it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from heard.casework.errors import NoSuchSubmission, TakenBack
from heard.records import messages, submissions, taken_back
from heard.records.database.store import Store
from heard.records.scope import Scope
from heard.records.submissions import Submission
from heard.records.taken_back import TakenBack as Left
from heard.vault.parts import LISTED

#: The state of what was taken back after somebody had opened it.
WITHDRAWN = "withdrawn"


@contextmanager
def held(
    store: Store, scope: Scope, reference: str, today: date
) -> Iterator[tuple[Connection, Submission]]:
    """The submission for a change, and the connection whose work is committed at the end.

    Raises NoSuchSubmission where there is none, where it is outside the scope, and where its time
    has passed, and TakenBack where the family took it back and nobody had opened it: that one is
    deleted within a minute (`retention`).
    """
    with store.write() as conn:
        # What stands in an address can be anything; PostgreSQL, for one, refuses some of it.
        known = reference.isprintable()
        found = submissions.find_by_reference(conn, scope, reference) if known else None
        if found is None or found.expires <= today:
            raise _not_there(conn, scope, reference) if known else NoSuchSubmission(reference)
        asked = messages.taken_back_on(conn, found.id)
        if asked is None or found.state == WITHDRAWN:
            yield conn, found
            return
        if not found.opened:
            raise TakenBack(_left(found, asked))
        messages.mark_taken_back(conn, [found.id])
        yield conn, replace(found, state=WITHDRAWN)


def _left(found: Submission, asked: date) -> Left:
    """What is left of it in a minute, when it is deleted."""
    listed = next(part for part in LISTED if part in found.parts)
    return Left(found.reference, found.form, found.received, asked, listed)


def _not_there(conn: Connection, scope: Scope, reference: str) -> NoSuchSubmission:
    """Why there is none with this reference, as far as that is still known."""
    left = taken_back.find(conn, scope, reference)
    return NoSuchSubmission(reference) if left is None else TakenBack(left)
