"""One meeting, told once: the next form about it begins with what was told."""

from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from heard.casework.drafts.draft import Before, Draft
from heard.casework.drafts.same_meeting import common
from heard.family.forms.carrying import forms_for_another_child, forms_for_the_same_child
from heard.journeys.adults.advocate import ADVOCATE
from heard.journeys.adults.feedback import FEEDBACK
from heard.journeys.adults.support import SUPPORT
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.journeys.model.audience import Audience
from heard.journeys.model.roles import SAME_MEETING, Role
from tests.support.clients import CarefulClient
from tests.support.houses import Built
from tests.support.opening import newest_opened
from tests.support.tabs import open_tab

LANGUAGES = pytest.mark.parametrize("language", ["en", "ur"])
VIEWS, HELP, OTHERS = "your-views", "support", "for-someone"
TOLD = {
    "you": {"relation": "mother", "name": "Zofia Example"},
    "which-meeting": {
        "child_first_name": "Anna",
        "child_family_name": "Example",
        "meeting_date__day": "1",
        "meeting_date__month": "12",
        "meeting_date__year": "2026",
        "social_worker": "Kim Worker",
    },
    "worries": {"worries": "Only for the chair"},
    "keeping-in-touch": {
        "contact_way": "text",
        "contact_detail": "07700 900123",
        "contact_when": "mornings",
        "contact_care": "no-council",
    },
}
BOX = {"en": "We have put in what you told us before.", "ur": "ہم نے وہ بھر دیا ہے"}


def form_at(slug: str, language: str = "en") -> str:
    return f"/{language}/forms/{slug}"


@pytest.fixture
def sent(client: CarefulClient) -> CarefulClient:
    """A browser in which a mother has just sent her views."""
    send_views(client)
    return client


def send_views(client: CarefulClient, language: str = "en") -> None:
    form = form_at(VIEWS, language)
    for page, answers in TOLD.items():
        client.submit(f"{form}/{page}", **answers)
    assert client.submit(f"{form}/check", do="send").location == f"{form}/sent"


def begin(client: CarefulClient, do: str, of: str = VIEWS, language: str = "en") -> str:
    """Choose what comes next on the page after sending; where it goes on."""
    form = form_at(of, language)
    assert f'href="{form}/another"' in client.get(f"{form}/sent").text
    answer = client.submit(f"{form}/another", do=do)
    assert answer.status_code == 303
    return answer.location


@LANGUAGES
def test_the_next_form_about_the_meeting_asks_only_what_is_new(
    client: CarefulClient, family_house: Built, language: str
) -> None:
    send_views(client, language)
    help_form = form_at(HELP, language)
    first = begin(client, "form:support", language=language)
    assert first == f"{help_form}/what-you-need"
    page = unescape(client.get(first).text)
    assert BOX[language] in page
    assert client.submit(first, needs="breaks").location == f"{help_form}/breaks"
    after = client.submit(f"{help_form}/breaks").location
    check = unescape(client.get(f"{help_form}/check").text)
    assert after == f"{help_form}/check", "nothing is asked that was told before"
    assert BOX[language] in check
    assert "07700 900123" in check
    client.submit(f"{help_form}/check", do="send")
    second = newest_opened(family_house)
    told = ("relation", "name", "child_first_name", "child_family_name", "meeting_date")
    assert [second.unit[name] for name in told] == [
        "mother",
        "Zofia Example",
        "Anna",
        "Example",
        "2026-12-01",
    ]
    assert second.unit["contact_care"] == ["no-council"]
    assert second.unit["needs"] == ["breaks"]
    assert "Only for the chair" not in str(second.unit) + str(second.chair)


def test_what_was_put_in_can_be_changed_and_the_pages_are_named(sent: CarefulClient) -> None:
    first = begin(sent, "form:support")
    text = unescape(sent.get(first).text)
    assert "About you" in text
    assert "Which meeting is it?" in text
    help_form = form_at(HELP)
    assert 'value="Anna"' in sent.get(f"{help_form}/which-meeting").text
    sent.submit(f"{help_form}/keeping-in-touch", contact_way="post", contact_detail="")
    sent.submit(f"{help_form}/what-you-need", needs="breaks")
    check = sent.get(f"{help_form}/check").text
    assert "07700 900123" not in check
    assert 'value="send"' in check


def test_the_first_number_is_still_there_while_another_form_is_filled_in(
    sent: CarefulClient,
) -> None:
    begin(sent, "form:support")
    assert "Your number" in sent.get(f"{form_at(VIEWS)}/sent").text


@pytest.mark.parametrize("do", ["form:support", "child:your-views"])
def test_it_works_by_the_buttons_of_the_page_alone(sent: CarefulClient, do: str) -> None:
    tab = open_tab(sent, f"{form_at(VIEWS)}/another")
    assert tab.press_first(do).status_code == 303


def test_for_another_child_the_mother_and_the_meeting_stay_and_the_child_does_not(
    sent: CarefulClient, family_house: Built
) -> None:
    form = form_at(VIEWS)
    first = begin(sent, "child:your-views")
    assert first == f"{form}/you", "she may be somebody else to the other child"
    assert 'value="Zofia Example"' in sent.get(first).text
    sent.submit(first, relation="partner", name="Zofia Example")
    page = sent.get(f"{form}/which-meeting").text
    assert "Anna" not in page
    assert 'value="Kim Worker"' in page
    sent.submit(f"{form}/which-meeting", child_first_name="Ben", social_worker="Kim Worker")
    sent.submit(f"{form}/check", do="send")
    second = newest_opened(family_house)
    assert (second.unit["child_first_name"], second.unit["relation"]) == ("Ben", "partner")
    assert second.unit["contact_detail"] == "07700 900123"
    assert "Anna" not in str(second.unit) + str(second.chair)
    assert "Only for the chair" not in str(second.chair)


@LANGUAGES
def test_an_advocate_with_two_siblings_writes_about_the_second_in_a_few_pages(
    client: CarefulClient, family_house: Built, language: str
) -> None:
    form = form_at(OTHERS, language)
    who = {"advocate_name": "Kim Advocate", "advocate_group": "A charity"}
    client.submit(f"{form}/for-whom", person="child")
    client.submit(f"{form}/who-writes", **who, advocate_reach="07700 900456")
    client.submit(f"{form}/who-you-are", advocate_relation="advocate")
    client.submit(
        f"{form}/which-meeting",
        meeting_date__day="1",
        meeting_date__month="12",
        meeting_date__year="2026",
    )
    _about_a_child(client, form, "Anna", "Anna wants to stay")
    first = newest_opened(family_house)
    at = begin(client, "child:for-someone", of=OTHERS, language=language)
    assert at == f"{form}/for-whom"
    assert BOX[language] in unescape(client.get(at).text)
    assert client.submit(at, person="child").location == f"{form}/which-child"
    _about_a_child(client, form, "Ben", "Ben wants to go home")
    second = newest_opened(family_house)
    assert second.id != first.id
    for each, child, wish in (
        (first, "Anna", "Anna wants to stay"),
        (second, "Ben", "Ben wants to go home"),
    ):
        assert each.unit["child_first_name"] == child
        assert each.unit["advocate_name"] == "Kim Advocate"
        assert each.unit["advocate_group"] == "A charity"
        assert each.unit["meeting_date"] == "2026-12-01"
        assert each.chair["child_wants"] == wish
    assert "Anna" not in str(second.unit) + str(second.chair)
    assert "Ben" not in str(first.unit) + str(first.chair)


def _about_a_child(client: CarefulClient, form: str, name: str, wish: str) -> None:
    client.submit(f"{form}/which-child", child_first_name=name)
    client.submit(f"{form}/if-they-agree", permission="agreed")
    client.submit(f"{form}/whose-words", whose_words="theirs")
    client.submit(f"{form}/child-wants", child_wants=wish)
    assert client.submit(f"{form}/check", do="send").location == f"{form}/sent"


def test_a_brother_of_another_age_gets_the_form_for_his_age(
    client: CarefulClient, family_house: Built
) -> None:
    form = form_at("my-say")
    client.submit(f"{form}/who-writes", pen="writes")
    client.submit(f"{form}/who-helps", pen_name="Kim", pen_relation="advocate")
    client.submit(f"{form}/about-you", child_first_name="Anna", social_worker="Sam Worker")
    client.submit(f"{form}/change", change="Anna said this")
    client.submit(f"{form}/check", do="send")
    begin(client, "child:three-houses", of="my-say")
    assert client.get(f"{form}/sent").status_code == 302, "nothing of her is on the screen"
    houses = form_at("three-houses")
    text = client.get(f"{houses}/check").text
    assert "Sam Worker" in text
    assert "Anna" not in text
    client.submit(f"{houses}/who-writes", pen="writes")
    assert 'value="Kim"' in client.get(f"{houses}/who-helps").text
    client.submit(f"{houses}/about-you", child_first_name="Ben", social_worker="Sam Worker")
    client.submit(f"{houses}/check", do="send")
    second = newest_opened(family_house)
    assert "Anna" not in str(second.unit) + str(second.chair)


def later(client: CarefulClient, minutes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    site = client.app.extensions["site"]
    moment = site.clock() + timedelta(minutes=minutes)
    monkeypatch.setitem(client.app.extensions, "site", replace(site, clock=lambda: moment))


@pytest.mark.parametrize("how", ["kept", "left", "later"])
def test_nothing_is_offered_and_nothing_carried_is_shown_once_the_sent_form_is_gone(
    sent: CarefulClient, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = begin(sent, "form:support")
    if how == "kept":
        sent.submit(f"{form_at(VIEWS)}/sent", do="done")
    elif how == "left":
        sent.get("/exit")
    else:
        later(sent, 16, monkeypatch)
    assert sent.get(f"{form_at(VIEWS)}/another").location == form_at(VIEWS)
    for address in (begun, f"{form_at(HELP)}/which-meeting", f"{form_at(HELP)}/check"):
        answer = sent.get(address)
        assert "Anna" not in answer.text
        assert "Zofia" not in answer.text
        assert "07700" not in answer.text


def test_a_form_that_was_gone_on_with_lives_as_every_other(
    sent: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = begin(sent, "form:support")
    sent.submit(begun, needs="breaks")
    sent.submit(f"{form_at(VIEWS)}/sent", do="done")
    later(sent, 30, monkeypatch)
    assert "Anna" in sent.get(f"{form_at(HELP)}/check").text


def test_what_was_carried_puts_nothing_into_the_browser(sent: CarefulClient) -> None:
    before = {cookie.key for cookie in sent.browser._cookies.values()}
    begun = begin(sent, "form:support")
    assert {cookie.key for cookie in sent.browser._cookies.values()} == before
    assert "Anna" not in begun
    assert "no-store" in sent.get(begun).headers["Cache-Control"]


def test_a_form_that_was_begun_before_goes_on_as_it_is(client: CarefulClient) -> None:
    help_form = form_at(HELP)
    client.submit(f"{help_form}/what-you-need", needs="travel")
    client.submit(f"{help_form}/you", relation="father", name="Jan Example")
    client.submit(f"{help_form}/which-meeting", child_first_name="Ben")
    send_views(client)
    text = client.get(f"{form_at(VIEWS)}/another").text
    assert "You have begun this one already, about <bdi>Ben</bdi>." in text
    assert begin(client, "form:support") == f"{help_form}/which-meeting"
    check = client.get(f"{help_form}/check").text
    assert "Jan Example" in check
    assert "Zofia Example" not in check


def test_whoever_comes_back_to_the_form_finds_the_way_to_the_next(sent: CarefulClient) -> None:
    assert f'href="{form_at(VIEWS)}/another"' in sent.get(form_at(VIEWS)).text
    sent.submit(f"{form_at(VIEWS)}/sent", do="done")
    assert f'href="{form_at(VIEWS)}/another"' not in sent.get(form_at(VIEWS)).text


@pytest.mark.parametrize("do", ["", "form:", "form:nowhere", "child:my-say", "form:my-say", "x"])
def test_a_form_that_is_not_offered_is_not_begun(sent: CarefulClient, do: str) -> None:
    answer = sent.submit(f"{form_at(VIEWS)}/another", do=do)
    assert answer.location == f"{form_at(VIEWS)}/another"


def test_the_page_that_offers_them_comes_in_another_language(sent: CarefulClient) -> None:
    answer = sent.submit(f"{form_at(VIEWS)}/another", do="language:ur")
    assert answer.location == f"{form_at(VIEWS, 'ur')}/another"
    assert sent.get(answer.location).status_code == 200


def test_only_forms_about_a_meeting_are_offered_and_a_child_is_offered_its_own() -> None:
    assert FEEDBACK not in forms_for_the_same_child(YOUR_VIEWS)
    assert ADVOCATE not in forms_for_the_same_child(YOUR_VIEWS), "there she is not the sender"
    assert SUPPORT in forms_for_the_same_child(YOUR_VIEWS)
    assert forms_for_the_same_child(FEEDBACK) == forms_for_another_child(FEEDBACK) == ()
    assert forms_for_the_same_child(CHILD_12_17) == ()
    assert all(each.age for each in forms_for_another_child(CHILD_12_17))


def answered(journey, readers: Audience = Audience.TEAM) -> Draft:
    """A draft in which every question with a role has an answer that could be anybody's."""
    draft = Draft(journey.name, journey.version)
    for page, question in journey.questions():
        if question.role in SAME_MEETING:
            draft.answers[question.name] = _answer(question)
            draft.asked[question.name] = Before(
                label="", readers=str(page.readers or readers), words={}
            )
    return draft


def _answer(question):
    options = getattr(question, "options", ())
    values = [option.value for option in options if not option.refused]
    if question.kind == "date":
        return "2026-12-01"
    if not values:
        return "07700 900123"
    return values[:1] if isinstance(question.fitting(values[:1]), list) else values[0]


def test_a_way_of_contact_that_only_the_chair_was_to_read_is_not_carried_to_the_team() -> None:
    draft = answered(YOUR_VIEWS)
    assert "contact_detail" in common(draft, YOUR_VIEWS, SUPPORT, another_child=False).answers
    for name in ("contact_detail", "contact_care"):
        draft.asked[name]["readers"] = str(Audience.CHAIR)
    carried = common(draft, YOUR_VIEWS, SUPPORT, another_child=False)
    assert not {"contact_detail", "contact_care"} & set(carried.answers)
    assert "keeping-in-touch" not in carried.pages, "it is asked once more"
    assert "name" in carried.answers


@pytest.mark.parametrize("target", JOURNEYS, ids=lambda each: each.name)
@pytest.mark.parametrize("source", JOURNEYS, ids=lambda each: each.name)
def test_from_no_form_to_no_other_is_anything_read_by_more_than_were_to_read_it(
    source, target
) -> None:
    circles = list(Audience)
    for another_child in (False, True):
        found = common(
            answered(source, Audience.CHAIR), source, target, another_child=another_child
        )
        for page in target.pages:
            for question in page.questions:
                if page.readers and question.name in found.answers:
                    told = Audience(found.asked[question.name]["readers"])
                    assert circles.index(page.readers) <= circles.index(told)
        if another_child:
            own = {q.name for _, q in target.questions() if q.role in _OWN}
            assert not own & set(found.answers)


_OWN = (Role.CHILD_FIRST_NAME, Role.CHILD_FAMILY_NAME, Role.CHILD_BORN, Role.PEN, None)


def test_how_a_young_person_wants_to_be_reached_is_not_told_to_a_brother() -> None:
    draft = answered(CHILD_12_17)
    reach = next(q.name for _, q in CHILD_12_17.questions() if q.role is Role.CONTACT_DETAIL)
    carried = common(draft, CHILD_12_17, CHILD_12_17, another_child=True)
    assert reach in draft.answers
    assert reach not in carried.answers


def test_an_advocate_takes_nothing_of_the_parent_along_to_another_person() -> None:
    carried = common(answered(ADVOCATE), ADVOCATE, ADVOCATE, another_child=True)
    assert {"advocate_name", "advocate_group", "advocate_reach"} <= set(carried.answers)
    assert not {"name", "relation", "contact_detail", "contact_care"} & set(carried.answers)
