"""Every form: sound names, neutral addresses, and a way out of every question."""

import re
from collections import Counter

import pytest

from heard.journeys.catalogue import JOURNEYS, by_name, by_slug
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import AnyOf, OneOf
from heard.journeys.model.questions import LongText, Scale
from heard.languages.catalogues import PLURALS
from heard.library.sources.neutral_words import avoided_words
from heard.web.forms.page_form import READERS, PageForm
from tests.support.words import catalogue

every_form = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each.name)


def test_a_form_is_found_by_its_address():
    for journey in JOURNEYS:
        assert by_slug(journey.slug) is journey
    assert by_slug("no-such-form") is None
    assert by_slug("") is None


def test_a_form_is_found_by_its_name():
    for journey in JOURNEYS:
        assert by_name(journey.name) is journey
    assert by_name("no-such-form") is None


def test_no_two_forms_share_a_name_or_an_address():
    assert max(Counter(each.name for each in JOURNEYS).values()) == 1
    assert max(Counter(each.slug for each in JOURNEYS).values()) == 1


@every_form
def test_every_question_of_a_form_has_a_name_of_its_own(journey):
    names = Counter(question.name for _, question in journey.questions())
    assert max(names.values()) == 1
    assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in names)


@every_form
def test_no_question_is_named_like_something_that_every_form_has(journey):
    taken = {READERS, "csrf_token", "do", *dir(PageForm)}
    assert not taken & {question.name for _, question in journey.questions()}


@every_form
def test_every_page_of_a_form_has_an_address_of_its_own(journey):
    slugs = [page.slug for page in journey.pages]
    assert len(slugs) == len(set(slugs))
    assert all(re.fullmatch(r"[a-z][a-z-]*", slug) for slug in [journey.slug, *slugs])
    assert not {"check", "sent", "closed", "help", "stop", "paper"} & set(slugs)


@every_form
def test_what_stands_in_a_phones_history_says_nothing_of_the_meeting(journey):
    for code in ("en", *PLURALS):
        title = catalogue(code).gettext(journey.tab_title)
        assert title
        assert not avoided_words(title), f"{code}: {title}"
    for slug in (journey.slug, *(page.slug for page in journey.pages)):
        assert not avoided_words(slug), slug


@every_form
def test_the_options_of_a_question_are_different_from_each_other(journey):
    for _, question in journey.questions():
        if isinstance(question, OneOf | AnyOf):
            assert len({option.value for option in question.options}) == len(question.options)
            assert len({option.label for option in question.options}) == len(question.options)


@every_form
def test_both_ends_of_every_scale_say_what_they_mean(journey):
    for _, question in journey.questions():
        if isinstance(question, Scale):
            assert question.low
            assert question.high
            assert question.low != question.high


@every_form
def test_a_persons_own_words_are_never_demanded(journey):
    for page, question in journey.questions():
        if page.asks_readers or isinstance(question, LongText | Scale):
            assert not question.required, question.name


@every_form
def test_a_form_opens_with_what_the_council_needs_and_says_who_reads_it(journey):
    assert journey.pages[0].readers is not None
    assert {page.readers for page in journey.pages} <= {None, Audience.TEAM, Audience.CHAIR}


@every_form
def test_there_is_a_place_for_the_chair_alone_where_the_team_does_not_need_everything(journey):
    for_the_chair = [page for page in journey.pages if page.audience({}) is Audience.CHAIR]
    assert bool(for_the_chair) == (journey.name not in ("complaint", "feedback"))
