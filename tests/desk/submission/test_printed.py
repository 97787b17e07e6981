"""What a family sent, on one page for the chair."""

from heard.journeys.adults.report_reply import REPORT_REPLY
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.audience import Audience
from heard.journeys.model.record import parts
from tests.desk.submission.test_views import last_logged

ANSWERS = {
    "had_report": "yes",
    "where": "Page 3",
    "says": "He was late",
    "mark": "not-true",
    "instead": "He was ill <that> day",
    "where_2": "School",
    "instead_2": "وہ بیمار تھا",
    "relation": "mother",
    "child_first_name": "Adam",
}


def sent(council, **readers: Audience) -> str:
    """A reply to the report with two points; the reference."""
    unit, chair = parts(REPORT_REPLY, ANSWERS, readers, {"point": 2}, IN_ENGLISH)
    return council.send(unit, chair, form="report-reply", version=REPORT_REPLY.version)


def test_the_points_stand_in_one_table_in_the_familys_own_words(council, chair):
    page = chair.get(f"/submissions/{sent(council)}/sheet").text
    assert page.count("<table") == 1
    assert page.count('<th scope="row">') == 2
    for words in ("Page 3", "He was late", "It is not true", "He was ill &lt;that&gt; day"):
        assert words in page
    assert "وہ بیمار تھا" in page


def test_what_was_left_empty_takes_no_room(council, chair):
    page = chair.get(f"/submissions/{sent(council)}/sheet").text
    assert "Not answered" not in page.split("<table")[0]
    assert "How can we reach you safely?" not in page


def test_an_administrator_sees_only_the_points_that_were_opened_to_the_team(council, administrator):
    reference = sent(council, **{"point-2": Audience.EVERYONE})
    page = administrator.get(f"/submissions/{reference}/sheet").text
    assert "He was late" not in page
    assert "وہ بیمار تھا" in page
    assert (
        "Only the chairs can open this."
        in administrator.get(f"/submissions/{sent(council)}/sheet").text
    )


def test_a_look_at_the_sheet_leaves_a_row_in_the_log(council, chair):
    reference = sent(council)
    chair.get(f"/submissions/{reference}/sheet")
    assert last_logged(council) == ("cy", "opened", reference)


def test_there_is_no_sheet_of_nothing(chair):
    assert chair.get("/submissions/AAAA-AAAA/sheet").status_code == 404
