"""A translated sentence that could not be shown is named, with what is wrong with it."""

import pytest

from heard.languages.catalogues import PLURALS, BrokenCatalogue, read_catalogue, sound_catalogue
from heard.languages.placeholders import sentence_faults

STRAY = "holds a % that is no part of a gap such as %(count)d"
ONE = "%(name)s came on %(day)s."
COUNTED = ("%(count)d day", "%(count)d days")

#: What a translator may write, and what is wrong with it.
WRONG = [
    ("%(name)s", ["%(day)s is missing"]),
    ("Nic", ["%(day)s is missing", "%(name)s is missing"]),
    ("%(name)s %(day)s %(nme)s", ["%(nme)s is not in the English"]),
    ("%(nme)s %(day)s", ["%(name)s is missing", "%(nme)s is not in the English"]),
    ("%(name)s %(day)s %(day)s", ["%(day)s stands there 2 times, and 1 in the English"]),
    ("%(name)s %(day)d", ["%(day)d is not in the English", "%(day)s is missing"]),
    ("%(name)s %(day)s 100%", [STRAY]),
    ("%(name)s %(day)s %%", [STRAY]),
    ("%(name)s %(day) s", ["%(day)s is missing", STRAY]),
    ("%(name)s %(day)", ["%(day)s is missing", STRAY]),
    ("%(name)s %s %(day)s", [STRAY]),
    ("%(name)s <b>%(day)s</b>", ["holds <, which a browser would take for its own"]),
]  # fmt: skip


@pytest.fixture
def faults(write, tmp_path):
    """What is wrong with the sentences of a catalogue."""

    def _faults(body: str, code: str = "pl") -> list[str]:
        write(body, code)
        return list(sentence_faults(read_catalogue(tmp_path, code)))

    return _faults


def counted(*forms: str) -> str:
    """A message with so many plural forms."""
    said = "".join(f'msgstr[{at}] "{form}"\n' for at, form in enumerate(forms))
    return f'msgid "{COUNTED[0]}"\nmsgid_plural "{COUNTED[1]}"\n{said}'


@pytest.mark.parametrize(("said", "wrong"), WRONG)
def test_a_sentence_that_could_not_be_shown_is_named_with_all_that_is_wrong(faults, said, wrong):
    assert faults(f'msgid "{ONE}"\nmsgstr "{said}"\n') == [f"{ONE!r}: {what}" for what in wrong]


@pytest.mark.parametrize("said", ["%(day)s przyszedł %(name)s.", "%(name)s %(day)s"])
def test_gaps_may_stand_in_any_order(faults, said):
    assert faults(f'msgid "{ONE}"\nmsgstr "{said}"\n') == []


def test_a_stray_percent_sign_is_refused_where_the_english_has_no_gap(faults):
    assert faults('msgid "Your name"\nmsgstr "100% imię"\n') == [f"'Your name': {STRAY}"]


@pytest.mark.parametrize("code", PLURALS)
def test_each_form_of_each_language_is_looked_at(faults, code):
    forms = 3 if code == "pl" else 2
    right = ["%(count)d x"] * forms
    assert faults(counted(*right), code) == []
    for at in range(forms):
        for said, what in [
            ("x", "%(count)d is missing"),
            ("%(count)s x", "%(count)s is not in the English"),
            ("%(count)d %(n)s", "%(n)s is not in the English"),
            ("%(count)d %(count)d", "%(count)d stands there 2 times, and 1 in the English"),
            ("%(count)d %", STRAY),
        ]:
            wrong = [*right[:at], said, *right[at + 1 :]]
            assert f"{COUNTED[0]!r}: {what}" in faults(counted(*wrong), code)


@pytest.mark.parametrize("code", PLURALS)
def test_a_sentence_needs_as_many_forms_as_its_language_has(faults, code):
    forms = 3 if code == "pl" else 2
    for wrong in range(1, forms):
        found = faults(counted(*["%(count)d x"] * wrong), code)
        assert found == [
            f"{COUNTED[0]!r}: has {wrong} plural forms, and the language has {forms}"
        ], wrong
    half = ["%(count)d x"] * (forms - 1)
    assert faults(counted(*half, ""), code) == faults(counted(*half), code)


@pytest.mark.parametrize("code", PLURALS)
def test_a_sentence_with_more_forms_than_its_language_has_is_refused(write, tmp_path, code):
    write(counted(*["%(count)d x"] * (4 if code == "pl" else 3)), code)
    with pytest.raises(BrokenCatalogue):
        sound_catalogue(tmp_path, code)


def test_what_is_not_translated_at_all_is_no_fault(faults):
    assert faults(counted("", "", "") + '\nmsgid "Your name"\nmsgstr ""\n') == []


def test_everything_wrong_is_named_at_once(write, tmp_path):
    write('msgid "Your name"\nmsgstr "100%"\n\nmsgid "Your %(what)s"\nmsgstr "Twoje"\n')
    with pytest.raises(BrokenCatalogue) as refused:
        sound_catalogue(tmp_path, "pl")
    assert len(refused.value.faults) == 2
