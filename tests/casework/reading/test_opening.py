"""Opening: the log first, then only what the reader's keys open."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import heard
from heard.casework.errors import CannotRead, NoSuchSubmission, NotPermitted
from heard.casework.reading.opened import sound_part
from heard.casework.retention import sweep
from heard.casework.sending.receipt_holder import withdraw
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.model.asked import Telling
from heard.journeys.model.audience import Audience
from heard.journeys.model.questions import KINDS
from heard.journeys.model.record import FORMAT, together
from heard.journeys.model.roles import Role
from heard.records import keys, log, submissions
from heard.records.scope import EVERYTHING
from heard.records.tables import log as log_table
from heard.records.tables import part_keys, submission_parts
from heard.vault.agent.client import LockedKey
from heard.vault.errors import CannotOpen
from heard.vault.identity import RecordIdentity
from heard.vault.opening import open_part
from heard.vault.staff.staff_keys import unwrap_council_key
from tests.casework.founded import (
    CHAIR_ANSWERS,
    CHAIR_PART,
    MORNING,
    UNIT_ANSWERS,
    UNIT_PART,
    in_urdu,
    spoil,
)
from tests.casework.reading.at_the_desk import mark, opened, openings, words
from tests.records.sealed import stored

#: Answers as they are told, without a language.
IN_PLAIN = Telling(lambda words: words.english, str, lambda words, **gaps: words % gaps)


def test_a_chair_reads_everything_in_the_familys_own_words(council, chair):
    found = opened(council, chair, council.send())
    answers = {name: answer for name, answer in words(found).items() if answer is not None}
    assert answers == UNIT_ANSWERS | CHAIR_ANSWERS
    assert (found.language, found.state, found.damaged) == ("ur", "sent", False)
    assert found.received == date(2026, 11, 24)


def test_each_section_says_who_may_see_it(council, chair):
    found = opened(council, chair, council.send())
    audiences = {section.slug: section.audience for section in found.sections}
    assert audiences["you"] is Audience.TEAM
    assert audiences["worries"] is Audience.PROFESSIONALS
    assert audiences["going-well"] is Audience.EVERYONE
    assert audiences["for-the-chair"] is Audience.CHAIR


def test_the_chairs_part_is_closed_to_an_administrator(council, administrator):
    found = opened(council, administrator, council.send())
    closed = [section for section in found.sections if section.closed]
    assert [section.slug for section in closed] == ["for-the-chair"]
    assert "blue gate" not in repr(found)
    assert found.damaged is False


def test_a_closed_part_looks_the_same_whether_or_not_anything_is_in_it(council, administrator):
    full, void = council.send(), council.send(*in_urdu(UNIT_ANSWERS))
    assert opened(council, administrator, full).sections == (
        opened(council, administrator, void).sections
    )


def test_an_administrators_keys_do_not_open_the_chairs_part_even_with_code_that_tries(
    council,
):
    person = council.add("ada", "administrator")
    administrator, own = council.signed_in(person), council.private_key(person)
    reference = council.send()
    with council.store.read() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
        held = keys.held_by(conn, administrator.staff_id)
        stored = [key for key in keys.of_the_council(conn) if key.id in held]
    unit, chairs = found.parts["unit"], found.parts["chair"]
    identity = RecordIdentity(found.id, "fernshire", "your-views", 1)
    privates = [unwrap_council_key(each.wrapped, own) for each in held.values()]
    assert open_part("unit", unit, privates[0], identity)
    for private in [*privates, own]:
        for sealed_key in (unit.sealed_key, chairs.sealed_key):
            for name in ("unit", "chair"):
                part = replace(chairs, sealed_key=sealed_key)
                with pytest.raises(CannotOpen):
                    open_part(name, part, private, identity)
    for key in stored:
        with pytest.raises(CannotOpen):
            unwrap_council_key(key.sealed_to_recovery, own)


def test_the_log_row_is_committed_before_anything_is_opened(council, chair, monkeypatch):
    reference = council.send()
    seen = []
    real = LockedKey.open_parts

    def watched(*args):
        seen.append(openings(council))  # read by a connection of its own
        return real(*args)

    monkeypatch.setattr(LockedKey, "open_parts", watched)
    opened(council, chair, reference)
    assert seen == [[("cy", reference)]]


def test_the_log_row_stays_when_opening_fails(council, chair, monkeypatch):
    def broken(*args):
        raise RuntimeError("the machine stops here")

    reference = council.send()
    monkeypatch.setattr(LockedKey, "open_parts", broken)
    with pytest.raises(RuntimeError):
        opened(council, chair, reference)
    assert openings(council) == [("cy", reference)]


def test_without_a_log_nothing_is_opened(council, chair, monkeypatch):
    def full(*args, **named):
        raise OSError("no space left")

    called = []
    reference = council.send()
    monkeypatch.setattr(log, "append", full)
    monkeypatch.setattr(LockedKey, "open_parts", lambda *args: called.append(1))
    with pytest.raises(OSError):
        opened(council, chair, reference)
    assert called == []


def test_a_session_that_looks_again_leaves_one_row_and_a_new_session_another(
    council, chair, administrator
):
    reference = council.send()
    for reader in (chair, administrator, chair):
        opened(council, reader, reference)
    assert sorted(openings(council)) == [("ada", reference), ("cy", reference)]
    later = replace(chair, session="another session")
    opened(council, later, reference)
    assert openings(council).count(("cy", reference)) == 2


def test_a_second_look_shows_nothing_before_the_first_row_is_committed(council, chair, monkeypatch):
    def broken(*args, **named):
        raise OSError("no space left")

    reference = council.send()
    with monkeypatch.context() as full:
        full.setattr(log, "append", broken)
        with pytest.raises(OSError):
            opened(council, chair, reference)
    assert openings(council) == []
    opened(council, chair, reference)
    assert openings(council) == [("cy", reference)]


def test_a_removed_row_of_the_log_is_found(council, chair):
    references = [council.send() for _ in range(3)]
    for reference in references:
        opened(council, chair, reference)
    with council.store.read() as conn:
        assert council.logbook.faults(conn) == []
    with council.store.write() as conn:
        conn.execute(log_table.delete().where(log_table.c.subject == references[1]))
    with council.store.read() as conn:
        assert [fault.kind for fault in council.logbook.faults(conn)] == ["gap"]


def test_a_person_without_keys_opens_nothing_and_leaves_no_trace_of_opening(council):
    translator = council.signed_in(council.add("tina", "translator"))
    with pytest.raises(NotPermitted):
        opened(council, translator, council.send())
    assert openings(council) == []


@pytest.mark.parametrize("reference", ["K7PM-3QXD", "", "x" * 300, "' OR 1=1", "K7PM-\0QXD"])
def test_an_unknown_reference_is_not_there(council, chair, reference):
    with pytest.raises(NoSuchSubmission):
        opened(council, chair, reference)


def test_what_has_expired_does_not_open_before_it_is_swept_either(council, chair):
    reference = council.send(expires=MORNING.date())
    with pytest.raises(NoSuchSubmission):
        opened(council, chair, reference)
    with pytest.raises(NoSuchSubmission):
        mark(council, chair, reference)


def test_without_its_keys_a_submission_is_gone(council, chair):
    reference = council.send()
    with council.store.write() as conn:
        conn.execute(part_keys.delete())
    with pytest.raises(NoSuchSubmission):
        opened(council, chair, reference)


def test_words_of_one_family_cannot_be_passed_off_as_anothers(council, chair):
    first, second = council.send(), council.send()
    with council.store.write() as conn:
        one = submissions.find_by_reference(conn, EVERYTHING, first)
        other = submissions.find_by_reference(conn, EVERYTHING, second)
        part = one.parts["unit"]
        for table, values in (
            (submission_parts, {"body": part.body}),
            (part_keys, {"sealed_key": part.sealed_key}),
        ):
            conn.execute(
                table.update()
                .where(table.c.submission_id == other.id, table.c.part == "unit")
                .values(values)
            )
    with pytest.raises(CannotRead):
        opened(council, chair, second)


def test_a_damaged_chairs_part_leaves_the_units_part_readable(council, chair):
    reference = council.send()
    with council.store.write() as conn:
        spoil(conn, "chair")
    found = opened(council, chair, reference)
    assert found.damaged
    assert words(found)["worries"] == UNIT_ANSWERS["worries"]
    assert [part.slug for part in found.sections if part.closed] == ["for-the-chair"]


@pytest.mark.parametrize(("form", "version"), [("your-views", 99), ("a-form-to-come", 1)])
def test_a_form_that_this_version_does_not_know_shows_everything_as_it_was_asked(
    council, chair, administrator, form, version
):
    reference = council.send(form=form, version=version)
    found = opened(council, chair, reference)
    assert words(found) == words(opened(council, chair, council.send()))
    assert {row.name for row in found.matching} == {"child_first_name", "child_born"}
    found = opened(council, administrator, reference)
    assert "chair_only" not in words(found)
    assert [part.slug for part in found.sections if part.closed] == ["for-the-chair"]


@pytest.mark.parametrize("change", [{"format": 1}, {"format": 3}, {"pages": "none"}])
def test_a_part_of_another_format_is_not_guessed_at(council, chair, change):
    with pytest.raises(CannotRead):
        opened(council, chair, council.send({**UNIT_PART, **change}))
    assert opened(council, chair, council.send(chair={**CHAIR_PART, **change})).damaged


def test_what_helps_to_find_the_child_comes_together(council, administrator):
    found = opened(council, administrator, council.send())
    assert [(row.name, row.answer) for row in found.matching] == [
        ("child_first_name", "زینب"),
        ("child_born", "2015-03-27"),
    ]


def is_opened(council, reference):
    with council.store.read() as conn:
        return submissions.find_by_reference(conn, EVERYTHING, reference).opened


def test_it_counts_as_opened_from_the_row_in_the_log_on(council, administrator, monkeypatch):
    def broken(*args):
        assert is_opened(council, reference)
        raise RuntimeError("the machine stops here")

    reference = council.send()
    assert not is_opened(council, reference)
    monkeypatch.setattr(LockedKey, "open_parts", broken)
    with pytest.raises(RuntimeError):
        opened(council, administrator, reference)
    assert is_opened(council, reference)


def test_where_the_log_takes_no_row_it_does_not_count_as_opened(
    council, administrator, monkeypatch
):
    def full(*args, **named):
        raise OSError("no space left")

    reference = council.send()
    monkeypatch.setattr(log, "append", full)
    with pytest.raises(OSError):
        opened(council, administrator, reference)
    assert not is_opened(council, reference)


def test_what_was_taken_back_before_anybody_opened_it_is_deleted_and_leaves_no_opening(
    council, administrator
):
    reference = council.send(receipt="1" * 20)
    withdraw(council.store, council.receipt_key, "1" * 20, MORNING, told_opened=False)
    with council.store.read() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
    with pytest.raises(NoSuchSubmission):
        opened(council, administrator, reference)
    assert openings(council) == []
    sweep(council.store, council.logbook, MORNING)
    with council.store.read() as conn:
        assert stored(conn, found.id) is None
        assert stored(conn, found.id) is None


def test_only_the_agent_opens_and_only_these_modules_ask_it_to():
    source = Path(heard.__file__).parent

    def naming(pattern):
        return {
            str(path.relative_to(source))
            for path in source.rglob("*.py")
            if re.search(pattern, path.read_text())
        }

    assert naming(r"vault\.opening|vault import .*opening|\bopen_part\(") == {
        # It only hands on what came out.
        "vault/agent/client.py",
        "vault/agent/operations.py",
        "vault/opening.py",
    }
    assert naming(r"\.open_parts\(|\bToOpen\(") == {
        "casework/reading/asking.py",
        "casework/reading/counting.py",
        "casework/reading/opening.py",
    }


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
_slugs = st.sampled_from([page.slug for page in YOUR_VIEWS.pages])
_word = _json | st.fixed_dictionaries({"en": _json}, optional={"shown": _json})
_question = st.fixed_dictionaries(
    {"name": st.text(max_size=9), "value": _json},
    optional={
        "kind": _json | st.sampled_from(sorted(KINDS)),
        "role": _json | st.sampled_from(list(Role)),
        "label": _word,
        "hint": _word,
        "options": _json,
        "chosen": _json | st.lists(_word, max_size=2),
        "ends": _json | st.lists(_word, max_size=2),
        "faces": _json,
    },
)
_page = st.fixed_dictionaries(
    {"slug": _json | _slugs, "questions": _json | st.lists(_question | _json, max_size=3)},
    optional={"copy": _json, "title": _word, "readers": _json, "seen_by": _word},
)
_part = st.fixed_dictionaries(
    {"format": st.just(FORMAT), "language": _json, "pages": _json | st.lists(_page, max_size=4)}
)


def given_answers(part):
    """Every answer in a part that has the name of a question, whatever its shape."""
    pages = [page for page in part["pages"] if isinstance(page, dict)]
    lists = [page["questions"] for page in pages if isinstance(page.get("questions"), list)]
    asked = [each for some in lists for each in some if isinstance(each, dict) and "name" in each]
    return sorted(str(each["name"]) for each in asked if each.get("value") is not None)


@given(unit=_part, chair=_part)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_that_somebody_sealed_breaks_the_page_or_gets_lost(unit, chair):
    try:
        sections = together(sound_part(unit).sections, sound_part(chair).sections)
    except CannotOpen:
        return
    answered = [row for section in sections for row in section.rows if row.answer is not None]
    assert sorted(row.name for row in answered) == sorted(
        given_answers(unit) + given_answers(chair)
    )
    for row in answered:
        assert KINDS[row.kind].sound(row.answer)
        assert isinstance(KINDS[row.kind].in_words(row, IN_PLAIN), str | list)
        assert row.face is None or row.face < row.faces
