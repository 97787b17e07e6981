"""What a family sent, on one page for the chair."""

from io import BytesIO

import pytest
from playwright.sync_api import Playwright
from pypdf import PdfReader

from heard.journeys.adults.advocate import ADVOCATE
from heard.journeys.adults.bring import BRING
from heard.journeys.adults.report_reply import REPORT_REPLY
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.audience import Audience
from heard.journeys.model.record import parts
from tests.desk.submission.test_contact_card import sent as sent_with
from tests.desk.submission.test_views import last_logged
from tests.support.browsers import QUIET, SHELL

FOR_CHAIRS = "Holds words that only the chairs may read."
MARK = "Only for the chairs"

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


def sheet(browser, reference: str) -> str:
    return browser.get(f"/submissions/{reference}/sheet").text


@pytest.mark.parametrize("journey", [YOUR_VIEWS, CHILD_8_11], ids=lambda journey: journey.name)
def test_the_page_of_a_submission_leads_to_its_sheet(council, administrator, journey):
    reference = sent_with(council, {}, journey=journey)
    assert (
        f'href="/submissions/{reference}/sheet"'
        in administrator.get(f"/submissions/{reference}").text
    )


def test_what_is_for_the_chairs_alone_is_marked_on_the_sheet_and_on_each_part(council, chair):
    answers = {"worries": "The stairs", "going_well": "School", "chair_only": "The blue gate"}
    readers = {"going-well": Audience.EVERYONE, "worries": Audience.CHAIR}
    unit, own = parts(YOUR_VIEWS, answers, readers, {}, IN_ENGLISH)
    page = sheet(chair, council.send(unit, own))
    assert page.index(FOR_CHAIRS) < page.index("<h1")
    assert page.count(MARK) == 2
    for words in ("The stairs", "The blue gate"):
        section = page[: page.index(words)].rpartition("<section")[2]
        assert MARK in section
    assert MARK not in page[: page.index("School")].rpartition("<section")[2]


def test_each_point_for_the_chairs_alone_is_marked_in_its_line(council, chair):
    page = sheet(chair, sent(council, point=Audience.EVERYONE))
    assert FOR_CHAIRS in page
    assert [MARK in row for row in page.split("<tr")[2:]] == [False, True]


def test_a_childs_words_for_the_chair_alone_are_marked(council, chair):
    reference = sent_with(council, {"my_worries": "It is loud"}, journey=CHILD_8_11)
    page = sheet(chair, reference)
    assert FOR_CHAIRS in page
    assert MARK in page[: page.index("It is loud")].rpartition("<section")[2]


def test_a_sheet_without_such_words_has_no_mark(council, chair, administrator):
    reference = sent(council, point=Audience.EVERYONE, **{"point-2": Audience.TEAM})
    for reader in (chair, administrator):
        assert FOR_CHAIRS not in sheet(reader, reference)
    assert FOR_CHAIRS not in sheet(administrator, sent(council))


def test_every_page_that_is_printed_says_that_it_holds_what_is_for_the_chairs(
    council, chair, driver: Playwright
):
    answers = {"chair_only": "The gate.\n" * 150, "relation": "mother"}
    html = sheet(chair, sent_with(council, answers))
    browser = driver.chromium.launch(executable_path=SHELL, args=QUIET)
    page = browser.new_page()
    page.set_content(html)
    pages = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    browser.close()
    assert len(pages) > 2
    assert all(FOR_CHAIRS in " ".join(each.extract_text().split()) for each in pages)


SECRETS = {
    "name": "Maria Example",
    "child_first_name": "Adam",
    "child_family_name": "Ozols",
    "child_born": "2015-03-27",
    "social_worker": "Ms Worker",
    "contact_detail": "07700 900123 or maria@example.org",
    "contact_when": "Tuesdays at ten",
    "advocate_name": "Ana Advocate",
    "advocate_group": "Helping Hands",
    "advocate_reach": "01632 960555",
    "supporter_reach": "01632 960777",
    "answer_person": "Aunt Nadia",
    "pen_name": "Ms Okafor",
    "paper_typed_by": "Kim Typist",
}


@pytest.mark.parametrize("journey", [YOUR_VIEWS, BRING, ADVOCATE, CHILD_8_11], ids=lambda j: j.name)
def test_no_sheet_carries_who_it_is_or_how_somebody_is_reached(council, chair, journey):
    given = {"person": "parent", "who": ["supporter"], "from_paper": "yes", **SECRETS}
    given |= {"meeting_date": "2026-12-03", "pen": "writes", "contact_way": "text"}
    reference = sent_with(council, given, journey=journey)
    page = sheet(chair, reference)
    secrets = (*SECRETS.values(), "07700", "27 March 2015", "Text message")
    assert [words for words in secrets if words in page] == []
    if journey is not CHILD_8_11:
        assert "3 December 2026" in page


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_no_number_that_was_asked_for_stands_on_the_sheet_of_any_form(council, chair, journey):
    given = {
        q.name: "07700 900123"
        for _, q in journey.questions()
        if q.kind == "reach" or "contact" in (q.role or "")
    }
    page = sheet(chair, sent_with(council, {**given, "contact_way": "call"}, journey=journey))
    assert "900123" not in page


@pytest.mark.parametrize(
    "written",
    [
        "Text me: 07700900123!",
        "+44 7700 900 123",
        "٠٧٧٠٠-٩٠٠١٢٣",
        "00447700900123",
        "(07700) 900123",
    ],
)
def test_the_safe_number_is_left_out_of_all_other_words_too(council, chair, written):
    given = {"contact_way": "text", "contact_detail": "07700 900123"}
    page = sheet(chair, sent_with(council, {**given, "chair_only": f"Page 12. {written} Thanks"}))
    assert "[left out on paper]" in page
    assert "Page 12." in page
    assert "Thanks" in page
    for rest in ("900123", "900 123", "٩٠٠١٢٣"):
        assert rest not in page


def test_the_safe_email_is_left_out_and_other_numbers_stay(council, chair):
    given = {"contact_way": "email", "contact_detail": "maria.k@example.org"}
    words = "Write to Maria.K@example.org. He was born on 27.3.2015. The police log is 4471234567."
    page = sheet(chair, sent_with(council, {**given, "chair_only": words}))
    assert "example.org" not in page.lower()
    assert "27.3.2015" in page
    assert "4471234567" in page
