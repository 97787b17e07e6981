"""The catalogues that are shipped: whole, fresh, and with the same gaps as the English."""

import pytest
from babel.messages.catalog import Message

from heard.authority.installation import ROOT
from heard.authority.settings import load_council
from heard.languages.catalogues import catalogue_path, read_catalogue
from heard.languages.gathering import freshened, gather
from heard.languages.placeholders import GAP, sentence_faults

WORDS = ROOT / "translations"
PUBLISHED = [
    code for code in load_council(ROOT / "content" / "authority").languages if code != "en"
]


@pytest.fixture(params=PUBLISHED)
def code(request) -> str:
    """A published language that is not English."""
    return request.param


def messages(code: str) -> list[Message]:
    """Every message of a catalogue but its header."""
    found = [message for message in read_catalogue(WORDS, code) if message.id]
    assert found, f"the catalogue of {code} is empty"
    return found


def translations(message: Message) -> list[str]:
    """The translation of a message, one for each plural form; nothing that is still empty."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string)
    return [form for form in forms if form]


def originals(message: Message) -> list[str]:
    """The English of a message: one sentence, or singular and plural."""
    return [message.id] if isinstance(message.id, str) else list(message.id)


def test_every_published_language_has_every_sentence(code):
    plurals = read_catalogue(WORDS, code).num_plurals
    for message in messages(code):
        forms = plurals if message.pluralizable else 1
        assert len(translations(message)) == forms, f"{message.id!r} is not translated"


def test_no_translation_is_left_in_doubt(code):
    assert not [message.id for message in messages(code) if message.fuzzy]


def test_every_catalogue_is_fresh(code):
    assert freshened(WORDS, code) == catalogue_path(WORDS, code).read_bytes()


def test_every_translation_can_be_shown_in_the_place_of_its_english(code):
    assert list(sentence_faults(read_catalogue(WORDS, code))) == []


def test_no_sentence_holds_a_percent_sign_outside_a_gap():
    for message in gather():
        for said in originals(message):
            assert "%" not in GAP.sub("", said), said


def test_no_translation_has_stray_white_space(code):
    for message in messages(code):
        for said in translations(message):
            assert said == said.strip(), said
            assert "\n" not in said, said


def test_no_translation_writes_digits_of_another_script(code):
    for message in messages(code):
        for said in translations(message):
            assert all(sign.isascii() for sign in said if sign.isdecimal()), said


def test_translators_are_given_sentences_without_odd_spaces():
    for message in gather():
        for said in originals(message):
            assert said == " ".join(said.split()), said
