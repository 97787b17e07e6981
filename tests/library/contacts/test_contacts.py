from datetime import datetime, time

from heard.authority.hours import LONDON, Opening, WeeklyHours
from heard.library.contacts.contacts import HelpContact, next_change, who_answers

WEEKDAYS = frozenset(range(5))


def contact(name: str, hours: WeeklyHours) -> HelpContact:
    return HelpContact(name, name, "01632 960 001", hours, "", "", "en", True)


def hours(start: int, end: int) -> WeeklyHours:
    return WeeklyHours((Opening(WEEKDAYS, time(start), time(end)),))


EARLY = contact("early", hours(8, 12))
LATE = contact("late", hours(10, 18))
UNKNOWN = contact("unknown", WeeklyHours())
ALWAYS = contact("always", WeeklyHours(always=True))
EMERGENCY = contact("emergency", WeeklyHours(always=True))
ALL = (LATE, UNKNOWN, EARLY, ALWAYS, EMERGENCY)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=LONDON)  # the 20th is a Friday


def names(now: datetime) -> list[str]:
    return [each.contact.id for each in who_answers(ALL, now)]


def test_at_night_those_who_answer_come_first_and_the_closed_by_their_next_opening():
    assert names(at(19, 3)) == ["emergency", "always", "unknown", "early", "late"]


def test_the_emergency_number_is_always_first():
    assert names(at(19, 11))[0] == "emergency"


def test_in_the_afternoon_who_is_open_comes_before_hours_that_nobody_knows():
    assert names(at(19, 15)) == ["emergency", "late", "always", "unknown", "early"]


def test_after_friday_evening_they_open_on_monday():
    closed = next(each for each in who_answers(ALL, at(20, 20)) if each.contact is EARLY)

    assert closed.status == "closed"
    assert f"{closed.opens:%A %H:%M}" == "Monday 08:00"


def test_unknown_hours_are_never_said_to_be_open_or_closed():
    assert {each.status for each in who_answers([UNKNOWN], at(19, 11))} == {"unknown"}


def test_the_list_changes_when_the_first_of_them_opens_or_closes():
    assert next_change(ALL, at(19, 3)) == at(19, 8)
    assert next_change(ALL, at(19, 11)) == at(19, 12)


def test_a_list_of_those_who_always_answer_never_changes():
    assert next_change([ALWAYS, UNKNOWN], at(19, 3)) is None


def test_contacts_are_the_councils_own_and_the_national_ones_in_the_readers_language(shelf):
    shelf.write("pl/contacts.toml", '[emergency]\nfor = "Teraz niebezpiecznie."\n')

    own, national = shelf.load().contacts("pl")

    assert (own.name, own.name_language, own.purpose, own.language) == (
        "Dyżur",
        "pl",
        "W nocy.",
        "pl",
    )
    assert (national.purpose, national.language) == ("Teraz niebezpiecznie.", "pl")
    assert own.tel == "08081570102"


def test_contact_words_that_nobody_translated_stand_there_in_english(shelf):
    _, national = shelf.load().contacts("pl")

    assert (national.purpose, national.language) == ("Danger now.", "en")


def test_a_name_that_every_language_has_is_said_in_the_readers_own(shelf):
    shelf.write(
        "pl/contacts.toml",
        '[emergency]\nname = "Służby ratunkowe"\nfor = "Teraz niebezpiecznie."\n',
    )
    shelf.write(
        "en/contacts.toml", '[emergency]\nname = "Emergency services"\nfor = "Danger now."\n'
    )

    _, national = shelf.load().contacts("pl")

    assert (national.name, national.name_language) == ("Służby ratunkowe", "pl")


def test_a_service_keeps_the_name_by_which_it_calls_itself(shelf):
    shelf.write("pl/contacts.toml", '[emergency]\nfor = "Teraz niebezpiecznie."\n')

    _, national = shelf.load().contacts("pl")

    assert (national.name, national.name_language) == ("Emergency services", "en")
