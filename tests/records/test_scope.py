"""No query of the desk goes further than its scope, or goes anywhere without one."""

from datetime import date
from inspect import getmembers, isfunction, signature

import pytest
from sqlalchemy import select

from heard.records import inbox, sealed_answers, submissions
from heard.records.errors import NoScope
from heard.records.scope import EVERYTHING, Scope, within
from tests.records.test_submissions import add, new

DAY = date(2030, 3, 1)
NOWHERE = (Scope(frozenset()), Scope(frozenset({"conference-1"})))


def find(conn, scope):
    reference = conn.scalar(select(submissions.submissions.c.reference))
    return submissions.find_by_reference(conn, scope, reference)


def count(conn, scope):
    wanted = sealed_answers.OfForm("unit", "your-views", 9, (date.min, date.max), date.min)
    assert not sealed_answers.counted(conn, scope, wanted)
    return sealed_answers.count_uncounted(conn, scope, wanted)


@pytest.mark.parametrize("ask", [find, count])
def test_a_submission_is_found_within_the_scope_alone(store, ask):
    add(store, new())
    with store.read() as conn:
        assert ask(conn, EVERYTHING)
        for scope in NOWHERE:
            assert not ask(conn, scope)
        for left_open in (None, "everything", True, frozenset()):
            with pytest.raises(NoScope):
                ask(conn, left_open)


@pytest.mark.parametrize("module", [inbox, sealed_answers])
def test_every_query_of_lists_and_of_counting_takes_a_scope(module):
    queries = [
        function
        for name, function in getmembers(module, isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
    ]
    assert queries
    for query in queries:
        assert list(signature(query).parameters)[:2] == ["conn", "scope"], query.__name__


def test_a_scope_that_was_forgotten_is_not_everything():
    with pytest.raises(NoScope):
        within(None)
