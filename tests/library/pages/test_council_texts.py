"""The council's words say its own numbers, and its name and address give nothing away."""

from dataclasses import replace

import pytest
from babel.support import NullTranslations

from heard.authority.installation import ROOT
from heard.authority.settings import ConferenceRules, Council, load_council
from heard.library.pages.council_texts import council_faults
from heard.library.pages.values import UnknownValue, with_numbers

FERNSHIRE = load_council(ROOT / "content" / "authority")
SAID = {
    "retention": "{{retention.submissions_days}}",
    "quorate": "{{conference.quorate}}",
    "child_invitation": "{{conference.child_invitation_age}}",
    "complaint_route": "{{complaint.stages}}",
}


def faults(council: Council) -> list[str]:
    return [f"{file}: {what}" for file, what in council_faults(council)]


def saying(key: str, words: str, code: str = "en") -> Council:
    texts = {**FERNSHIRE.texts, code: {**FERNSHIRE.texts[code], key: words}}
    return replace(FERNSHIRE, texts=texts)


def test_the_fictional_council_is_in_order():
    assert faults(FERNSHIRE) == []


@pytest.mark.parametrize("code", ["en", "pl", "ur"])
@pytest.mark.parametrize("key", SAID)
def test_its_sentences_follow_its_numbers_in_every_language(key, code):
    changed = replace(
        FERNSHIRE,
        submissions_days=100,
        conference=replace(FERNSHIRE.conference, quorate=7, child_invitation_age=12),
        complaint=replace(FERNSHIRE.complaint, stages=9),
    )
    number = {"retention": "100", "quorate": "7", "child_invitation": "12", "complaint_route": "9"}
    said = with_numbers(FERNSHIRE.texts[code][key], changed, NullTranslations())
    assert number[key] in said
    assert faults(changed) == []


@pytest.mark.parametrize("code", ["en", "pl", "ur"])
@pytest.mark.parametrize("key", SAID)
@pytest.mark.parametrize("wrong", ["99", "۹۹"])
def test_another_number_than_the_one_that_is_set_is_refused(key, code, wrong):
    (first, *more) = faults(saying(key, f"It is {wrong}, or {SAID[key]}.", code))
    assert first.startswith(f"texts/{code}.toml: {key}: says 99; council.toml says ")
    assert more == []


@pytest.mark.parametrize("key", SAID)
def test_a_text_that_says_no_number_is_told_what_to_write(key):
    (found,) = faults(saying(key, "At least two, we think."))
    assert found.endswith(f"write {SAID[key]} in its place")


def test_the_right_number_may_be_written_out():
    assert faults(saying("retention", "After 365 days, or 35 years in the file.")) == []


def test_a_number_that_nobody_has_set_cannot_be_said():
    council = replace(saying("quorate", "At least 2."), conference=ConferenceRules())
    assert "says 2; council.toml says nothing for conference.quorate" in faults(council)[0]
    council = replace(saying("quorate", SAID["quorate"]), conference=ConferenceRules())
    assert f"{SAID['quorate']} is not set in council.toml" in faults(council)[0]
    with pytest.raises(UnknownValue):
        with_numbers(SAID["quorate"], council, NullTranslations())


def test_a_value_that_does_not_exist_is_named():
    found = faults(saying("retention", "{{retention.days}} {{retention.submissions_days}}"))
    assert found == ["texts/en.toml: retention: {{retention.days}} is no number of the settings"]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Child protection hub", "child protection"),
        ("Safeguarding & You", "safeguard"),
        ("MyProtection", "protect"),
        ("Ochrona dzieci", "ochron"),
    ],
)
def test_a_name_that_a_phone_would_show_to_others_is_refused(name, word):
    found = faults(replace(FERNSHIRE, service_name=name))
    assert f"council.toml: service_name says {word!r}, and the history of a phone shows it" in found


@pytest.mark.parametrize("name", ["Heard", "Family Voice", "Your Say", "Pharmacy Lane", "رائے"])
def test_a_neutral_name_is_good(name):
    assert faults(replace(FERNSHIRE, service_name=name)) == []


def test_an_address_that_tells_is_refused_too():
    told = replace(FERNSHIRE, address="https://childprotection.fernshire.example.org")
    assert faults(told)[0].startswith("council.toml: address says 'child protection'")
