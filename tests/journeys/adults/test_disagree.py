"""Not agreed: the facts, the decision and what one still does are kept apart."""

from heard.journeys.adults.disagree import DISAGREE
from heard.journeys.model.dates import DateOf
from tests.journeys.asking import needed, page_of, question


def test_facts_the_decision_and_what_one_still_does_are_kept_apart():
    pages = [page_of(DISAGREE, name) for name in ("disputed_facts", "disputed", "will_work_on")]
    assert len({page.slug for page in pages}) == 3
    assert all(page.asks_readers and not page.only_if for page in pages)
    assert pages[-1].title == "I disagree, and I will still work with you"


def test_the_time_limits_come_after_the_days_from_which_they_count():
    slugs = [page.slug for page in DISAGREE.pages]
    (limits,) = [page for page in DISAGREE.pages if page.panel]
    assert limits.panel == "limits"
    for name in ("meeting_date", "letter_date", "record_date"):
        assert isinstance(question(DISAGREE, name), DateOf)
        assert slugs.index(page_of(DISAGREE, name).slug) < slugs.index(limits.slug)


def test_nobody_has_to_say_what_they_do_not_agree_with():
    assert needed(DISAGREE) == {"relation", "child_first_name"}
