"""What is counted of the forms after the meeting, and what never leaves them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from heard.casework.errors import NotPermitted
from heard.casework.figures import feedback_results as feedback_results_module
from heard.casework.figures.feedback_results import UNSAID, feedback_results
from heard.casework.figures.quarters import Quarter
from heard.casework.staff.access import Permission, require
from heard.journeys.model.choices import OneOf, Option
from heard.records import log, messages, submissions
from heard.records.scope import EVERYTHING
from heard.records.tables import figures, part_keys, withdrawals
from heard.vault.agent.client import LockedKey
from tests.casework.afterwards import AFTERWARDS, LEVELS, all_answered, answered
from tests.casework.founded import TODAY

AUTUMN = Quarter(date(2026, 10, 1), date(2026, 12, 31))
#: After the end of AUTUMN.
JANUARY = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)
LAST_YEAR = Quarter(date(2025, 10, 1), date(2025, 12, 31))


@pytest.fixture(autouse=True)
def rules(monkeypatch):
    """Every number as it was counted: what may be shown of them is tested in `test_small_numbers`.

    Gives the rules themselves, for a test that puts them back.
    """
    real = {
        name: getattr(feedback_results_module, name)
        for name in ("one_answer_each", "many_answers_each")
    }
    for name in real:
        monkeypatch.setattr(
            feedback_results_module, name, lambda counts, people, *, required: tuple(counts)
        )
    return real


@pytest.fixture
def administrator(council):
    return council.signed_in(council.add("ada", "administrator"))


def counted(council, reader, quarter=AUTUMN, now=JANUARY):
    """A first look. What is kept of it is thrown away: see `test_kept_figures` for that."""
    right = require(reader, Permission.COUNT)
    found = feedback_results(
        council.store, council.logbook, right, AFTERWARDS, quarter, quarter.figures_from, now
    )
    with council.store.write() as conn:
        conn.execute(figures.delete())
    return found


def numbers(results, who="parent"):
    (group,) = [group for group in results.groups if group.who.value == who]
    return {line.question.name: line.shown for line in group.lines}


def left_out(results):
    return [who.value for who in results.too_few]


def logged(council):
    with council.store.read() as conn:
        rows = log.page(conn, None, 100)
    return [(row.actor, row.action, row.subject) for row in rows if row.action != "signed in"]


def test_answers_are_counted_within_who_gave_them(council, administrator):
    all_answered(council, "parent", "understood", ["yes"] * 6 + ["no"] * 5)
    all_answered(council, "professional", "understood", ["yes"] * 7)
    results = counted(council, administrator)
    assert [(group.who.value, group.people) for group in results.groups] == [
        ("parent", 11),
        ("professional", 7),
    ]
    assert numbers(results)["understood"] == (6, 0, 5, 0)
    assert numbers(results, "professional")["understood"] == (7, 0, 0, 0)
    assert left_out(results) == ["child", ""]


def test_four_people_are_not_shown_and_five_are(council, administrator):
    all_answered(council, "child", "listened_to", ["no"] * 4)
    results = counted(council, administrator)
    assert results.groups == ()
    assert left_out(results) == ["parent", "child", "professional", ""]
    all_answered(council, "child", "listened_to", ["no"])
    assert numbers(counted(council, administrator), "child")["listened_to"] == (0, 0, 5, 0)


def test_kinds_of_people_who_are_not_shown_look_alike_however_many_they_are(council, administrator):
    before = counted(council, administrator)
    all_answered(council, "child", "listened_to", ["no"] * 4)
    assert counted(council, administrator) == before


def test_what_few_nobody_or_all_chose_is_hidden(council, administrator, rules, monkeypatch):
    for name, rule in rules.items():
        monkeypatch.setattr(feedback_results_module, name, rule)
    all_answered(council, "parent", "understood", ["yes"] * 9 + ["no"])
    all_answered(council, "professional", "understood", ["yes"] * 9)
    results = counted(council, administrator)
    assert numbers(results)["understood"] == (9, None, None, None)
    assert numbers(results, "professional")["understood"] == (None, None, None, None)


def test_those_who_did_not_say_who_they_are_are_a_kind_of_their_own(council, administrator):
    for _ in range(5):
        answered(council, {"understood": "partly"})
    results = counted(council, administrator)
    assert [group.who for group in results.groups] == [UNSAID]
    assert numbers(results, "")["understood"] == (0, 5, 0, 0)


def test_many_answers_to_one_question_are_each_counted(council, administrator):
    all_answered(council, "parent", "helped_by", [["advocate", "family"]] * 6 + [["family"]] * 2)
    assert numbers(counted(council, administrator))["helped_by"] == (6, 8)


def test_people_are_not_said_to_have_left_out_what_they_were_never_asked(council, administrator):
    all_answered(council, "professional", "understood", ["yes"] * 5)
    all_answered(council, "parent", "understood", ["yes"] * 5)
    results = counted(council, administrator)
    assert "helped_by" in numbers(results)
    assert "helped_by" not in numbers(results, "professional")


def test_nobodys_own_words_no_day_and_no_reference_come_out(council, administrator):
    references = [
        answered(council, {"who": "parent", "understood": "yes", "change": "a blue gate"})
        for _ in range(6)
    ]
    told = repr(counted(council, administrator).groups)
    assert "blue gate" not in told
    assert "change" not in told
    assert "2026" not in told
    assert not [each for each in references if each in told]


def test_what_was_taken_back_or_has_expired_or_came_by_another_form_is_not_counted(
    council, administrator
):
    yes = {"who": "parent", "understood": "yes"}
    for _ in range(5):
        answered(council, yes)
    answered(council, yes, expires=TODAY)
    answered(council, yes, form="your-views", version=1)
    taken, asked = answered(council, yes), answered(council, yes)
    with council.store.write() as conn:
        opened = submissions.find_by_reference(conn, EVERYTHING, taken).id
        submissions.mark_opened(conn, opened)
        messages.mark_taken_back(conn, [opened])
        wish = submissions.find_by_reference(conn, EVERYTHING, asked).id
        wished = withdrawals.insert().values(submission_id=wish, asked=TODAY, proof=bytes(32))
        conn.execute(wished.inline())
    results = counted(council, administrator)
    assert numbers(results)["understood"] == (5, 0, 0, 0)
    assert not results.some_unopened


def test_only_the_chosen_months_are_counted_to_their_last_day(council, administrator):
    yes = {"who": "parent", "understood": "yes"}
    for received in (date(2026, 9, 30), date(2027, 1, 1)):
        answered(council, yes, received=received)
    for received in (date(2026, 10, 1), date(2026, 12, 31)) * 3:
        answered(council, yes, received=received)
    assert numbers(counted(council, administrator))["understood"] == (6, 0, 0, 0)
    assert counted(council, administrator, LAST_YEAR).groups == ()


def test_an_earlier_version_is_counted_and_a_later_one_is_not(council, administrator):
    for version in (1, 1, 1, 2, 2, 3):
        answered(council, {"who": "parent", "understood": "yes"}, version=version)
    assert numbers(counted(council, administrator))["understood"] == (5, 0, 0, 0)


def test_what_does_not_open_is_said_and_the_rest_is_counted(council, administrator):
    yes = {"who": "parent", "understood": "yes"}
    broken = [answered(council, yes) for _ in range(6)][3]
    with council.store.write() as conn:
        of_it = (
            part_keys.c.submission_id == submissions.find_by_reference(conn, EVERYTHING, broken).id
        )
        conn.execute(part_keys.update().where(of_it).values(sealed_key=b"\x01changed"))
    results = counted(council, administrator)
    assert results.some_unopened
    assert numbers(results)["understood"] == (5, 0, 0, 0)


@pytest.mark.parametrize("who", [["parent"], 7, "a stranger"])
def test_an_impossible_kind_of_person_is_not_counted(council, administrator, who):
    all_answered(council, "parent", "understood", ["yes"] * 5)
    answered(council, {"who": who, "understood": "yes"})
    results = counted(council, administrator)
    assert results.some_unopened
    assert numbers(results)["understood"] == (5, 0, 0, 0)


@pytest.mark.parametrize("value", [["yes"], ["yes", "no"], 7, "YES", {"yes": "yes"}])
def test_an_impossible_answer_is_none(council, administrator, value):
    all_answered(council, "parent", "understood", ["yes"] * 5 + [value])
    results = counted(council, administrator)
    assert [group.people for group in results.groups] == [6]
    assert numbers(results)["understood"] == (5, 0, 0, 0)


def test_an_answer_that_is_sealed_twice_counts_once(council, administrator):
    all_answered(council, "parent", "helped_by", [["family", "family"]] * 5)
    assert numbers(counted(council, administrator))["helped_by"] == (0, 5)


def test_one_look_opens_so_many_and_shows_numbers_only_when_all_are_counted(
    council, administrator, monkeypatch
):
    monkeypatch.setattr(feedback_results_module, "MOST_AT_ONCE", 3)
    all_answered(council, "parent", "understood", ["yes"] * 6 + ["no"])
    looks = [counted(council, administrator) for _ in range(3)]
    assert [(each.counted, each.left, each.groups == ()) for each in looks] == [
        (3, 4, True),
        (6, 1, True),
        (0, 0, False),
    ]
    assert numbers(looks[-1])["understood"] == (6, 0, 1, 0)


def test_nothing_is_opened_twice(council, administrator, monkeypatch):
    all_answered(council, "parent", "understood", ["yes"] * 6)
    before = counted(council, administrator)
    monkeypatch.setattr(LockedKey, "open_parts", lambda *_: pytest.fail("it was opened again"))
    assert counted(council, administrator) == before
    colleague = council.signed_in(council.add("chris", "chair"))
    assert counted(council, colleague) == before


def test_what_goes_before_the_figures_are_kept_is_not_in_them(council, administrator):
    gone = [answered(council, {"who": "parent", "understood": "no"}) for _ in range(2)]
    all_answered(council, "parent", "understood", ["yes"] * 6)
    assert numbers(counted(council, administrator))["understood"] == (6, 0, 2, 0)
    with council.store.write() as conn:
        taken, expired = (submissions.find_by_reference(conn, EVERYTHING, each).id for each in gone)
        wished = withdrawals.insert().values(submission_id=taken, asked=TODAY, proof=bytes(32))
        conn.execute(wished.inline())
        table = submissions.submissions
        conn.execute(table.delete().where(table.c.id == expired))
        rows = conn.scalars(part_keys.select().with_only_columns(part_keys.c.submission_id)).all()
    assert expired not in rows, "what was set down is gone with the key"
    assert numbers(counted(council, administrator))["understood"] == (6, 0, 0, 0)


def test_what_was_set_down_says_nothing_and_counts_for_its_own_submission_alone(
    council, administrator
):
    all_answered(council, "parent", "understood", ["yes"] * 6)
    counted(council, administrator)
    with council.store.write() as conn:
        rows = conn.execute(part_keys.select().where(part_keys.c.part == "unit")).all()
        assert len({len(row.counted) for row in rows}) == 1
        assert not any(b"understood" in row.counted or b"parent" in row.counted for row in rows)
        of_it = part_keys.c.submission_id == rows[0].submission_id
        conn.execute(part_keys.update().where(of_it).values(counted=rows[1].counted))
    results = counted(council, administrator)
    assert results.some_unopened
    assert numbers(results)["understood"] == (5, 0, 0, 0)


def test_the_row_is_committed_before_anything_is_opened_and_is_one_for_all(
    council, administrator, monkeypatch
):
    all_answered(council, "parent", "understood", ["yes"] * 3)
    seen = []
    real = LockedKey.open_parts

    def watched(*args):
        seen.append(logged(council)[0])  # read by a connection of its own
        return real(*args)

    monkeypatch.setattr(LockedKey, "open_parts", watched)
    counted(council, administrator)
    assert seen == [("ada", "counted", "feedback")]
    assert [row[1] for row in logged(council)].count("counted") == 1


def test_counting_is_no_reading(council, administrator):
    reference = answered(council, {"who": "parent", "understood": "yes"})
    counted(council, administrator)
    with council.store.read() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
        row = conn.execute(submissions.submissions.select()).one()
    assert (found.state, row.opened) == ("sent", False)


@pytest.mark.parametrize("role", ["translator", "auditor", "operator"])
def test_without_the_units_key_nothing_is_counted_and_nothing_logged(council, role):
    reader = council.signed_in(council.add("tina", role))
    before = logged(council)
    with pytest.raises(NotPermitted):
        counted(council, reader)
    assert logged(council) == before


def reworded(label, options):
    """The form of before, with another question and other answers under the same name."""
    who, meeting, help_page = AFTERWARDS.pages
    _, *others = meeting.questions
    asked = OneOf(name="understood", label=label, options=options)
    pages = (who, replace(meeting, questions=(asked, *others)), help_page)
    return replace(AFTERWARDS, version=1, pages=pages)


def test_what_was_asked_in_other_words_is_counted_under_the_words_of_that_day(
    council, administrator
):
    before = reworded("Was it clear?", (Option("yes", "All of it"), Option("no", "Nothing")))
    for choice in ["yes"] * 6 + ["no"] * 5:
        answered(council, {"who": "parent", "understood": choice}, asked=before, version=1)
    all_answered(council, "parent", "understood", ["partly"] * 7)
    (group,) = counted(council, administrator).groups
    lines = [line for line in group.lines if line.question.name == "understood"]
    assert [line.question.label for line in lines] == ["Did you understand?", "Was it clear?"]
    assert [line.shown for line in lines] == [(0, 7, 0, 0), (6, 5)]
    assert lines[1].question.options == (("yes", "All of it"), ("no", "Nothing"))


def test_words_in_which_few_were_asked_are_not_shown_at_all(council, administrator):
    before = reworded("Was it clear?", (Option("yes", "All of it"), Option("no", "Nothing")))
    for _ in range(4):
        answered(council, {"who": "parent", "understood": "yes"}, asked=before, version=1)
    all_answered(council, "parent", "understood", ["yes"] * 7)
    (group,) = counted(council, administrator).groups
    assert "Was it clear?" not in repr(group)
    assert (group.people, numbers(counted(council, administrator))["understood"]) == (
        11,
        (7, 0, 0, 0),
    )


def test_a_question_that_is_asked_no_more_keeps_its_figures(council, administrator):
    gone = OneOf(name="gone", label="Was there tea?", options=LEVELS)
    who, meeting, help_page = AFTERWARDS.pages
    before = replace(
        AFTERWARDS, version=1, pages=(who, replace(meeting, questions=(gone,)), help_page)
    )
    for _ in range(5):
        answered(council, {"who": "parent", "gone": "no"}, asked=before, version=1)
    (group,) = counted(council, administrator).groups
    assert [line.shown for line in group.lines if line.question.name == "gone"] == [(0, 0, 5, 0)]
