"""Promise 2. Who writes in the database reads no later word: 0 of 5 with keys of their own put in.

The one who owns it puts a key of their own in the place of each that a reply, a word about a need
or an addition is sealed to, one after another and all at once, and tries what came on everything.
"""

import pytest
from sqlalchemy import select, update

from heard.casework.errors import DoesNotAgree
from heard.casework.reading.replying import Reply, reply
from heard.casework.sending.receipt_holder import add_words
from heard.casework.staff.access import Permission, require
from heard.records.messages import new_message_id
from heard.records.tables import additions, need_steps, replies, submission_parts, submissions
from heard.vault.errors import CannotOpen
from heard.vault.primitives.envelope import new_key_pair, unseal
from heard.vault.receipts import new_receipt
from tests.casework.founded import MORNING, found

MAILBOX, UNIT, CHAIR = "mailbox", "unit", "chair"


@pytest.fixture
def founded(store, tmp_path):
    """A council on each of the databases."""
    return found(store, tmp_path / "secrets")


def swap(store, which, public):
    with store.write() as conn:
        if which == MAILBOX:
            conn.execute(update(submissions).values(mailbox_recipient=public))
        else:
            mine = submission_parts.c.part == which
            conn.execute(update(submission_parts).where(mine).values(recipient=public))


def read_with(store, private):
    """What of all that was said opens with this key, and how much there is."""
    with store.read() as conn:
        said = (replies, additions, need_steps)
        bodies = [body for table in said for body in conn.scalars(select(table.c.body))]
    opened = []
    for body in bodies:
        try:
            opened.append(unseal(body, private))
        except CannotOpen:
            continue
    return opened, len(bodies)


@pytest.mark.parametrize("which", [(MAILBOX,), (UNIT,), (CHAIR,), (MAILBOX, UNIT, CHAIR)])
def test_who_puts_a_key_of_their_own_in_the_database_reads_nothing_that_follows(founded, which):
    private, public = new_key_pair()
    chair = founded.signed_in(founded.add("cy", "chair"))
    receipt = new_receipt()
    reference = founded.send(receipt=receipt)

    def answer(part, place):
        new = Reply(new_message_id(place), "The house by the blue gate.", part)
        right = require(chair, Permission.REPLY)
        reply(founded.store, founded.logbook, right, reference, new, MORNING)

    def add(part, place):
        given = (founded.store, founded.receipt_key, receipt, "I am at my sister's.", part)
        add_words(*given, MORNING, new_message_id(place))

    answer(UNIT, 0)
    add(CHAIR, 1)
    for each in which:
        swap(founded.store, each, public)
    for said, part in ((answer, UNIT), (answer, CHAIR), (add, UNIT), (add, CHAIR), (add, CHAIR)):
        with pytest.raises(DoesNotAgree):
            said(part, 90)
    assert read_with(founded.store, private) == ([], 2)
