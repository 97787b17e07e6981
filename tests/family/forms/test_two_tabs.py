"""Two tabs of one form: nothing typed is lost, and nothing goes under the wrong child."""

from io import BytesIO

import pytest
from werkzeug.test import TestResponse

from tests.family.forms.test_filling import receipt_on, stored
from tests.support.clients import CarefulClient
from tests.support.houses import Built
from tests.support.opening import newest_opened
from tests.support.tabs import Tab, button, hidden, open_tab, shown_in

FORM = "/en/forms/your-views"
LANGUAGES = pytest.mark.parametrize("language", ["en", "ur"])


@pytest.fixture
def anna(client: CarefulClient) -> CarefulClient:
    """A browser with a form about Anna, in which something stands already."""
    about(client, "Anna")
    client.submit(f"{FORM}/going-well", going_well="Anna sleeps again")
    return client


def about(client: CarefulClient, name: str, form: str = FORM) -> None:
    client.submit(f"{form}/you", relation="mother", name="Zofia Example")
    client.submit(f"{form}/which-meeting", child_first_name=name)


def send(client: CarefulClient, form: str = FORM) -> None:
    assert client.submit(f"{form}/check", do="send").location == f"{form}/sent"


@LANGUAGES
def test_another_name_above_words_is_asked_about_before_anything_goes_on(
    client: CarefulClient, language: str
) -> None:
    form = f"/{language}/forms/your-views"
    about(client, "Anna", form)
    client.submit(f"{form}/going-well", going_well="Anna sleeps again")
    answer = client.submit(f"{form}/which-meeting", child_first_name="Ben")
    assert answer.location == f"{form}/which-meeting"
    page = open_tab(client, answer.location)
    assert "<bdi>Anna</bdi>" in page.html
    assert 'value="Ben"' in page.html
    assert 'value="next"' not in page.html.split("<main")[1]
    check = client.get(f"{form}/check").text
    assert 'value="send"' not in check
    assert client.submit(f"{form}/check", do="send").location == f"{form}/check"


def test_a_name_put_right_goes_on_with_all_that_was_written(anna: CarefulClient) -> None:
    anna.submit(f"{FORM}/which-meeting", child_first_name="Annah")
    page = open_tab(anna, f"{FORM}/which-meeting")
    assert page.press_first("here:", child_first_name="Annah").location == f"{FORM}/going-well"
    check = anna.get(f"{FORM}/check").text
    assert "Annah" in check
    assert "Anna sleeps again" in check
    assert 'value="send"' in check


@pytest.mark.parametrize("name", ["anna", " Anna ", "ANNA"])
def test_a_name_that_is_only_written_in_another_way_asks_nothing(
    anna: CarefulClient, name: str
) -> None:
    answer = anna.submit(f"{FORM}/which-meeting", child_first_name=name)
    assert answer.location == f"{FORM}/going-well"


def test_a_name_put_right_before_anything_is_written_asks_nothing(client: CarefulClient) -> None:
    about(client, "Ana")
    answer = client.submit(f"{FORM}/which-meeting", child_first_name="Anna")
    assert answer.location == f"{FORM}/going-well"


def test_another_child_gets_a_form_of_its_own_and_the_first_waits_under_a_number(
    anna: CarefulClient, family_house: Built
) -> None:
    anna.submit(f"{FORM}/which-meeting", child_first_name="Ben")
    page = open_tab(anna, f"{FORM}/which-meeting")
    answer = page.press_first("other:", child_first_name="Ben")
    going_on = anna.get(answer.location)
    number = receipt_on(going_on.text)
    assert len(number) == 20
    assert "Anna" in going_on.text
    anna.submit(f"{FORM}/you", relation="mother", name="Zofia Example")
    anna.submit(f"{FORM}/worries", worries="Ben is alone a lot")
    send(anna)
    ben = newest_opened(family_house)
    assert ben.unit["child_first_name"] == "Ben"
    assert ben.unit["name"] == "Zofia Example"
    assert "Anna" not in str(ben.unit) + str(ben.chair)
    assert anna.submit("/en/return", code=number).status_code == 303
    send(anna)
    first = newest_opened(family_house)
    assert first.unit["child_first_name"] == "Anna"
    assert first.chair["going_well"] == "Anna sleeps again"
    assert "Ben" not in str(first.unit) + str(first.chair)


@LANGUAGES
def test_a_page_of_one_child_is_not_put_under_another(client: CarefulClient, language: str) -> None:
    form = f"/{language}/forms/your-views"
    about(client, "Anna", form)
    tab = open_tab(client, f"{form}/worries")
    about(client, "Ben", form)
    answer = tab.press(worries="Anna cries at night")
    assert answer.status_code == 422
    assert "Anna cries at night" in answer.text
    assert "Ben" in answer.text
    assert "Anna cries" not in client.get(f"{form}/check").text
    again = shown_in(tab, answer).press(worries="Anna cries at night")
    assert again.status_code == 422, "pressing once more does not put it there either"


def test_the_person_can_say_that_it_belongs_to_the_child_of_the_form_now(
    client: CarefulClient,
) -> None:
    about(client, "Anna")
    tab = open_tab(client, f"{FORM}/worries")
    about(client, "Ben")
    asked = shown_in(tab, tab.press(worries="He cries at night"))
    answer = asked.press_first("here:", worries="He cries at night")
    assert answer.location == f"{FORM}/what-would-help"
    assert "He cries at night" in client.get(f"{FORM}/check").text


def test_the_person_can_begin_a_form_for_the_child_of_the_page(
    client: CarefulClient, family_house: Built
) -> None:
    about(client, "Anna")
    tab = open_tab(client, f"{FORM}/worries")
    about(client, "Ben")
    client.submit(f"{FORM}/going-well", going_well="Ben likes school")
    asked = shown_in(tab, tab.press(worries="Anna cries at night"))
    answer = asked.press_first("other:", worries="Anna cries at night")
    assert len(receipt_on(client.get(answer.location).text)) == 20
    client.submit(f"{FORM}/you", relation="mother")
    send(client)
    sent = newest_opened(family_house)
    assert sent.unit["child_first_name"] == "Anna"
    assert sent.chair["worries"] == "Anna cries at night"
    assert "Ben" not in str(sent.unit) + str(sent.chair)


def test_a_name_with_signs_of_html_is_shown_as_it_was_typed(client: CarefulClient) -> None:
    about(client, "<b>Anna</b>")
    tab = open_tab(client, f"{FORM}/worries")
    about(client, "B & C")
    answer = tab.press(worries="cries at night")
    assert "<bdi>&lt;b&gt;Anna&lt;/b&gt;</bdi>" in answer.text
    assert "<bdi>B &amp; C</bdi>" in answer.text


def test_a_picture_that_cannot_stay_in_the_page_is_named(client: CarefulClient) -> None:
    form = "/en/forms/not-agreed"
    client.submit(f"{form}/what-it-concerns")
    client.submit(f"{form}/which-child", child_first_name="Anna")
    tab = open_tab(client, f"{form}/papers")
    client.submit(f"{form}/which-child", child_first_name="Ben")
    answer = tab.press(papers=(BytesIO(b"a picture"), "letter.jpg"))
    assert answer.status_code == 422
    assert "<bdi>letter.jpg</bdi>" in answer.text


def test_a_choice_that_was_overtaken_is_asked_once_more(client: CarefulClient) -> None:
    about(client, "Anna")
    tab = open_tab(client, f"{FORM}/worries")
    about(client, "Ben")
    asked = shown_in(tab, tab.press(worries="cries at night"))
    about(client, "Cem")
    answer = asked.press_first("here:", worries="cries at night")
    assert answer.status_code == 422
    assert "Cem" in answer.text


def test_a_page_pressed_twice_asks_nothing(client: CarefulClient) -> None:
    first = open_tab(client, f"{FORM}/you")
    for _ in range(2):
        assert first.press(relation="mother").location == f"{FORM}/which-meeting"
    second = open_tab(client, f"{FORM}/which-meeting")
    for _ in range(2):
        assert second.press(child_first_name="Anna").location == f"{FORM}/going-well"
    third = open_tab(client, f"{FORM}/going-well")
    for _ in range(2):
        answer = third.press(going_well="She sleeps", readers="chair")
        assert answer.location == f"{FORM}/worries"


def test_what_was_typed_in_a_tab_is_not_lost_when_another_has_sent_the_form(
    anna: CarefulClient, family_house: Built
) -> None:
    tab = open_tab(anna, f"{FORM}/worries")
    send(anna)
    answer = tab.press(worries="One more thing")
    assert answer.status_code == 422
    assert "One more thing" in answer.text
    assert f'href="{FORM}/sent"' in answer.text
    begun = shown_in(tab, answer).press_first("other:", worries="One more thing")
    assert begun.status_code == 303
    anna.submit(f"{FORM}/you", relation="mother")
    anna.submit(f"{FORM}/which-meeting", child_first_name="Anna")
    send(anna)
    assert newest_opened(family_house).chair["worries"] == "One more thing"


def test_a_page_of_the_first_child_does_not_go_into_the_form_of_the_next(
    anna: CarefulClient,
) -> None:
    tab = open_tab(anna, f"{FORM}/worries")
    send(anna)
    anna.submit(f"{FORM}/another", do="child:your-views")
    anna.submit(f"{FORM}/which-meeting", child_first_name="Ben")
    answer = tab.press(worries="Anna cries at night")
    assert answer.status_code == 422
    assert "Anna cries at night" in answer.text
    assert "Anna cries" not in anna.get(f"{FORM}/check").text


def test_a_page_of_a_form_that_a_number_has_replaced_is_not_put_into_the_other(
    client: CarefulClient, family_app
) -> None:
    other = CarefulClient(family_app)
    about(other, "Ben")
    stop = f"{FORM}/stop"
    open_tab(other, stop).press("code")
    number = receipt_on(other.get(stop).text)
    about(client, "Anna")
    tab = open_tab(client, f"{FORM}/worries")
    assert client.submit("/en/return", code=number).status_code == 422
    assert client.submit("/en/return", code=number, do="replace").status_code == 303
    answer = tab.press(worries="Anna cries at night")
    assert answer.status_code == 422
    assert "Anna cries at night" in answer.text
    assert "Anna cries" not in client.get(f"{FORM}/check").text


def test_a_page_of_a_form_that_was_thrown_away_keeps_its_words(anna: CarefulClient) -> None:
    tab = open_tab(anna, f"{FORM}/worries")
    open_tab(anna, f"{FORM}/stop").press("throw")
    answer = tab.press(worries="Anna cries at night")
    assert answer.status_code == 422
    assert "Anna cries at night" in answer.text
    assert "or the form was sent or deleted in another tab" in answer.text


def test_the_first_page_of_a_tab_that_was_open_before_does_not_write_over_the_other(
    client: CarefulClient,
) -> None:
    tab = open_tab(client, f"{FORM}/you")
    about(client, "Anna")
    answer = tab.press(relation="father", name="Jan Example")
    assert answer.status_code == 422
    assert "Jan Example" in answer.text
    assert "Zofia Example" in client.get(f"{FORM}/check").text


def test_danger_leads_to_help_and_the_page_comes_back_with_its_words(
    client: CarefulClient,
) -> None:
    about(client, "Anna")
    tab = open_tab(client, f"{FORM}/worries")
    about(client, "Ben")
    help_page = shown_in(tab, tab.press("danger", worries="He hits Anna"))
    assert "999" in help_page.text
    answer = help_page.press("stay")
    assert answer.status_code == 422
    assert "He hits Anna" in answer.text


def test_what_was_changed_in_another_tab_is_not_sent_before_it_was_looked_at(
    anna: CarefulClient, family_house: Built
) -> None:
    before, tab = stored(family_house), open_tab(anna, f"{FORM}/check")
    anna.submit(f"{FORM}/worries", worries="Written in the other tab")
    answer = tab.press("send")
    assert answer.status_code == 422
    assert "Written in the other tab" in answer.text
    assert stored(family_house) == before
    assert shown_in(tab, answer).press("send").location == f"{FORM}/sent"
    assert stored(family_house) == before + 1


def test_the_check_page_of_the_first_child_does_not_send_the_form_of_the_next(
    anna: CarefulClient, family_house: Built
) -> None:
    tab = open_tab(anna, f"{FORM}/check")
    send(anna)
    anna.submit(f"{FORM}/another", do="child:your-views")
    anna.submit(f"{FORM}/you", relation="mother")
    anna.submit(f"{FORM}/which-meeting", child_first_name="Ben")
    before = stored(family_house)
    assert tab.press("send").status_code == 422
    assert stored(family_house) == before


@pytest.mark.parametrize("do", ["done", "copy", "card"])
def test_the_receipt_page_of_the_first_child_touches_nothing_of_the_next(
    anna: CarefulClient, do: str
) -> None:
    send(anna)
    tab = open_tab(anna, f"{FORM}/sent")
    anna.submit(f"{FORM}/another", do="child:your-views")
    anna.submit(f"{FORM}/you", relation="mother")
    anna.submit(f"{FORM}/which-meeting", child_first_name="Ben")
    send(anna)
    number = receipt_on(anna.get(f"{FORM}/sent").text)
    assert tab.press(do).location == f"{FORM}/sent"
    assert receipt_on(anna.get(f"{FORM}/sent").text) == number


def test_throwing_away_in_an_old_tab_does_not_destroy_the_next_childs_form(
    anna: CarefulClient,
) -> None:
    tab = open_tab(anna, f"{FORM}/stop")
    send(anna)
    anna.submit(f"{FORM}/another", do="child:your-views")
    anna.submit(f"{FORM}/worries", worries="Ben is alone a lot")
    assert tab.press("throw").location.startswith(f"{FORM}/stop")
    assert "Ben is alone a lot" in anna.get(f"{FORM}/check").text


def test_the_number_of_the_form_that_waits_is_shown_until_the_person_goes_on(
    anna: CarefulClient,
) -> None:
    anna.submit(f"{FORM}/which-meeting", child_first_name="Ben")
    page = open_tab(anna, f"{FORM}/which-meeting")
    going_on = page.press_first("other:", child_first_name="Ben").location
    assert 'class="receipt"' in anna.get(going_on).text
    shown = open_tab(anna, going_on)
    assert 'class="receipt"' in shown.html
    following = shown.press(relation="mother").location
    assert 'class="receipt"' not in anna.get(following).text


def test_a_form_about_nobody_yet_takes_a_name_without_asking(client: CarefulClient) -> None:
    form = "/en/forms/bring-someone"
    client.submit(f"{form}/who-comes", wish="someone")
    client.submit(f"{form}/your-person", supporter_name="Kim")
    answer = client.submit(f"{form}/which-meeting", child_first_name="Anna")
    assert answer.location == f"{form}/keeping-in-touch"
    assert "here:" not in client.get(f"{form}/which-meeting").text
    with pytest.raises(StopIteration):
        button(client.get(f"{form}/which-meeting").text, "here:")


def test_a_name_that_is_kept_letter_by_letter_is_one_name(client: CarefulClient) -> None:
    form = "/en/forms/bring-someone"
    client.submit(f"{form}/who-comes", wish="someone")
    client.submit(f"{form}/your-person", supporter_name="Kim")
    tab = open_tab(client, f"{form}/which-meeting")
    for part in ("A", "An", "Ann"):
        keep_typing(tab, child_first_name=part)
    assert tab.press(child_first_name="Anna").location == f"{form}/keeping-in-touch"


def test_another_name_that_was_only_typed_is_asked_about_when_the_page_is_done(
    anna: CarefulClient,
) -> None:
    tab = open_tab(anna, f"{FORM}/which-meeting")
    keep_typing(tab, child_first_name="Ben")
    assert tab.press(child_first_name="Ben").location == f"{FORM}/which-meeting"
    assert button(anna.get(f"{FORM}/which-meeting").text, "other:")
    assert 'value="send"' not in anna.get(f"{FORM}/check").text


def test_what_is_typed_in_a_tab_of_another_child_is_not_kept_by_itself(
    client: CarefulClient,
) -> None:
    about(client, "Anna")
    tab = open_tab(client, f"{FORM}/worries")
    about(client, "Ben")
    assert keep_typing(tab, worries="Anna cries at night").status_code == 409
    assert "Anna cries" not in client.get(f"{FORM}/worries").text
    assert "Anna cries at night" in tab.press(worries="Anna cries at night").text


def keep_typing(tab: Tab, **answers: str) -> TestResponse:
    """What the script posts on a pause."""
    return tab.client.post(f"{tab.path}/typed", data={**hidden(tab.html), **answers})
