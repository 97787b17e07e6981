"""The forms of children: what is told before the first box, leaving out, drawing, the receipt."""

import io
import re
from datetime import UTC, datetime

import pytest
from PIL import Image

from heard.family.guides.children import WORLDS
from heard.journeys.catalogue import FOR_CHILDREN
from tests.family.forms.test_filling import receipt_on
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built
from tests.support.opening import newest_opened

FORM = "/en/forms/three-houses"
EACH = pytest.mark.parametrize("journey", FOR_CHILDREN, ids=lambda each: each.age)


def first_page_for_the_child(journey) -> str:
    """Where a child is told what to know before the first box."""
    form = f"/en/forms/{journey.slug}"
    return f"{form}/before" if journey.with_grown_up else form


def main_of(page: str) -> str:
    """The words of the main part, in one line."""
    main = re.search(r"<main.*</main>", page, re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def drawing() -> bytes:
    """A picture as the page's own canvas makes it."""
    made = io.BytesIO()
    Image.new("RGB", (120, 90), "orange").save(made, "PNG")
    return made.getvalue()


def begin(client: CarefulClient, form: str = FORM) -> None:
    client.submit(f"{form}/who-writes", pen="alone")


# Before the first box


@EACH
def test_before_the_first_box_a_child_knows_who_reads_and_that_an_adult_must_act(
    client: CarefulClient, journey
) -> None:
    page = client.get(first_page_for_the_child(journey)).text
    assert "<textarea" not in page
    assert set(re.findall(r'<input[^>]* name="(\w+)"', page)) <= {"others"}
    said = main_of(page)
    for words in (
        "The chair",
        "parents or carers may",
        "an adult has to",
        "At night",
        "until you",
    ):
        assert words.lower() in said.lower(), words
    assert re.search(r"skip all you like|leave out every question", said)
    assert len(re.findall(r'<li><span class="pic"><svg role="img"', page)) >= 7


@EACH
def test_whether_it_was_understood_cannot_be_failed_and_is_told_to_nobody(
    client: CarefulClient, journey
) -> None:
    page = client.get(first_page_for_the_child(journey)).text
    check = re.search(r'<section class="check".*?</section>', page, re.DOTALL).group()
    assert check.count("<details>") >= 2
    for forbidden in ("<form", "<input", "<button", "wrong answer", "score"):
        assert forbidden not in check.lower()
    for answer in re.findall(r"<details>.*?</details>", check, re.DOTALL):
        assert len(main_of(f"<main>{answer}</main>").split()) > 6, "an answer explains itself"


def test_the_grown_up_reads_first_how_to_help_without_leading(client: CarefulClient) -> None:
    page = main_of(client.get("/en/forms/with-pictures").text)
    for words in ("exact words", "had enough", "Do not point at a face", "do not promise"):
        assert words in page
    child = client.post("/en/forms/with-pictures", data={"do": "child"})
    assert child.location == "/en/forms/with-pictures/before"


def test_for_the_others_there_is_no_page_of_a_grown_up(client: CarefulClient) -> None:
    answer = client.get(f"{FORM}/before")
    assert (answer.status_code, answer.location) == (302, FORM)


@pytest.mark.parametrize(
    ("hour", "words"), [(10, "Somebody is there now"), (2, "Nobody is reading now")]
)
def test_at_night_a_child_is_told_that_nobody_reads(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch, hour: int, words: str
) -> None:
    moment = datetime(2026, 11, 24, hour, tzinfo=UTC)
    for room in ("blueprint", "filling"):
        monkeypatch.setattr(f"heard.family.forms.{room}.now", lambda: moment)
    assert words in main_of(client.get(FORM).text)


# On each page


def test_every_page_of_the_form_offers_help_and_saves_first(client: CarefulClient) -> None:
    begin(client)
    answer = client.submit(f"{FORM}/my-worries", do="danger", my_worries="I am scared.")
    assert answer.location == f"{FORM}/help?back=my-worries"
    help_page = main_of(client.get(answer.location).text)
    assert help_page.index("0800 1111") < help_page.index("999") < help_page.index("55")
    assert "I am scared." in client.get(f"{FORM}/my-worries").text


@pytest.mark.parametrize(("do", "urgent"), [("urgent", True), ("calm", False)])
def test_a_child_decides_whether_it_is_urgent(
    client: CarefulClient, family_house: Built, do: str, urgent: bool
) -> None:
    begin(client)
    client.submit(f"{FORM}/tell-them", do="danger", tell_them="Come soon.")
    client.submit(f"{FORM}/help?back=tell-them", do=do)
    page = client.get(f"{FORM}/check").text
    assert ("You marked this as urgent." in page) == urgent


def test_a_page_can_be_skipped_and_what_was_written_there_stays(client: CarefulClient) -> None:
    begin(client)
    assert client.submit(f"{FORM}/at-home", do="skip").location == f"{FORM}/my-people"
    client.submit(f"{FORM}/my-people", do="skip", lives_with="Nana")
    assert "Nana" in client.get(f"{FORM}/my-people").text


@EACH
def test_a_form_in_which_everything_was_left_out_can_be_sent(
    client: CarefulClient, journey
) -> None:
    form = f"/en/forms/{journey.slug}"
    place = f"{form}/{journey.pages[0].slug}"
    while not place.endswith("/check"):
        place = client.submit(place, do="skip").location
    assert client.submit(f"{form}/check", do="send").location == f"{form}/sent"


def test_a_touch_on_a_face_goes_on_at_once_and_is_remembered(client: CarefulClient) -> None:
    form = "/en/forms/with-pictures"
    client.submit(f"{form}/who-helps", pen_name="Kim Example", pen_relation="teacher", pen="writes")
    page = client.get(f"{form}/at-home").text
    faces = re.findall(r'<button class="a-face[^>]*value="([a-z]+)"', page)
    assert faces == ["sad", "okay", "happy"]
    data = {"csrf_token": token(page), "at_home": "okay"}
    assert client.post(f"{form}/at-home", data=data).location == f"{form}/at-bedtime"
    assert "You chose this" in client.get(f"{form}/at-home").text


# Words and pictures on one page


def with_drawing(client: CarefulClient, words: str, do: str = "next"):
    page = client.get(f"{FORM}/good-things").text
    return client.post(
        f"{FORM}/good-things",
        data={
            "csrf_token": token(page),
            "do": do,
            "good_things": words,
            "good_things_pictures": [(io.BytesIO(drawing()), "drawing.png")],
        },
        content_type="multipart/form-data",
    )


def test_words_and_a_drawing_of_one_page_are_both_kept_and_sealed_for_the_chair(
    client: CarefulClient, family_house: Built
) -> None:
    begin(client)
    assert with_drawing(client, "My cat").location == f"{FORM}/my-worries"
    page = client.get(f"{FORM}/good-things").text
    assert "<bdi>drawing.png</bdi>" in page
    assert "My cat" in page
    client.submit(f"{FORM}/check", do="send")
    opened = newest_opened(family_house)
    (kept,) = opened.chair["good_things_pictures"]
    assert kept["type"] == "image/jpeg"
    assert opened.chair["good_things"] == "My cat"
    assert "good_things_pictures" not in opened.unit


def test_a_mistake_in_the_words_loses_no_drawing(client: CarefulClient) -> None:
    begin(client)
    answer = with_drawing(client, "a" * 10_001)
    assert answer.status_code == 422
    assert "<bdi>drawing.png</bdi>" in client.get(f"{FORM}/good-things").text
    answer = client.submit(f"{FORM}/good-things", good_things="a" * 10_002)
    assert answer.status_code == 422
    assert "<bdi>drawing.png</bdi>" in answer.text


def test_saving_the_words_again_keeps_the_drawing_and_removing_it_keeps_the_words(
    client: CarefulClient,
) -> None:
    begin(client)
    with_drawing(client, "My cat")
    client.submit(f"{FORM}/good-things", good_things="My cat and my nan")
    page = client.get(f"{FORM}/good-things").text
    drop = re.search(r'value="(drop:[^"]+)"', page).group(1)
    client.submit(f"{FORM}/good-things", do=drop, good_things="My cat and my nan")
    page = client.get(f"{FORM}/good-things").text
    assert "<bdi>drawing.png</bdi>" not in page
    assert "My cat and my nan" in page


def test_only_pictures_are_asked_for_and_kindly_no_bodies(client: CarefulClient) -> None:
    begin(client)
    page = client.get(f"{FORM}/good-things").text
    assert 'accept="image/jpeg,image/png,image/webp"' in page
    assert "No photos of bodies" in page
    assert "Childline" in page


# At the end


def send(client: CarefulClient, **heard: str) -> str:
    begin(client)
    client.submit(f"{FORM}/tell-them", tell_them="I want to see my dad.")
    client.submit(f"{FORM}/hear-back", **heard)
    client.submit(f"{FORM}/check", do="send")
    return client.get(f"{FORM}/sent").text


def test_the_number_is_folded_away_until_somebody_wants_to_see_it(client: CarefulClient) -> None:
    page = send(client)
    assert len(receipt_on(page)) == 20
    folded = re.search(r"<details><summary>Show my number</summary>.*?</details>", page, re.DOTALL)
    assert 'class="receipt"' in folded.group()
    assert page.count('class="receipt"') == 1


def test_a_child_who_keeps_no_number_hears_it_through_the_person_they_named(
    client: CarefulClient, family_house: Built
) -> None:
    page = send(client, answer_through="person", answer_person="Miss Example, my teacher")
    assert "Miss Example, my teacher" in main_of(page)
    assert newest_opened(family_house).unit["answer_person"].startswith("Miss Example")


def test_the_card_has_a_picture_and_is_folded_over_the_number(client: CarefulClient) -> None:
    number = receipt_on(send(client))
    card = client.get(client.submit(f"{FORM}/sent", do="card").location).text
    assert receipt_on(card) == number
    assert "Fold it in the middle" in card
    assert 'aria-label="A folded card with a kite on it"' in card


def test_a_brother_or_sister_has_a_form_of_their_own(
    client: CarefulClient, family_house: Built
) -> None:
    form = "/en/forms/with-pictures"
    client.submit(f"{form}/who-helps", pen_name="Kim Example", pen_relation="teacher", pen="writes")
    client.submit(f"{form}/which-child", child_first_name="Adam")
    client.submit(f"{form}/my-people", my_people="My sister")
    client.submit(f"{form}/check", do="send")
    first = newest_opened(family_house)
    again = client.submit(f"{form}/another", do="child:with-pictures")
    assert again.location == f"{form}/who-helps"
    assert 'value="Kim Example"' in client.get(f"{form}/who-helps").text
    client.submit(f"{form}/who-helps", pen_name="Kim Example", pen_relation="teacher", pen="reads")
    client.submit(f"{form}/which-child", child_first_name="Zofia")
    client.submit(f"{form}/check", do="send")
    second = newest_opened(family_house)
    assert second.id != first.id
    assert second.unit["pen_name"] == "Kim Example"
    assert second.unit["child_first_name"] == "Zofia"
    assert "Adam" not in str(second.unit) + str(second.chair)
    assert "My sister" not in str(second.unit) + str(second.chair)


@EACH
def test_the_record_says_who_held_the_pen(
    client: CarefulClient, family_house: Built, journey
) -> None:
    form = f"/en/forms/{journey.slug}"
    if journey.with_grown_up:
        client.submit(f"{form}/who-helps", pen="writes", pen_name="Kim", pen_relation="advocate")
    else:
        client.submit(f"{form}/who-writes", pen="writes")
        client.submit(f"{form}/who-helps", pen_name="Kim", pen_relation="advocate")
    client.submit(f"{form}/check", do="send")
    answers = newest_opened(family_house).unit
    assert (answers["pen"], answers["pen_name"], answers["pen_relation"]) == (
        "writes",
        "Kim",
        "advocate",
    )


def test_every_world_has_exactly_one_form():
    assert [each.age for each in FOR_CHILDREN] == list(WORLDS)
