"""Languages: a code, a name that its speakers know, a direction."""

import pytest

from heard.languages.locales import UnknownLanguage, language


@pytest.mark.parametrize(
    ("code", "name", "direction"),
    [
        ("en", "English", "ltr"),
        ("pl", "Polski", "ltr"),
        ("ur", "اردو", "rtl"),
        ("ar", "العربية", "rtl"),
        ("fa", "فارسی", "rtl"),
        ("ro", "Română", "ltr"),
        ("bn", "বাংলা", "ltr"),
    ],
)
def test_a_language_is_known_by_its_own_name_and_direction(code, name, direction):
    found = language(code)
    assert (found.code, found.own_name, found.direction) == (code, name, direction)
    assert found.locale.language == code


@pytest.mark.parametrize("code", ["xx", "", "e", "english", "en-GB", "../pl", "pl\n", "\x00", "ур"])
def test_what_is_no_language_is_refused(code):
    with pytest.raises(UnknownLanguage):
        language(code)
