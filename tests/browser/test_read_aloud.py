"""Read to me: a sentence at a time, by a voice of the device, with Stop always in reach."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look

GUIDE = "guides/teens-not-my-fault"
BEGIN, STOP = "[data-read=begin]", "[data-read=stop]"

#: Debian's browser has no voices. This one notes what it is asked to say, and says it when told to.
VOICES = """
(voices) => {
  window.spoken = [];
  let current;
  const speech = {
    getVoices: () => voices,
    addEventListener: () => {},
    speak: (words) => { current = words; spoken.push(words.text); },
    cancel: () => { current = undefined; },
    get speaking() { return Boolean(current); },
  };
  window.fail = () => { const broken = current; current = undefined; broken?.onerror?.(); };
  window.goOn = () => { const done = current; current = undefined; done?.onend?.(); };
  window.silent = () => !current;
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}
"""


def voice(lang: str, *, local: bool = True) -> dict[str, object]:
    return {"lang": lang, "localService": local, "name": lang}


def opened(phone, address: str, *voices: dict[str, object], **options: object) -> Page:
    """A page on a phone that has these voices."""
    page = phone(**options)
    given = ", ".join(
        f"{{lang: '{each['lang']}', localService: {str(each['localService']).lower()}}}"
        for each in voices
    )
    page.add_init_script(f"({VOICES})([{given}])")
    page.goto(address)
    return page


@pytest.mark.parametrize(
    ("language", "voices"),
    [
        ("en", []),
        ("en", [voice("pl-PL")]),
        ("en", [voice("en-GB", local=False)]),
        ("ur", [voice("en-GB")]),
    ],
    ids=["none", "another language", "a company's", "English on an Urdu page"],
)
def test_without_a_voice_that_fits_nothing_is_offered(phone, language: str, voices: list) -> None:
    page = opened(phone, f"/{language}/for-you", *voices)
    expect(page.locator(BEGIN)).to_be_hidden()


def test_it_never_begins_by_itself(phone) -> None:
    page = opened(phone, f"/en/{GUIDE}", voice("en-GB"))
    expect(page.locator(BEGIN)).to_be_visible()
    assert page.evaluate("spoken") == []
    expect(page.locator(".reading")).to_be_hidden()


def test_it_reads_a_sentence_at_a_time_and_shows_it(phone) -> None:
    page = opened(phone, f"/en/{GUIDE}", voice("en-US"), voice("en_GB"))
    title = page.locator("h1").inner_text()
    page.click(BEGIN)
    assert page.evaluate("spoken") == [title]
    expect(page.locator(".reading p")).to_have_text(title)
    expect(page.locator("h1")).to_have_class("being-read")
    for _ in range(4):
        page.evaluate("goOn()")
    said = page.evaluate("spoken")
    assert len(said) == 5
    assert all(sentence.count(". ") == 0 for sentence in said)
    expect(page.locator(".reading p")).to_have_text(said[-1])
    expect(page.locator(".being-read")).to_have_count(1)
    while not page.evaluate("silent()"):
        page.evaluate("goOn()")
    said = page.evaluate("spoken")
    drawing = page.locator("article svg[role=img]").first.get_attribute("aria-label")
    assert any(drawing.startswith(sentence) for sentence in said)
    assert not any("Where this comes from" in sentence for sentence in said)
    expect(page.locator(".reading")).to_be_hidden()


def test_what_is_read_is_never_behind_the_bar(phone) -> None:
    page = opened(phone, f"/en/{GUIDE}", voice("en-GB"))
    page.click(BEGIN)
    for _ in range(12):
        covered = page.evaluate(
            """() => document.querySelector(".being-read").getBoundingClientRect().bottom
                 - document.querySelector(".leave").getBoundingClientRect().top"""
        )
        assert covered <= 0, page.locator(".reading p").inner_text()
        page.evaluate("goOn()")


def test_the_page_stays_where_it_was_when_it_is_stopped(phone) -> None:
    page = opened(phone, f"/en/{GUIDE}", voice("en-GB"))
    page.click(BEGIN)
    for _ in range(12):
        page.evaluate("goOn()")
    place = page.evaluate("scrollY")
    assert place > 100
    page.keyboard.press("Enter")
    expect(page.locator(".reading")).to_be_hidden()
    assert page.evaluate("scrollY") == place
    expect(page.locator(BEGIN)).to_be_focused()


def test_where_the_voice_fails_it_waits_and_can_go_on(phone) -> None:
    page = opened(phone, f"/en/{GUIDE}", voice("en-GB"))
    page.click(BEGIN)
    page.evaluate("fail()")
    page.click("[data-read=on]")
    assert len(page.evaluate("spoken")) == 2
    assert not page.evaluate("silent()")


def test_what_is_folded_away_is_not_read(phone) -> None:
    page = opened(phone, "/en/forms/three-houses/before", voice("en-GB"))
    page.locator(".check summary").first.click()
    opened_words, folded = (
        page.locator(".check details p").nth(at).text_content().split(".")[0] for at in (0, 1)
    )
    page.click(BEGIN)
    while not page.evaluate("silent()"):
        page.evaluate("goOn()")
    said = " ".join(page.evaluate("spoken"))
    assert opened_words in said
    assert folded not in said


@pytest.mark.parametrize("how", ["button", "Escape", "leaving"])
def test_stop_stops_at_once(phone, how: str) -> None:
    page = opened(phone, f"/en/{GUIDE}", voice("en-GB"))
    page.click(BEGIN)
    expect(page.locator(STOP)).to_be_focused()
    expect(page.locator(STOP)).to_be_in_viewport(ratio=1)
    if how == "button":
        page.click(STOP)
    elif how == "Escape":
        page.keyboard.press("Escape")
    else:
        page.evaluate("dispatchEvent(new Event('leaving'))")
    assert page.evaluate("silent()")
    expect(page.locator(".reading")).to_be_hidden()
    expect(page.locator(".being-read")).to_have_count(0)


def test_it_waits_goes_on_and_says_it_again(phone) -> None:
    page = opened(phone, f"/en/{GUIDE}", voice("en-GB"))
    page.click(BEGIN)
    page.evaluate("goOn()")
    page.click("[data-read=pause]")
    assert page.evaluate("silent()")
    page.click("[data-read=on]")
    page.click("[data-read=again]")
    page.evaluate("new Promise((done) => setTimeout(done, 150))")
    said = page.evaluate("spoken")
    assert len(said) == 4
    assert said[1] == said[2] == said[3]


def test_what_was_typed_is_not_read_and_the_next_page_is_quiet(phone) -> None:
    page = opened(phone, "/en/forms/three-houses/who-writes", voice("en-GB"))
    page.click('main button[name="pen"][value="alone"]')
    page.wait_for_url("**/about-you")
    page.goto("/en/forms/three-houses/tell-them")
    page.fill("#tell_them", "Something that nobody else should hear.")
    page.click(BEGIN)
    while not page.evaluate("silent()"):
        page.evaluate("goOn()")
    said = page.evaluate("spoken")
    assert any("What should the people at the meeting know?" in each for each in said)
    assert not any("nobody else should hear" in each for each in said)
    page.click('main button[value="next"]')
    page.wait_for_url("**/my-question")
    assert page.evaluate("spoken") == []
    page.goto("/en/forms/three-houses/check")
    expect(page.locator("main")).to_contain_text("nobody else should hear")
    page.click(BEGIN)
    while not page.evaluate("silent()"):
        page.evaluate("goOn()")
    said = page.evaluate("spoken")
    assert any("What should the people at the meeting know?" in each for each in said)
    assert not any("nobody else should hear" in each for each in said)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_bar_covers_nothing_and_nothing_is_found_on_it(phone, language: str) -> None:
    address = f"/{language}/forms/with-pictures/before"
    page = opened(phone, address, voice(language), width=320)
    page.click(BEGIN)
    for place in ("#leave-now", ".not-safe", STOP):
        expect(page.locator(place)).to_be_in_viewport(ratio=0.95)
    page.click("#leave-now", trial=True)
    page.click(".not-safe", trial=True)
    look(page, "reading")


def test_without_script_nothing_of_it_is_seen(phone) -> None:
    page = phone(script=False)
    page.goto(f"/en/{GUIDE}")
    expect(page.locator(BEGIN)).to_be_hidden()
    expect(page.locator(".reading")).to_be_hidden()
