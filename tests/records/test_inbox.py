"""The desk's list: no gap, no repeat, and never a walk over the whole table."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event, insert

from heard.records import inbox, waiting
from heard.records.errors import NoScope
from heard.records.inbox import Waits, Wanted
from heard.records.messages import StoredMessage, add_addition, new_message_id
from heard.records.scope import EVERYTHING, Scope
from heard.records.tables import submission_parts
from heard.records.tables import submissions as table
from heard.records.waiting import Piece

DAY = date(2030, 3, 1)


def arrive(store, *numbers, waits=("unit",), **changes):
    """Submissions of which these parts wait to be read."""
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
    ids = [row["id"] for row in rows]
    with store.write() as conn:
        conn.execute(insert(table).values(**values | changes).inline(), rows)
        for part in ("unit", "chair"):
            sealed = {"part": part, "body": b"", "recipient": "age1", "answered": part in waits}
            conn.execute(insert(submission_parts), [{"submission_id": id, **sealed} for id in ids])
        for id in ids:
            waiting.begin(conn, id, [Piece(part) for part in waits], changes.get("urgent", False))


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


def listed(conn, **wanted):
    return ids(inbox.older(conn, EVERYTHING, DAY, None, 9, Wanted(**wanted)))


def test_a_list_can_hold_what_waits_in_any_part_or_in_one_or_only_what_is_urgent(store):
    arrive(store, 1)
    arrive(store, 2, waits=("unit", "chair"))
    arrive(store, 3, 4, waits=())
    arrive(store, 5, urgent=True, waits=("chair",))
    arrive(store, 6, urgent=True, waits=())
    arrive(store, 7, state="withdrawn", waits=())
    with store.read() as conn:
        assert listed(conn, waits=Waits()) == [5, 2, 1]
        assert listed(conn, waits=Waits("unit")) == [2, 1]
        assert listed(conn, waits=Waits("chair")) == [5, 2]
        assert listed(conn, waits=Waits(urgent=True)) == [5]
        assert listed(conn, state="sent", read=True) == [6, 4, 3]
        assert listed(conn, state="withdrawn") == [7]
        after = inbox.newer(conn, EVERYTHING, DAY, 1, 2, Wanted(waits=Waits()))
        assert ids(after) == [5, 2]


def test_a_submission_stands_once_in_the_list_however_much_of_it_waits(store):
    arrive(store, 1, 2, 3, waits=("unit", "chair"))
    with store.write() as conn:
        for place in range(4):
            add_addition(conn, "2", StoredMessage(new_message_id(place), "unit", DAY, b"sealed"))
    with store.read() as conn:
        first = inbox.older(conn, EVERYTHING, DAY, None, 2, Wanted(waits=Waits()))
        assert ids(first) == [3, 2]
        before = first[-1].sequence
        assert ids(inbox.older(conn, EVERYTHING, DAY, before, 2, Wanted(waits=Waits()))) == [1]


def test_what_has_expired_is_not_listed_even_before_it_is_swept(store):
    arrive(store, 1, expires=DAY, urgent=True)
    arrive(store, 2, expires=DAY + timedelta(days=1), urgent=True)
    with store.read() as conn:
        assert ids(inbox.older(conn, EVERYTHING, DAY, None, 9)) == [2]
        assert ids(inbox.newer(conn, EVERYTHING, DAY, 0, 9)) == [2]
        assert inbox.count_urgent(conn, EVERYTHING, DAY, 9) == 1


def test_urgent_ones_that_wait_are_counted_up_to_a_limit(store):
    arrive(store, 1, 2, 3, urgent=True)
    arrive(store, 4, urgent=True, waits=())
    arrive(store, 5)
    arrive(store, 6, urgent=True, waits=("unit", "chair"))
    with store.read() as conn:
        assert inbox.count_urgent(conn, EVERYTHING, DAY, 9) == 4
        assert inbox.count_urgent(conn, EVERYTHING, DAY, 2) == 2
        assert inbox.count_urgent(conn, EVERYTHING, DAY, 9, "chair") == 1


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
    with store.write() as conn:
        add_addition(conn, "1", StoredMessage(new_message_id(0), "unit", DAY, b"sealed"))
    with store.read() as conn:
        assert ask(conn, EVERYTHING)
        assert not ask(conn, Scope(frozenset({"conference-1"})))
        assert not ask(conn, Scope(frozenset()))
        for left_open in (None, "everything", True):
            with pytest.raises(NoScope):
                ask(conn, left_open)


BY_ARRIVAL = r"pk_submissions|INTEGER PRIMARY KEY|SCAN submissions'"
ANY, OF_PART, URGENT = (
    "ix_waiting_sequence",
    "ix_waiting_part_sequence",
    "ix_waiting_urgent_sequence",
)
WITHDRAWN = "ix_submissions_state_sequence"


def walked(wanted):
    """Both ways along a list."""
    return (
        lambda conn: inbox.older(conn, EVERYTHING, DAY, 500, 2, wanted),
        lambda conn: inbox.newer(conn, EVERYTHING, DAY, 9, 2, wanted),
    )


@pytest.mark.parametrize(
    ("ask", "index"),
    [
        (lambda conn: inbox.older(conn, EVERYTHING, DAY, None, 2), BY_ARRIVAL),
        *((ask, BY_ARRIVAL) for ask in walked(Wanted())),
        *((ask, ANY) for ask in walked(Wanted(waits=Waits()))),
        *((ask, OF_PART) for ask in walked(Wanted(waits=Waits("chair")))),
        *((ask, URGENT) for ask in walked(Wanted(waits=Waits(urgent=True)))),
        *((ask, WITHDRAWN) for ask in walked(Wanted(state="withdrawn"))),
        *((ask, rf"{WITHDRAWN}|{BY_ARRIVAL}") for ask in walked(Wanted(state="sent", read=True))),
        (lambda conn: inbox.count_urgent(conn, EVERYTHING, DAY, 9), URGENT),
        (
            lambda conn: inbox.count_urgent(conn, EVERYTHING, DAY, 9, "chair"),
            rf"{URGENT}|{OF_PART}",
        ),
    ],
)
def test_every_list_is_walked_along_its_index_and_never_sorted(store, ask, index):
    # Of much that waits little is for the chairs, or urgent.
    arrive(store, *range(597, 602), urgent=True)
    arrive(store, *range(590, 597), waits=("unit", "chair"))
    arrive(store, *range(300, 590))
    arrive(store, *range(290, 300), state="withdrawn", waits=())
    arrive(store, *range(290), waits=())
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
