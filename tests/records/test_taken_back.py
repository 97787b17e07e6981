"""What is left of what was taken back unread: a line for a while, and nothing else."""

from datetime import date, timedelta

import pytest

from heard.records import messages, submissions, taken_back
from heard.records.errors import NoScope
from heard.records.scope import EVERYTHING, Scope
from heard.records.taken_back import DAYS_KEPT, TakenBack
from tests.records.sealed import stored
from tests.records.test_submissions import PROOF, add, new

DAY = date(2030, 3, 4)


def left(store, before=None, size=9, scope=EVERYTHING):
    with store.read() as conn:
        return taken_back.newest(conn, scope, before, size)


def test_taking_back_what_nobody_opened_leaves_reference_form_and_days(store):
    add(store, new(1), new(2))
    with store.write() as conn:
        reference = stored(conn, "id-1").reference
        submissions.mark_opened(conn, "id-2")
        for id in ("id-1", "id-2"):
            messages.take_back(conn, id, DAY, PROOF)
        assert messages.fulfil(conn, bytes(32)).number == 2
    expected = TakenBack(reference, "your-views", date(2030, 3, 1), DAY)
    assert left(store) == [expected]
    with store.read() as conn:
        assert taken_back.find(conn, EVERYTHING, reference) == expected
        assert taken_back.find(conn, EVERYTHING, "K7PM-3QXD") is None


def test_the_list_is_walked_from_the_newest_without_gap_or_repeat(store):
    kept = [
        TakenBack(f"{n:04}-XXXX", "support", DAY, DAY + timedelta(days=n // 3)) for n in range(7)
    ]
    with store.write() as conn:
        taken_back.remember(conn, kept)
        taken_back.remember(conn, kept[:1])
    seen, before = [], None
    while page := left(store, before, 2):
        seen += page
        before = (page[-1].taken_back_on, page[-1].reference)
    assert seen == kept[::-1]


def test_a_line_goes_after_its_days(store):
    with store.write() as conn:
        taken_back.remember(conn, [TakenBack("2222-2222", "support", DAY, DAY)])
    last = DAY + timedelta(days=DAYS_KEPT)
    with store.write() as conn:
        assert taken_back.forget(conn, last - timedelta(days=1)) == 0
        assert taken_back.forget(conn, last) == 1
    assert left(store) == []


def test_it_reaches_as_far_as_its_scope(store):
    with store.write() as conn:
        taken_back.remember(conn, [TakenBack("2222-2222", "support", DAY, DAY)])
    conferences = Scope(frozenset({"conference-1"}))
    assert left(store, scope=conferences) == []
    with store.read() as conn:
        assert taken_back.find(conn, conferences, "2222-2222") is None
        with pytest.raises(NoScope):
            taken_back.find(conn, None, "2222-2222")
