"""A council's settings: what must be there is asked for by name, what is wrong is refused."""

import re
from datetime import datetime

import pytest

from heard.authority.hours import LONDON
from heard.authority.installation import ROOT
from heard.authority.settings import (
    REQUIRED_CONTACTS,
    ComplaintRules,
    ConferenceRules,
    SettingsError,
    load_council,
)
from tests.authority.least import LEAST


def faults(folder) -> list[str]:
    """What the settings in a folder are refused for."""
    with pytest.raises(SettingsError) as refused:
        load_council(folder)
    return str(refused.value).splitlines()


def test_the_fictional_council_loads_and_says_that_it_is_made_up():
    council = load_council(ROOT / "content" / "authority")
    assert council.fictional
    assert council.id == "fernshire"
    assert council.languages[0] == "en"
    assert council.office_hours.known
    assert set(REQUIRED_CONTACTS) <= set(council.contacts)
    assert council.report_days == {"initial": 3, "review": 5}


def test_the_fictional_councils_numbers_belong_to_nobody():
    council = load_council(ROOT / "content" / "authority")
    kept_free = re.compile(r"01632 960\d{3}|0808 157 0\d{3}|07700 900\d{3}")
    assert council.contacts
    for contact in council.contacts.values():
        assert kept_free.fullmatch(contact.phone), contact.id
        assert not contact.email or contact.email.endswith(".example.org"), contact.id


def test_the_least_settings_are_enough_and_leave_the_rest_undecided(write):
    council = load_council(write())
    assert council.name == "Otherton Council"
    assert council.submissions_days == 100
    assert council.report_days == {"initial": None, "review": None}
    assert council.conference == ConferenceRules()
    assert council.complaint == ComplaintRules()
    assert not council.fictional
    assert council.exit_address.startswith("https://")


def test_unchecked_translations_are_hidden_unless_the_council_says_otherwise(write):
    assert not load_council(write()).show_unchecked


def test_files_are_opened_behind_walls_alone_unless_the_council_says_otherwise(write):
    assert not load_council(write()).files_without_walls


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('id = "otherton"', "id"),
        ('name = "Otherton Council"', "name"),
        ('service_name = "Listen"', "service_name"),
        ('languages = ["en"]', "languages"),
        (
            'office_hours.weekly = [{ days = ["mon"], from = "09:00", to = "17:00" }]',
            "office_hours",
        ),
        ("retention.submissions_days = 100", "retention.submissions_days"),
        ('contacts.conference_team.phone = "01632 960201"', "contacts.conference_team.phone"),
        ('contacts.duty_team.phone = "01632 960202"', "contacts.duty_team.phone"),
    ],
)
def test_a_required_setting_that_is_missing_is_refused_by_its_name(write, line, name):
    settings = write().joinpath("council.toml").read_text("utf-8")
    assert f"\n{line}\n" in settings
    assert faults(write(settings.replace(f"\n{line}\n", "\n"))) == [
        f"council.toml: {name} is empty"
    ]


@pytest.mark.parametrize("name", ["id", "name", "service_name"])
@pytest.mark.parametrize("value", ['""', '"  "', "5", "[]", "true"])
def test_a_required_name_that_says_nothing_is_refused(change, name, value):
    held = {"id": "fernshire", "name": "Fernshire County Council", "service_name": "Heard"}[name]
    folder = change(f'\n{name} = "{held}"', f"\n{name} = {value}")
    assert faults(folder) == [f"council.toml: {name} is empty"]


def test_every_missing_setting_is_named_at_once(write):
    named = " ".join(faults(write("fictional = false", "")))
    for name in (
        "id",
        "name",
        "service_name",
        "languages",
        "office_hours",
        "retention.submissions_days",
        "contacts.conference_team.phone",
        "contacts.duty_team.phone",
    ):
        assert f"council.toml: {name} is empty" in named


def test_faults_of_different_kinds_are_told_together(change):
    change('colour = "#0d4f4c"', 'colour = "#ffff00"')
    change("initial = 3", 'initial = "three"')
    change('counted_from = "conference"', 'counted_from = "yesterday"')
    assert len(faults(change())) == 3


def test_hours_that_are_not_known_are_no_office_hours(change):
    folder = change(
        'weekly = [\n  { days = ["mon", "tue", "wed", "thu"], from = "09:00", to = "17:00" },\n'
        '  { days = ["fri"], from = "09:00", to = "16:30" },\n]',
        'weekly = "unknown"',
    )
    assert faults(folder) == ["council.toml: office_hours is empty"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["fri"]', '["friday"]'),
        ('from = "09:00", to = "16:30"', 'from = "17:00", to = "16:30"'),
        ('from = "09:00", to = "16:30"', 'from = "nine", to = "16:30"'),
        ('from = "09:00", to = "16:30"', "from = 09:00:00, to = 16:30:00"),
        ('from = "09:00", to = "16:30"', 'from = "09:00+01:00", to = "16:30"'),
        ('{ days = ["fri"], from = "09:00", to = "16:30" }', '"fri"'),
        ("closed_on_holidays = true", 'closed_on_holidays = true\nclosed_dates = ["24 December"]'),
        ("closed_on_holidays = true", "closed_on_holidays = true\nclosed_dates = [2026-12-24]"),
    ],
)
def test_office_hours_that_cannot_be_read_are_refused_by_name(change, old, new):
    (fault,) = faults(change(old, new))
    assert fault.startswith("council.toml: office_hours")


@pytest.mark.parametrize("hours", ['"sometimes"', "[]", "7", '[{ days = ["mon"] }]'])
def test_a_contacts_hours_that_cannot_be_read_are_refused_by_name(change, hours):
    folder = change('0106"\nhours = "office"', f'0106"\nhours = {hours}')
    (fault,) = faults(folder)
    assert fault.startswith("council.toml: contacts.interpreter_line")


def test_a_contacts_hours_with_a_time_zone_are_refused_by_name(change):
    hours = '[{ days = ["mon"], from = "09:00+01:00", to = "17:00" }]'
    (fault,) = faults(change('0106"\nhours = "office"', f'0106"\nhours = {hours}'))
    assert fault.startswith("council.toml: contacts.interpreter_line")


def test_a_contact_without_a_name_is_refused_by_its_own(change):
    folder = change('name = "Interpreter line"', 'name = ""', file="texts/en.toml")
    assert faults(folder) == ["texts/en.toml: contact interpreter_line has no name"]


def test_a_colour_below_seven_to_one_is_refused_with_its_contrast(change):
    (fault,) = faults(change("#0d4f4c", "#1d70b8"))
    assert "#1d70b8" in fault
    assert "5.2:1" in fault


@pytest.mark.parametrize("colour", ["green", "#0d4", "0d4f4c", "#0d4f4c}*{display:none"])
def test_what_is_no_colour_is_refused(change, colour):
    (fault,) = faults(change("#0d4f4c", colour))
    assert fault.startswith("council.toml: colour")


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ('["pl", "en"]', "must begin with en"),
        ('["en", "xx"]', "'xx'"),
        ('["en", "../../etc"]', "'../../etc'"),
        ('["en", 7]', "7"),
        ('["en", ["pl"]]', "pl"),
        ('["en", "pl", "pl"]', "twice"),
        ('"en"', "languages is empty"),
        ("[]", "languages is empty"),
    ],
)
def test_languages_that_cannot_be_published_are_refused(change, languages, said):
    folder = change('languages = ["en", "pl", "ur"]', f"languages = {languages}")
    assert any(said in fault for fault in faults(folder))


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("initial = 3", "initial = -1", "report_days.initial"),
        ("initial = 3", "initial = true", "report_days.initial"),
        ("initial = 3", "initial = 2.5", "report_days.initial"),
        ("quorate = 2", 'quorate = "two"', "conference.quorate"),
        ("stages = 2", 'stages = "2"', "complaint.stages"),
        ("files_years = 35", "files_years = -35", "retention.files_years"),
        (
            'who_decides = "chair_after_views"',
            'who_decides = "me"',
            "conference.who_decides",
        ),
        ('advocate_child = "offered"', 'advocate_child = "yes"', "conference.advocate_child"),
    ],
)
def test_a_setting_outside_its_range_is_refused_by_name(change, old, new, name):
    (fault,) = faults(change(old, new))
    assert fault.startswith(f"council.toml: {name} must be")


@pytest.mark.parametrize("days", ["0", "-5", '"365"'])
def test_what_families_send_is_never_kept_for_no_time_or_a_wrong_one(change, days):
    found = faults(change("submissions_days = 365", f"submissions_days = {days}"))
    assert any("retention.submissions_days" in fault for fault in found)


@pytest.mark.parametrize(
    "table", ["report_days", "conference", "complaint", "retention", "contacts", "office_hours"]
)
def test_a_value_where_a_table_belongs_is_refused_by_name(write, table):
    kept = "".join(f"{line}\n" for line in LEAST.splitlines() if not line.startswith(table))
    found = faults(write(kept + f"{table} = 3\n"))
    assert any(fault.startswith(f"council.toml: {table}") for fault in found)


def test_a_contact_that_is_only_a_number_is_refused_by_name(write):
    settings = LEAST.replace("contacts.duty_team.phone", "contacts.duty_team")
    assert "council.toml: contacts.duty_team is no table" in faults(write(settings))


@pytest.mark.parametrize("address", ['"http://weather.example.org"', '"javascript:alert(1)"', "5"])
def test_leaving_goes_to_an_address_under_https_or_nowhere(change, address):
    (fault,) = faults(change('"https://www.bbc.co.uk/weather"', address))
    assert fault.startswith("council.toml: exit_address")


def test_a_missing_file_is_named(tmp_path):
    assert faults(tmp_path) == [f"council.toml: is missing in {tmp_path}"]


def test_a_file_that_is_no_toml_is_named(change):
    (fault,) = faults(change('service_name = "Heard"', "service_name = Heard"))
    assert fault.startswith("council.toml: cannot be read")
    (folder := change()).joinpath("council.toml").write_bytes(b'name = "\xff"')
    assert faults(folder)[0].startswith("council.toml: cannot be read")


def test_offices_close_on_bank_holidays_unless_the_council_opens_on_them(change):
    easter_monday = datetime(2026, 4, 6, 10, 0, tzinfo=LONDON)
    assert not load_council(change()).office_hours.open_at(easter_monday)
    folder = change("closed_on_holidays = true", "closed_on_holidays = false")
    assert load_council(folder).office_hours.open_at(easter_monday)


def test_the_duty_team_answers_when_the_office_does_not(change):
    folder = change(
        "closed_on_holidays = true", 'closed_on_holidays = true\nclosed_dates = ["2026-06-10"]'
    )
    council = load_council(folder)
    duty = council.contacts["duty_team"]
    assert duty.out_of_office
    for day in range(1, 29):
        for hour in range(24):
            moment = datetime(2026, 6, day, hour, tzinfo=LONDON)
            assert duty.hours.open_at(moment) is not council.office_hours.open_at(moment)


def test_words_in_a_language_are_the_councils_own_then_what_to_say_when_not_set(change):
    council = load_council(change('who_decides = "Each', 'gone = "Each', file="texts/en.toml"))
    assert council.text("quorate", "en").startswith("The council's social worker")
    assert council.text("who_decides", "en").startswith("Ask the chair who")
    assert council.text("no such text", "en") is None
    assert council.text("quorate", "fr") is None


def test_a_language_without_words_of_the_councils_own_still_loads(change):
    folder = change()
    (folder / "texts" / "ur.toml").unlink()
    council = load_council(folder)
    assert "ur" in council.languages
    assert council.text("quorate", "ur") is None


@pytest.mark.parametrize(
    "wrong",
    ['"http://heard.example.org"', '"https://heard.example.org/"', '"heard.example.org"', "5"],
)
def test_an_address_that_leaflets_could_not_carry_is_refused(change, wrong):
    folder = change('address = "https://heard.fernshire.example.org"', f"address = {wrong}")
    assert faults(folder) == [
        "council.toml: address must be as https://heard.example.org, with no more behind"
    ]


def test_without_an_address_leaflets_carry_none(write):
    assert load_council(write()).address == ""
