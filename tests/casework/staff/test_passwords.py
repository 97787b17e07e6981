"""Which passwords staff may choose."""

import pytest

from heard.casework.errors import WeakPassword
from heard.casework.staff.passwords import require_strong

PERSON = ("alexandra.fox", "Alexandra Fox-Lee")


@pytest.mark.parametrize("password", ["", "elevensigns", "blue kettle"])
def test_a_short_password_is_refused_with_the_length_that_is_enough(password):
    with pytest.raises(WeakPassword, match=r"^Use 12 letters or more\. A few words"):
        require_strong(password, *PERSON)


def test_a_password_that_no_box_takes_is_refused_with_the_length_that_is_too_much():
    words = "kettle window apple river "
    require_strong((words * 8)[:200], *PERSON)
    with pytest.raises(WeakPassword, match=r"^Use 200 letters or fewer\."):
        require_strong((words * 8)[:201], *PERSON)


@pytest.mark.parametrize(
    "password",
    [
        # The person's own names, however they are put together.
        "alexandra.fox",
        "Alexandra.Fox2026!",
        "Alexandra  Fox-Lee",
        "Alexandra loves Fox",
        "ALEXANDRA FOX 1!",
        "fox.alexandra.1999",
        # What people choose.
        "Password1234",
        "P@ssw0rd!P@ssw0rd!",
        "letmein please",
        "iloveyou iloveyou",
        "liverpool football club",
        "November2026!",
        "correct horse battery staple",
        # Patterns.
        "aaaaaaaaaaaaaa",
        "123456789012",
        "qwertyuiopasdf",
        "qazwsxedcrfv",
        "abc abc abc abc abc abc",
        "x" * 200,
        # The words of the work.
        "safeguarding2026",
        "Conference!2026",
        "Fernshire2026!",
        "child protection conference",
        "heard heard heard desk",
    ],
)
def test_what_a_colleague_or_a_list_would_guess_is_refused_with_what_to_do_instead(password):
    with pytest.raises(WeakPassword) as refused:
        require_strong(password, *PERSON)
    assert str(refused.value) == (
        "This password is easy to guess. Use four or more words that have nothing to do with each "
        "other, with you or with this work, and spaces between them."
    )
    assert password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    ["a kettle by the window", "ہم سب ساتھ ہیں آج", "hjkrtwqzxvbn", "żółty śnieg po zmroku"],
)
def test_a_password_that_is_hard_to_guess_needs_no_signs_and_digits(password):
    require_strong(password, *PERSON)


def test_what_is_easy_for_a_colleague_may_be_chosen_by_somebody_else():
    require_strong("marmalade Nakagawa umbrella", *PERSON)
    with pytest.raises(WeakPassword):
        require_strong("Marmalade Nakagawa", "marmalade", "Marmalade Nakagawa")
