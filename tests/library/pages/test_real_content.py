"""The content that Heard ships with: it loads, it is plain, and its states are up to date."""

import re
import shutil
from statistics import median

import pytest
import textstat

from heard.authority.installation import ROOT
from heard.authority.settings import Council, load_council
from heard.library.pages.articles import Article
from heard.library.pages.collection import Library, load_library
from heard.library.pages.plain_text import plain_text
from heard.library.translating.state_files import write_states
from tests.support.words import SHIPPED

CONTENT = ROOT / "content"
#: Flesch-Kincaid grade that a page may reach, by audience.
GRADES = {"child-5-7": 1, "child-8-11": 3, "child-12-17": 3}
ADULTS_GRADE, ADULTS_MEDIAN = 5, 4
LONGEST_SENTENCE = 25


@pytest.fixture(scope="module")
def council() -> Council:
    return load_council(CONTENT / "authority")


@pytest.fixture(scope="module")
def library(council: Council) -> Library:
    return load_library(CONTENT, council, SHIPPED)


def english(library: Library) -> list[Article]:
    return [*library.guides("en"), *library.pages("en")]


def said(page: Article) -> str:
    """The page's words, every line a sentence of its own."""
    return re.sub(r"[:;]$", ".", plain_text(page), flags=re.MULTILINE)


def grade(text: str) -> float:
    return textstat.flesch_kincaid_grade(text)


def sentences(text: str) -> list[str]:
    return [each for each in re.split(r"(?<=[.?!])[\"”’]?\s+", text) if each]


def test_everything_loads_in_every_language(library, council):
    for code in council.languages:
        assert len(library.guides(code)) == len(library.guides("en")) > 0
        assert len(library.glossary(code)) == len(library.glossary("en")) > 0
        assert library.contacts(code)


def test_no_page_is_harder_to_read_than_its_readers_can_bear(library):
    hard = {
        page.slug: (found, limit)
        for page in english(library)
        if (found := grade(said(page))) > (limit := GRADES.get(page.audience, ADULTS_GRADE))
    }

    assert not hard


def test_the_pages_for_adults_are_about_right_for_a_nine_year_old(library):
    grades = [grade(said(page)) for page in english(library) if page.audience not in GRADES]

    assert median(grades) <= ADULTS_MEDIAN


def test_no_sentence_is_longer_than_one_breath(library):
    long = {
        each
        for page in english(library)
        for each in sentences(said(page))
        if len(each.split()) > LONGEST_SENTENCE
    }

    assert not long


def test_words_are_explained_in_few_words(library):
    long = {
        entry.id
        for entry in library.glossary("en")
        if len(entry.adult.split()) > 20 or len(entry.child.split()) > 12
    }

    assert not long


def test_a_name_that_is_translated_is_in_english_what_the_service_calls_itself(library):
    english = {each.id: each.name for each in library.contacts("en")}
    national = {each.id: each.name for each in library.national}
    assert {name: english[name] for name in national} == national


@pytest.mark.parametrize("code", ["pl", "ur"])
def test_whom_to_call_in_danger_is_named_in_the_readers_language(library, code):
    named = {each.id: each for each in library.contacts(code)}
    for contact in (named["emergency"], named["police-101"]):
        assert contact.name_language == code


def test_nobody_claims_a_check_that_did_not_happen(library):
    assert {page.checked for page in english(library)} == {None}
    assert {contact.checked for contact in library.national} == {None}


def test_the_files_of_states_are_up_to_date(tmp_path, council, monkeypatch):
    shutil.copytree(CONTENT, tmp_path / "content")
    shutil.copytree(ROOT / "translations", tmp_path / "translations")
    monkeypatch.setenv("HEARD_TRANSLATIONS", str(tmp_path / "translations"))

    stale = write_states(tmp_path / "content", council, translations=ROOT / "translations")

    assert [path.name for path in stale] == [], "run: heard sync"
