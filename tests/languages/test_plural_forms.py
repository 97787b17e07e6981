"""Each form of each language, for every number that a council might set."""

import pytest
from babel import Locale

from heard.authority.installation import ROOT
from heard.authority.settings import load_council
from heard.languages.catalogues import PLURALS
from tests.support.words import catalogue

#: The order of the forms in a catalogue, by the names that the CLDR gives to them.
FORMS = {"pl": ("one", "few", "many"), "ur": ("one", "other")}

PUBLISHED = [
    code for code in load_council(ROOT / "content" / "authority").languages if code != "en"
]


@pytest.fixture
def form(write, speak):
    """Says which form a language uses for a number."""

    def _form(code: str, number: int) -> str:
        return read[code].ngettext("a day", "days", number)

    for code, names in FORMS.items():
        forms = "".join(f'msgstr[{at}] "{name}"\n' for at, name in enumerate(names))
        write(f'msgid "a day"\nmsgid_plural "days"\n{forms}', code=code)
    read = {code: speak(code) for code in FORMS}
    return _form


def test_every_published_language_has_a_pinned_rule():
    assert set(PUBLISHED) <= set(PLURALS)
    assert set(PLURALS) == set(FORMS)


@pytest.mark.parametrize("code", FORMS)
def test_every_number_picks_the_form_that_the_cldr_names(form, code):
    rule = Locale.parse(code).plural_form
    assert {n: form(code, n) for n in range(201)} == {n: rule(n) for n in range(201)}


@pytest.mark.parametrize("code", FORMS)
def test_every_form_of_a_language_is_used(form, code):
    assert {form(code, number) for number in range(201)} == set(FORMS[code])


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 lat"),
        (1, "1 rok"),
        (2, "2 lata"),
        (3, "3 lata"),
        (4, "4 lata"),
        (5, "5 lat"),
        (11, "11 lat"),
        (12, "12 lat"),
        (13, "13 lat"),
        (14, "14 lat"),
        (15, "15 lat"),
        (21, "21 lat"),
        (22, "22 lata"),
        (23, "23 lata"),
        (24, "24 lata"),
        (25, "25 lat"),
        (35, "35 lat"),
        (101, "101 lat"),
        (102, "102 lata"),
        (112, "112 lat"),
        (122, "122 lata"),
    ],
)
def test_years_in_polish_are_said_as_poles_say_them(number, said):
    words = catalogue("pl").ngettext("%(count)d year", "%(count)d years", number)
    assert words % {"count": number} == said


@pytest.mark.parametrize(("number", "said"), [(1, "1 کام کا دن"), (2, "2 کام کے دن")])
def test_days_in_urdu_are_said_as_its_speakers_say_them(number, said):
    words = catalogue("ur").ngettext("%(count)d working day", "%(count)d working days", number)
    assert words % {"count": number} == said
