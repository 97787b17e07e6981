"""The desk's list: no gap, no repeat, and never a walk over the whole table."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from heard.records import inbox
from heard.records.errors import NoScope
from heard.records.inbox import Wanted
from heard.records.messages import StoredMessage, add_addition, new_message_id
from heard.records.scope import EVERYTHING, Scope
from heard.records.tables import submission_parts
from heard.records.tables import submissions as table

DAY = date(2030, 3, 1)


def arrive(store, *numbers, **changes):
    values = {
        "form": "your-views",
        "form_version": 1,
        "language": "ur",
        "received": DAY,
        "urgent": False,
        "expires": DAY + timedelta(days=90),
        "mailbox_recipient": "age1mailbox",
        "mailbox_wrapped": b"wrapped",
        "proof_hash": b"hash",
    }
    rows = [
        {"id": f"{number}", "reference": f"{number:09}", "receipt_hash": b"%d" % number}
        for number in numbers
    ]
    with store.write() as conn:
        conn.execute(insert(table).values(**values | changes).inline(), rows)


def ids(rows):
    return [int(row.id) for row in rows]


def test_older_pages_walk_from_the_newest_to_the_oldest_without_gap_or_repeat(store):
    arrive(store, *range(7))
    seen, before = [], None
    with store.read() as conn:
        while page := inbox.older(conn, EVERYTHING, DAY, before, 3):
            seen += ids(page)
            before = page[-1].sequence
    assert seen == [6, 5, 4, 3, 2, 1, 0]


def test_newer_pages_walk_the_same_way_back(store):
    arrive(store, *range(7))
    with store.read() as conn:
        oldest = inbox.older(conn, EVERYTHING, DAY, None, 7)[-1]
        first = inbox.newer(conn, EVERYTHING, DAY, oldest.sequence, 3)
        second = inbox.newer(conn, EVERYTHING, DAY, first[0].sequence, 3)
        third = inbox.newer(conn, EVERYTHING, DAY, second[0].sequence, 3)
    assert [ids(first), ids(second), ids(third)] == [[3, 2, 1], [6, 5, 4], []]


def test_what_arrives_while_somebody_pages_moves_nothing(store):
    arrive(store, *range(4))
    with store.read() as conn:
        first = inbox.older(conn, EVERYTHING, DAY, None, 2)
    arrive(store, 4)
    with store.read() as conn:
        second = inbox.older(conn, EVERYTHING, DAY, first[-1].sequence, 2)
    assert ids(first + second) == [3, 2, 1, 0]


def test_a_list_can_hold_only_one_state_or_only_what_is_urgent(store):
    arrive(store, 1, 2)
    arrive(store, 3, 4, state="read")
    arrive(store, 5, urgent=True)
    arrive(store, 6, urgent=True, state="read")
    with store.read() as conn:
        assert ids(inbox.older(conn, EVERYTHING, DAY, None, 9, Wanted(state="sent"))) == [5, 2, 1]
        assert ids(inbox.older(conn, EVERYTHING, DAY, None, 9, Wanted(urgent=True))) == [6, 5]
        assert ids(
            inbox.older(conn, EVERYTHING, DAY, None, 9, Wanted(state="sent", urgent=True))
        ) == [5]
        assert ids(inbox.newer(conn, EVERYTHING, DAY, 0, 2, Wanted(state="read"))) == [4, 3]


def test_what_has_expired_is_not_listed_even_before_it_is_swept(store):
    arrive(store, 1, expires=DAY, urgent=True)
    arrive(store, 2, expires=DAY + timedelta(days=1), urgent=True)
    with store.read() as conn:
        assert ids(inbox.older(conn, EVERYTHING, DAY, None, 9)) == [2]
        assert ids(inbox.newer(conn, EVERYTHING, DAY, 0, 9)) == [2]
        assert inbox.count_urgent(conn, EVERYTHING, DAY, 9) == 1


def test_urgent_ones_that_wait_are_counted_up_to_a_limit(store):
    arrive(store, 1, 2, 3, urgent=True)
    arrive(store, 4, urgent=True, state="read")
    arrive(store, 5)
    with store.read() as conn:
        assert inbox.count_urgent(conn, EVERYTHING, DAY, 9) == 3
        assert inbox.count_urgent(conn, EVERYTHING, DAY, 2) == 2


@pytest.mark.parametrize(
    "ask",
    [
        lambda conn, scope: inbox.older(conn, scope, DAY, None, 9),
        lambda conn, scope: inbox.newer(conn, scope, DAY, 0, 9),
        lambda conn, scope: inbox.count_urgent(conn, scope, DAY, 9),
        lambda conn, scope: inbox.last_additions(conn, scope, ["1"]),
    ],
)
def test_a_query_reaches_as_far_as_its_scope_and_without_one_nowhere(store, ask):
    arrive(store, 1, urgent=True)
    part = {"submission_id": "1", "part": "unit", "body": b"sealed", "recipient": "age1part"}
    with store.write() as conn:
        conn.execute(insert(submission_parts).values(part))
        add_addition(conn, "1", StoredMessage(new_message_id(0), "unit", DAY, b"sealed"))
    with store.read() as conn:
        assert ask(conn, EVERYTHING)
        assert not ask(conn, Scope(frozenset({"conference-1"})))
        assert not ask(conn, Scope(frozenset()))
        for left_open in (None, "everything", True):
            with pytest.raises(NoScope):
                ask(conn, left_open)


BY_ARRIVAL = r"pk_submissions|INTEGER PRIMARY KEY|SCAN submissions'"
WAITING = "ix_submissions_state_sequence"
URGENT = "ix_submissions_urgent_state_sequence"


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda conn: inbox.older(conn, EVERYTHING, DAY, None, 2), BY_ARRIVAL),
        (lambda conn: inbox.older(conn, EVERYTHING, DAY, 9, 2), BY_ARRIVAL),
        (lambda conn: inbox.newer(conn, EVERYTHING, DAY, 9, 2), BY_ARRIVAL),
        (lambda conn: inbox.older(conn, EVERYTHING, DAY, None, 2, Wanted(state="sent")), WAITING),
        (lambda conn: inbox.newer(conn, EVERYTHING, DAY, 9, 2, Wanted(state="sent")), WAITING),
        (
            lambda conn: inbox.older(
                conn, EVERYTHING, DAY, None, 2, Wanted(state="sent", urgent=True)
            ),
            URGENT,
        ),
        (
            lambda conn: inbox.newer(
                conn, EVERYTHING, DAY, 9, 2, Wanted(state="sent", urgent=True)
            ),
            URGENT,
        ),
        (lambda conn: inbox.count_urgent(conn, EVERYTHING, DAY, 9), URGENT),
    ],
)
def test_every_list_is_walked_along_its_index_and_never_sorted(store, ask, index):
    arrive(store, 600, 601, urgent=True)
    arrive(store, *range(597, 600))
    arrive(store, *range(597), state="read")
    asked = []

    def note(_conn, _cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    if store.engine.dialect.name == "postgresql":
        with store.write() as conn:
            conn.exec_driver_sql("ANALYZE")
    with store.read() as conn:
        event.listen(conn, "before_cursor_execute", note)
        ask(conn)
        statement, parameters = asked[0]
        explain = "EXPLAIN QUERY PLAN"
        if conn.dialect.name == "postgresql":
            explain = "EXPLAIN"
            # A short table is read whole whatever its indexes; with these off the plan is the one
            # of a long table, if there is such a plan.
            for way in ("seqscan", "bitmapscan", "sort"):
                conn.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        plan = str(conn.exec_driver_sql(f"{explain} {statement}", parameters).all())
    assert re.search(index, plan), plan
    assert not re.search(r"Sort|Seq Scan|TEMP B-TREE", plan), plan
