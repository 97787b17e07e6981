"""No two looks at the figures can be subtracted: those of a quarter are counted once, at its end.

The attack looks before and after everything that can change a count, as two colleagues who work
together would, and subtracts each look from each.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from sqlalchemy import select

from heard.casework.figures import feedback_results as feedback_results_module
from heard.casework.figures.feedback_results import NotEnded, feedback_results
from heard.casework.figures.quarters import quarters
from heard.casework.figures.results import Results
from heard.casework.retention import sweep
from heard.casework.staff.access import Permission, require
from heard.records import submissions
from heard.records.scope import EVERYTHING
from heard.records.tables import figures, key_holders, withdrawals
from tests.casework.afterwards import AFTERWARDS, all_answered, answered
from tests.casework.founded import MORNING

ONE = {"who": "parent", "understood": "no", "helped_by": ["advocate"]}
AUTUMN = quarters(date(2026, 11, 24), 365)[0]
END = datetime(2027, 1, 1, 0, 5, tzinfo=UTC)


@pytest.fixture
def looking(council):
    """A function by which one of two colleagues looks at a quarter; None where there is nothing."""
    people = [
        council.signed_in(council.add(name, role))
        for name, role in (("ada", "administrator"), ("cy", "chair"))
    ]

    def look(quarter=AUTUMN, now=END, who=0) -> Results | None:
        right = require(people[who], Permission.COUNT)
        until = quarter.first + timedelta(days=365)
        try:
            return feedback_results(
                council.store, council.logbook, right, AFTERWARDS, quarter, until, now
            )
        except NotEnded:
            return None

    return look


def take_back(council, reference):
    with council.store.write() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference).id
        wish = withdrawals.insert().values(submission_id=found, asked=END.date(), proof=bytes(32))
        conn.execute(wish.inline())


def test_no_difference_between_any_two_looks_tells_of_one_person(council, looking):
    """0 of 2,000 pairs of looks at one quarter differ."""
    now, looks = MORNING, []

    def everybody_looks():
        for who in (0, 1):
            for quarter in quarters(now.date(), 365):
                found = looking(quarter, now, who)
                if found is not None:
                    looks.append((quarter.name, found))

    sent = []
    for step in range(14):
        everybody_looks()
        sent.append(answered(council, ONE, received=now.date(), expires=date(2027, 6, 1)))
        everybody_looks()
        now += timedelta(days=8)
        if step == 7:
            all_answered(council, "parent", "understood", ["yes"] * 6)
        if step > 8:
            take_back(council, sent[step - 8])
            everybody_looks()
            sweep(council.store, council.logbook, now)
    for now in (datetime(2027, 4, 2, 12, tzinfo=UTC), datetime(2027, 6, 1, 12, tzinfo=UTC)):
        everybody_looks()
        sweep(council.store, council.logbook, now)
        everybody_looks()

    pairs = [(one, other) for one, other in combinations(looks, 2) if one[0] == other[0]]
    told = {name for name, found in looks if found.groups}
    assert told == {"2026-4", "2027-1"}
    assert len(pairs) > 2000
    assert sum(one != other for one, other in pairs) == 0


def test_of_a_quarter_that_runs_there_is_nothing(council, looking):
    all_answered(council, "parent", "understood", ["yes"] * 9)
    for now in (MORNING, datetime(2026, 12, 31, 23, 59, tzinfo=UTC)):
        assert looking(now=now) is None
    assert looking(now=END).groups


def test_what_goes_after_that_leaves_the_figures_as_they_were(council, looking):
    gone = answered(council, ONE)
    all_answered(council, "parent", "understood", ["yes"] * 6 + ["no"] * 5)
    before = looking()
    assert [group.people for group in before.groups] == [12]
    take_back(council, gone)
    sweep(council.store, council.logbook, END)
    answered(council, ONE)
    assert looking() == before
    assert looking(who=1, now=END + timedelta(days=40)) == before


def test_of_two_who_look_at_once_the_first_decides(council, looking, monkeypatch):
    all_answered(council, "parent", "understood", ["yes"] * 6 + ["no"] * 5)
    real, seen = feedback_results_module.kept, []

    def meanwhile(results):
        if not seen:
            seen.append(None)
            answered(council, ONE)
            seen.append(looking(who=1))
        return real(results)

    monkeypatch.setattr(feedback_results_module, "kept", meanwhile)
    assert looking() == seen[1]
    assert [group.people for group in seen[1].groups] == [12]


def test_whoever_holds_fewer_keys_sees_nothing_instead_of_another_count(council, looking):
    all_answered(council, "parent", "understood", ["yes"] * 6)
    with council.store.write() as conn:
        ada = conn.scalars(select(key_holders.c.staff_id)).first()
        conn.execute(key_holders.delete().where(key_holders.c.staff_id == ada))
    looks = [looking(who=who) for who in (0, 1, 0)]
    assert sorted(look.out_of_reach for look in looks[:2]) == [False, True]
    assert looks[0] == looks[2]
    assert sum(bool(look.groups) for look in looks[:2]) == 1


def test_what_is_kept_says_nothing_to_whoever_takes_the_database(council, looking):
    all_answered(council, "parent", "understood", ["yes"] * 6)
    looking()
    with council.store.read() as conn:
        (row,) = conn.execute(select(figures))
    assert not {b"understood", b"parent", b"Parent"} & {row.body[at : at + 6] for at in range(999)}
    assert b"nderstood" not in row.body


def test_figures_go_when_the_first_form_of_their_quarter_may(council, looking):
    all_answered(council, "parent", "understood", ["yes"] * 6)
    looking()
    last = datetime(2027, 9, 30, 12, tzinfo=UTC)
    assert sweep(council.store, council.logbook, last).figures == 0
    assert sweep(council.store, council.logbook, last + timedelta(days=1)).figures == 1
