"""Whether what stands in the clear about a submission is what was sealed inside it.

Keys that something is sealed to lie in the database, and so do the days, and whether it is urgent.
Whoever can write there can change them, and not what stands in a part. What does not agree is
shown, logged, and never acted on.
"""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from datetime import datetime

from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import DoesNotAgree
from heard.casework.staff.sessions import SignedIn
from heard.records.database.store import Store
from heard.records.messages import StoredMessage
from heard.records.submissions import Submission
from heard.vault.messages import Words
from heard.vault.outside import Outside

#: In what differs: an addition, whose day and urgency stand inside it.
ADDITIONS = "additions"
#: In what differs: the public keys of the parts.
PARTS = "parts"
#: In what differs: anything of the rows, since the desk has taken them up (`records.ledger`).
ROW = "row"
#: In what differs: a part that this person should be able to open, and does not.
DAMAGED = "damaged"


def outside_of(found: Submission) -> Outside:
    """What the database says of a submission, to be compared with what stands inside."""
    return Outside(
        language=found.language,
        received=found.received,
        expires=found.expires,
        urgent=found.urgent,
        answered=frozenset(found.answered),
        mailbox=found.mailbox_recipient,
        parts={name: part.recipient for name, part in found.parts.items()},
    )


def differing(found: Submission, part: str, outside: object, recipient: str) -> frozenset[str]:
    """The names of what an opened part says otherwise than the database; empty as it should be.

    `outside` is what stands in it, `recipient` the public half of the key that opened it: the best
    witness of which key belongs to it.
    """
    differs = outside_of(found).differing(outside)
    swapped = recipient != found.parts[part].recipient
    return differs | {PARTS} if swapped else differs


def added_otherwise(stored: StoredMessage, words: Words) -> bool:
    """Whether an addition says otherwise than the database when it came, or if it is urgent."""
    return words.more != stored.outside


def log_difference(
    store: Store,
    logbook: Logbook,
    reader: SignedIn,
    reference: str,
    differs: Set[str],
    now: datetime,
) -> None:
    """Write down that a submission does not agree, and in what; once for each session."""
    subject = " ".join((reference, *sorted(differs)))
    with store.write() as conn:
        logbook.write_once(conn, reader.name, Action.DIFFERS, subject, now, reader.session)


@contextmanager
def differences_logged(
    store: Store, logbook: Logbook, reader: SignedIn, now: datetime
) -> Iterator[None]:
    """Write down a DoesNotAgree that ends what is done here, and let it go on.

    Outside the transaction, which it undoes.
    """
    try:
        yield
    except DoesNotAgree as error:
        log_difference(store, logbook, reader, error.reference, error.differs, now)
        raise
