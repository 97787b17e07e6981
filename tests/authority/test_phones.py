"""What a phone can call, and what nobody answers."""

import pytest

from heard.authority.phones import is_phone, made_up_phones
from heard.authority.settings import SettingsError, load_council


@pytest.mark.parametrize(
    "number",
    [
        *("01632 960101", "(01632) 960-101", "+44 1632 960101", "+44 (0)1632 960 101"),
        *("0800 1111", "999", "101", "111", "116 123", "020 7946 0018", "07700 900123"),
        *("+48 22 123 45 67", "0808\u2011157\u20110102"),
    ],
)
def test_a_number_as_people_write_it_is_one(number):
    assert is_phone(number)


@pytest.mark.parametrize(
    "text",
    [
        *("tbc", "TBC", "n/a", "-", "?", "call us", "see the website", "12", "960101"),
        *("00000 000000", "01632", "01632 960101 ext 5", "01632 960101 / 960102", "+44"),
        *("01632 96010l", "duty@fernshire.example.org", "0163296010100000"),
    ],
)
def test_what_no_phone_can_call_is_none(text):
    assert not is_phone(text)


@pytest.mark.parametrize("name", ["conference_team", "duty_team", "complaints"])
@pytest.mark.parametrize("phone", ["tbc", "0", "ask us"])
def test_a_council_cannot_put_it_where_families_call(change, name, phone):
    numbers = {
        "conference_team": "01632 960101",
        "duty_team": "0808 157 0102",
        "complaints": "01632 960104",
    }
    with pytest.raises(SettingsError) as refused:
        load_council(change(f'"{numbers[name]}"', f'"{phone}"'))
    assert str(refused.value) == (
        f"council.toml: contacts.{name}.phone: {phone!r} is no number that a phone can call"
    )


@pytest.mark.parametrize(
    "number",
    [
        *("01632 960101", "(01632) 960 101", "+44 1632 960101", "+44 (0)1632-960-101"),
        *("0808 157 0102", "07700 900123", "020 7946 0018", "0113 496 0000"),
    ],
)
def test_a_number_kept_for_plays_is_known_however_it_is_written(number):
    assert made_up_phones(f"Call {number}, or write.") == [number]


def test_a_real_number_is_not_taken_for_one():
    assert made_up_phones("Call 0808 800 5000, 116 123 or 999. It was 7 days ago, in 2026.") == []
