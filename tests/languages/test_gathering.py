"""Gathering: what families can meet is found, what the desk says is not, old work is kept."""

import pytest

from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.audience import AUDIENCE_WORDS, LEGAL_WORDS
from heard.languages import gathering
from heard.languages.catalogues import catalogue_path, read_catalogue
from heard.languages.gathering import freshen, freshened, gather
from heard.languages.marks import N_


@pytest.fixture(scope="module")
def found() -> set[str]:
    """Every sentence that is given to translators."""
    return {each.id if isinstance(each.id, str) else each.id[0] for each in gather()}


def test_marking_a_sentence_changes_nothing():
    assert N_("Your %(name)s") == "Your %(name)s"


def test_every_question_with_all_that_stands_round_it_is_gathered(found):
    for journey in JOURNEYS:
        said = {journey.title, journey.tab_title, journey.lead}
        for page, question in journey.questions():
            said |= {page.title, page.lead, question.label, question.hint, question.required}
            said |= {getattr(question, "low", ""), getattr(question, "high", "")}
            for option in getattr(question, "options", ()):
                said |= {option.label, option.hint}
        assert said - {""} <= found


def test_who_may_see_an_answer_and_the_exception_are_gathered(found):
    assert set(AUDIENCE_WORDS.values()) | set(LEGAL_WORDS) <= found


def test_words_of_templates_and_of_the_program_are_gathered(found):
    assert {"Leave this page", "Who sees this:", "This page is not here", "the month"} <= found
    assert {"%(count)d day", "%(count)d year"} <= found


def test_the_desks_own_words_are_left_to_english(found):
    assert not {"Reference", "Not read yet", "Withdrawn"} & found


@pytest.fixture
def shelf_of_words(write, monkeypatch):
    """The program says only what the test lets it say."""

    def _say(*sentences: str) -> None:
        said = gathering.Catalog()
        for each in sentences:
            said.add(each)
        monkeypatch.setattr(gathering, "gather", lambda: said)

    return _say


def test_a_new_sentence_is_added_empty_and_an_old_one_goes(write, tmp_path, shelf_of_words):
    write('msgid "Goes"\nmsgstr "Idzie"\n\nmsgid "Stays"\nmsgstr "Zostaje"\n')
    shelf_of_words("Stays", "Something altogether different")
    freshen(tmp_path, "pl")
    assert {each.id: each.string for each in read_catalogue(tmp_path, "pl") if each.id} == {
        "Stays": "Zostaje",
        "Something altogether different": "",
    }
    assert "Goes" not in catalogue_path(tmp_path, "pl").read_text("utf-8")


def test_a_sentence_that_changed_keeps_its_old_words_in_doubt(
    write, tmp_path, speak, shelf_of_words
):
    write('msgid "We tell nobody what you wrote here"\nmsgstr "Nikomu nie powiemy"\n')
    shelf_of_words("We tell somebody what you wrote here")
    freshen(tmp_path, "pl")
    (message,) = (each for each in read_catalogue(tmp_path, "pl") if each.id)
    assert message.fuzzy
    assert speak("pl").gettext(message.id) == message.id


def test_freshening_a_fresh_catalogue_changes_nothing(write, tmp_path, shelf_of_words):
    write('msgid "Stays"\nmsgstr "Zostaje"\n')
    shelf_of_words("Stays", "New", "Also new")
    freshen(tmp_path, "pl")
    before = catalogue_path(tmp_path, "pl").read_bytes()
    freshen(tmp_path, "pl")
    assert catalogue_path(tmp_path, "pl").read_bytes() == before == freshened(tmp_path, "pl")


@pytest.mark.parametrize("code", ["ur", "ar"])
def test_a_new_language_begins_with_every_sentence_and_a_rule_that_can_be_read(tmp_path, code):
    freshen(tmp_path, code)
    begun = read_catalogue(tmp_path, code)
    assert len(begun) == len(gather())
    assert not any(any(each.string) for each in begun if each.id)


def test_a_catalogue_names_no_person_and_no_time(tmp_path):
    freshen(tmp_path, "pl")
    header = catalogue_path(tmp_path, "pl").read_text("utf-8").split("\n\n")[0]
    assert not any(word in header for word in ("Date", "Translator", "Team", "Generated", "@"))
