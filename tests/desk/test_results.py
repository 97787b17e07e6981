"""What was chosen after the meeting, counted at the desk."""

import re
from datetime import UTC, date, datetime

import pytest

from heard.casework.figures import feedback_results
from heard.desk import results
from heard.records import log
from heard.records.tables import figures
from tests.casework.afterwards import AFTERWARDS, all_answered, answered
from tests.casework.founded import MORNING, spoil

JANUARY = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small_form(monkeypatch, clock):
    """A form with few questions, and a day after the end of the quarter in which it is sent."""
    monkeypatch.setattr(results, "FEEDBACK", AFTERWARDS)
    clock.moment = JANUARY


def rows(page):
    """The words of every row of every table."""
    return [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)
        ]
        for row in re.findall(r"<tr>.*?</tr>", page.text, re.S)
    ]


def shown(page):
    """The main part of a page."""
    return page.text[page.text.index("<main") : page.text.index("</main")]


def last_logged(council):
    with council.store.read() as conn:
        row = log.page(conn, None, 1)[0]
    return row.actor, row.action, row.subject


def test_questions_stand_as_rows_and_answers_as_columns(council, administrator):
    all_answered(council, "professional", "understood", ["yes"] * 7 + ["partly"] * 5 + ["no"] * 2)
    page = administrator.get("/feedback")
    assert rows(page) == [
        ["Question", "Yes", "Partly", "No", "Na"],
        ["Did you understand?", "7", "5", "Not shown", "Not shown"],
        ["Did people listen?", *["Not shown"] * 4],
    ]
    assert "14 forms came in." in page.text
    assert "Professional, October to December 2026" in page.text


def test_every_table_has_a_name_and_every_heading_of_it_a_direction(council, administrator):
    all_answered(council, "parent", "helped_by", [["family"]] * 6)
    page = administrator.get("/feedback").text
    captions = re.findall(r"<caption id=\"([^\"]+)\">(.*?)</caption>", page)
    assert [words for _, words in captions] == [
        "Parent, October to December 2026 · Table 1 of 2",
        "Parent, October to December 2026 · Table 2 of 2",
    ]
    for id, _ in captions:
        assert f'role="region" aria-labelledby="{id}"' in page
    headings = re.findall(r"<th[^e][^>]*>", page)
    assert headings
    assert all('scope="col"' in each or 'scope="row"' in each for each in headings)
    assert "More than one answer could be chosen." in page


def test_kinds_with_fewer_than_five_people_are_named_and_not_counted(council, administrator):
    all_answered(council, "child", "listened_to", ["no"] * 4)
    page = administrator.get("/feedback")
    assert rows(page) == []
    assert "There is nothing to show for these months." in page.text
    assert "People of whom fewer than 5 sent the form are not shown" in page.text
    assert "<li>Child</li>" in page.text


def test_nobodys_own_words_and_no_reference_stand_on_the_page(council, administrator):
    sent = [
        answered(council, {"who": "parent", "understood": "yes", "change": "a blue gate"})
        for _ in range(6)
    ]
    page = administrator.get("/feedback").text
    assert "blue gate" not in page
    assert not [reference for reference in sent if reference in page]


def test_counting_is_written_down_with_the_name(council, administrator):
    administrator.get("/feedback")
    assert last_logged(council) == ("ada", "counted", "feedback")


def test_an_earlier_quarter_can_be_chosen(council, administrator):
    for day in range(1, 7):
        received = date(2026, 8, day)
        answered(council, {"who": "parent", "understood": "yes"}, received=received)
    answered(council, {"who": "parent", "understood": "no"}, received=received)
    page = administrator.get("/feedback")
    assert rows(page) == []
    assert re.findall(r'href="/feedback\?quarter=([^"]+)"', page.text) == [
        "2027-1",
        "2026-4",
        "2026-3",
        "2026-2",
    ]
    page = administrator.get("/feedback?quarter=2026-3")
    assert rows(page)[1][:2] == ["Did you understand?", "6"]
    assert 'href="/feedback?quarter=2026-3" aria-current="page"' in page.text


@pytest.mark.parametrize("quarter", ["2019-1", "x", "2026-5", "%00", ""])
def test_another_quarter_in_the_address_shows_the_last_that_has_ended(administrator, quarter):
    page = administrator.get(f"/feedback?quarter={quarter}").text
    assert 'href="/feedback?quarter=2026-4" aria-current="page"' in page


def test_what_does_not_open_is_said_without_a_number(council, administrator):
    answered(council, {"who": "parent", "understood": "yes"})
    with council.store.write() as conn:
        spoil(conn, "unit")
    assert "It is not counted." in administrator.get("/feedback").text


def test_the_bar_leads_there_for_whoever_holds_the_units_key(council, administrator, chair, enter):
    for browser in (administrator, chair):
        assert '<a href="/feedback">After the meeting</a>' in browser.get("/").text
        assert browser.get("/feedback").status_code == 200
    operator = enter(council.add("otto", "operator"))
    assert 'href="/feedback"' not in operator.get("/").text
    page = operator.get("/feedback")
    assert page.status_code == 403
    assert "This page is not for your role" in page.text


def test_no_average_no_score_and_no_total_is_made(council, administrator):
    all_answered(council, "parent", "understood", ["yes"] * 6 + ["no"])
    all_answered(council, "child", "understood", ["yes"] * 8 + ["no"])
    main = shown(administrator.get("/feedback"))
    numbers = [int(number) for number in re.findall(r">(\d+)<", main)]
    assert sorted(numbers) == [6, 8]
    assert "14" not in main
    assert "16" not in main
    assert "%" not in main


def test_while_it_is_counted_the_page_says_how_far_it_is_and_goes_on(
    council, administrator, monkeypatch
):
    monkeypatch.setattr(feedback_results, "MOST_AT_ONCE", 4)
    all_answered(council, "parent", "understood", ["yes"] * 5 + ["no"] * 2)
    first = administrator.get("/feedback")
    assert "4 of 7 forms are counted." in first.text
    assert '<meta http-equiv="refresh" content="0;url=/feedback?quarter=2026-4">' in first.text
    assert rows(first) == []
    then = administrator.get("/feedback?quarter=2026-4")
    assert rows(then)[1][:2] == ["Did you understand?", "5"]
    assert "http-equiv" not in then.text
    day = f"{JANUARY:%A} {JANUARY.day} {JANUARY:%B %Y}"
    assert f"Counted on {day}, and kept as they were." in then.text


def test_a_number_that_all_or_nobody_chose_is_not_on_the_page(council, administrator):
    all_answered(council, "parent", "understood", ["yes"] * 5)
    page = administrator.get("/feedback")
    assert rows(page)[1] == ["Did you understand?", *["Not shown"] * 4]
    assert "for none, for all of them" in page.text


def test_of_the_running_quarter_there_is_no_number_and_the_page_says_when_they_come(
    council, administrator, clock
):
    clock.moment = MORNING
    all_answered(council, "parent", "understood", ["yes"] * 6 + ["no"] * 5)
    before = last_logged(council)
    page = administrator.get("/feedback?quarter=2026-4")
    assert "These months are not over yet" in page.text
    assert "Their numbers come on Friday 1 January 2027." in page.text
    assert rows(page) == []
    assert "11" not in shown(page)
    assert last_logged(council) == before, "nothing was counted"


def test_nobody_who_cannot_open_all_of_it_sees_another_count(council, administrator):
    all_answered(council, "parent", "understood", ["yes"] * 6)
    assert rows(administrator.get("/feedback"))
    with council.store.write() as conn:
        conn.execute(figures.update().values(body=b"under another key"))
    page = administrator.get("/feedback")
    assert "You cannot see these numbers" in page.text
    assert rows(page) == []
