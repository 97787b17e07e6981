"""Whatever is put into a form: never a fault, never half a record, and the form goes on working."""

from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.journey import Journey
from tests.family.forms.test_filling import stored
from tests.journeys.typed import TEXTS
from tests.support.answering import answers, routes
from tests.support.clients import token
from tests.support.houses import Built
from tests.support.opening import newest_opened
from tests.support.pages import check_page

#: A value as bytes on the wire: text in good and in broken encodings, or no text at all.
BYTES = st.one_of(
    TEXTS.map(lambda text: text.encode("utf-8", errors="surrogatepass")),
    TEXTS.map(lambda text: text[:2000].encode("utf-16", errors="surrogatepass")),
    st.binary(max_size=300),
    st.sampled_from([b"", b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"x" * 100_000, b"%zz%"]),
)
NAMES = st.sampled_from(
    ["do", "readers", "csrf_token", "extra", "", "answers", "typed", "__proto__"]
)
BUTTONS = (
    "next",
    "back",
    "another:1",
    "remove:1",
    "stop",
    "danger",
    "stay",
    "language:ur",
    "visit:help",
)


def body(posted: list[tuple[str, bytes]]) -> bytes:
    """A form's post, with every byte as it is."""
    return b"&".join(
        quote_from_bytes(name.encode()).encode() + b"=" + quote_from_bytes(value).encode()
        for name, value in posted
    )


def hostile(journey: Journey) -> st.SearchStrategy:
    """A page of the form, and what is posted to it beside the token."""
    pages = {page.slug: page for page in (*journey.pages, journey.page("paper"))}

    def of(slug: str) -> st.SearchStrategy:
        own = [
            name
            for question in pages[slug].questions
            for name in (
                [f"{question.name}-{part}" for part in ("day", "month", "year")]
                if question.kind == "date"
                else [question.name, f"{question.name}_2"]
            )
        ]
        pair = st.tuples(st.one_of(st.sampled_from(own), NAMES), BYTES)
        return st.tuples(
            st.just(slug), st.lists(pair, max_size=6), st.sampled_from([*BUTTONS, "\ud800", ""])
        )

    return st.sampled_from(sorted(pages)).flatmap(of)


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_no_post_to_any_page_is_a_fault_or_stores_anything(
    family_app: Flask, family_house: Built, journey: Journey
) -> None:
    form, before = f"/en/forms/{journey.slug}", stored(family_house)
    browser = family_app.test_client()
    first = journey.pages[0]
    valid = answers(first, next(routes(journey)))

    @settings(max_examples=40, database=None)
    @given(hostile(journey))
    def hammer(drawn: tuple) -> None:
        slug, posted, do = drawn
        fresh = token(browser.get(f"{form}/{first.slug}").text)
        begun = browser.post(f"{form}/{first.slug}", data={"csrf_token": fresh, **valid})
        assert begun.status_code == 303
        pairs = [("csrf_token", fresh.encode()), *posted]
        pairs.append(("do", do.encode("utf-8", errors="surrogatepass")))
        answer = browser.post(
            f"{form}/{slug}",
            data=body(pairs),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in (302, 303, 400, 413, 422), (slug, answer.status_code)
        if "/shown/" in (answer.location or ""):
            answer = browser.get(answer.location)
        if answer.status_code == 422 and all(each.isprintable() for each in answer.text.split()):
            check_page(answer.text, slug)
        for place in (slug, first.slug, "check", "stop", "help"):
            assert browser.get(f"{form}/{place}").status_code in (200, 302)
        # Whether it could be sent or not, there is a whole record or none.
        browser.post(f"{form}/check", data={"csrf_token": fresh, "do": "copy"})

    hammer()
    assert stored(family_house) == before


def words(text: str) -> str:
    """All that can be printed, without the spaces between."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


@settings(max_examples=30, database=None, deadline=None)
@given(text=TEXTS)
def test_what_can_be_sent_opens_again_with_every_word(
    family_app: Flask, family_house: Built, text: str
) -> None:
    """Any text that a box takes is stored whole, once, and opens."""
    # As browsers send it: half of a pair of surrogates is a sign of its own to nobody.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    form, before = "/en/forms/your-views", stored(family_house)
    browser = family_app.test_client()
    for page, posted in (
        ("you", {"relation": "mother"}),
        ("which-meeting", {"child_first_name": "Adam"}),
        ("worries", {"worries": text}),
    ):
        fresh = token(browser.get(f"{form}/{page}").text)
        answer = browser.post(f"{form}/{page}", data={"csrf_token": fresh, **posted})
    taken = answer.location == f"{form}/what-would-help"
    # What is too long for the page has to be mended; what is too long for the door never came.
    sent = taken or browser.get(answer.location).status_code == 413
    browser.get(f"{form}/check")
    browser.post(f"{form}/check", data={"csrf_token": fresh, "do": "send"})
    assert stored(family_house) == before + sent
    if taken:
        opened = newest_opened(family_house)
        kept = {**opened.unit, **opened.chair}.get("worries", "")
        # What cannot be printed may be left out; no word may.
        assert words(kept) == words(text)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "application/json",
        "text/plain",
        "",
    ],
)
def test_a_post_of_another_kind_is_answered_calmly(family_app: Flask, kind: str) -> None:
    browser = family_app.test_client()
    browser.get("/en/forms/your-views/you")
    answer = browser.post("/en/forms/your-views/you", data=b"--x\r\n\xff\x00", content_type=kind)
    assert answer.status_code in (302, 303, 400, 413, 415, 422)
