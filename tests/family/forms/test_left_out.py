"""What was chosen can be taken back without script, and what may not be left out is marked."""

import re
from html import unescape

from heard.journeys.children.child_5_7 import CHILD_5_7
from heard.journeys.model.journey import Journey
from heard.web.forms.kinds import SHOWN
from tests.family.forms.test_every_form import EVERYWHERE, FORMS, post, walk
from tests.family.forms.test_filling import FORM, fill_in
from tests.support.answering import routes
from tests.support.clients import CarefulClient
from tests.support.houses import Built
from tests.support.opening import newest_opened

NEEDED = {"en": "needed", "pl": "potrzebne", "ur": "ضروری"}


def test_a_number_that_was_chosen_can_be_taken_back(
    client: CarefulClient, family_house: Built
) -> None:
    fill_in(client)
    page = client.get(f"{FORM}/your-number").text
    assert re.search(r'id="number-1"[^>]*value="0" checked', page)
    (back,) = re.findall(r'id="(number-\d+)" name="number" value=""', page)
    assert f'<label for="{back}">I do not want to give a number</label>' in page
    client.submit(f"{FORM}/your-number", number="", one_higher="A door that locks")
    assert not re.search(r'name="number"[^>]*checked', client.get(f"{FORM}/your-number").text)
    client.submit(f"{FORM}/check", do="send")
    kept = newest_opened(family_house)
    assert "number" not in {**kept.unit, **(kept.chair or {})}


def test_a_way_of_contact_that_was_chosen_can_be_taken_back(client: CarefulClient) -> None:
    fill_in(client)
    assert "I do not want to say" in client.get(f"{FORM}/keeping-in-touch").text
    client.submit(f"{FORM}/keeping-in-touch", contact_way="", contact_when="Tuesdays")
    page = client.get(f"{FORM}/keeping-in-touch").text
    assert 'value="Tuesdays"' in page
    assert not re.search(r'name="contact_way"[^>]*checked', page)


def test_a_child_takes_back_a_face_that_was_touched(client: CarefulClient) -> None:
    form = f"/en/forms/{CHILD_5_7.slug}"
    met = walk(client, CHILD_5_7, "en", next(routes(CHILD_5_7)), "chair")
    page = next(each for each in met if getattr(each.questions[0], "tap", False))
    face = page.questions[0]
    assert "You chose this" in client.get(f"{form}/{page.slug}").text
    chosen = face.options[0].value
    text = client.get(f"{form}/{page.slug}").text
    assert f'name="{face.name}" value="">Take my choice away</button>' in text
    answer = post(client, f"{form}/{page.slug}", "", {face.name: [chosen, ""]})
    assert answer.status_code == 303
    assert "You chose this" not in client.get(f"{form}/{page.slug}").text


@FORMS
@EVERYWHERE
def test_what_may_not_be_left_out_is_marked_and_every_choice_can_be_taken_back(
    client: CarefulClient, journey: Journey, language: str
) -> None:
    form = f"/{language}/forms/{journey.slug}"
    for page in walk(client, journey, language, next(routes(journey)), "chair"):
        text = unescape(client.get(f"{form}/{page.slug}").text)
        required = [each for each in page.questions if each.required]
        assert text.count(f"({NEEDED[language]})</span>") == len(required), page.slug
        for each in page.questions:
            can_be_left = SHOWN[each.kind].tick_one and not each.required
            assert can_be_left == (f'name="{each.name}" value=""' in text), each.name
