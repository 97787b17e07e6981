"""Walking through "your views" as a parent would, page by page."""

from collections.abc import Callable

from playwright.sync_api import Page

FORM = "forms/your-views"

#: An address that is wider than any phone, and than a column of the desk.
LONG_WORD = f"https://example.org/{'a-long-way-' * 12}"

#: What is typed on each page, by language: (kind, place, value).
STEPS: dict[str, list[tuple[str, str, str]]] = {
    "you": [("choose", "#relation-1", ""), ("type", "#name", "Test Person")],
    "which-meeting": [
        ("type", "#child_first_name", "Adam"),
        ("type", "#child_born-day", "27"),
        ("type", "#child_born-month", "3"),
        ("type", "#child_born-year", "2015"),
    ],
    "going-well": [("type", "#going_well", "He laughs again.")],
    "worries": [("type", "#worries", "میں پریشان ہوں۔")],
    "what-would-help": [("type", "#would_help", f"Somebody to talk to. {LONG_WORD}")],
    "your-number": [("choose", "#number-7", "")],
    "your-own-space": [("choose", "#apart-4", "")],
    "for-the-chair": [("type", "#chair_only", "I am afraid of somebody.")],
    "keeping-in-touch": [
        ("choose", "#contact_way-2", ""),
        ("type", "#contact_detail", "07700 900123"),
        ("choose", "#contact_care-1", ""),
    ],
}

SAVE = 'main button[name="do"][value="next"]'
SEND = 'main button[name="do"][value="send"]'


def fill(page: Page, slug: str) -> None:
    """Answer one page, without leaving it."""
    for kind, place, value in STEPS[slug]:
        if kind == "choose":
            page.check(place)
        else:
            page.fill(place, value)


def walk(
    page: Page,
    language: str,
    look: Callable[[Page, str], None] = lambda page, name: None,
    until: str = "",
) -> None:
    """From the start of the form to the receipt, or to the page `until`; `look` at each.

    A form that was begun goes on where it was left.
    """
    page.goto(f"/{language}/{FORM}")
    look(page, "start")
    press(page, "main form .button")
    slugs = list(STEPS)
    for slug in slugs[slugs.index(page.url.rpartition("/")[2]) :]:
        assert page.url.endswith(f"/{slug}"), page.url
        if slug == until:
            page.wait_for_load_state()
            return
        fill(page, slug)
        look(page, slug)
        press(page, SAVE)
    look(page, "check")
    if until == "check":
        return
    press(page, SEND)
    look(page, "sent")


def press(page: Page, place: str) -> None:
    """Press a button that leads to another page, and wait for that page.

    With script the form is posted first and the page opened after.
    """
    with page.expect_navigation():
        page.click(place)


def back(page: Page) -> None:
    """Press Back, once the page is there: Chromium refuses while one page gives way to another."""
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_load_state()


def receipt(page: Page) -> str:
    """The number on the receipt, even where it is folded away."""
    shown = page.locator(".receipt").text_content()
    return "".join(sign for sign in shown if sign.isdigit())


def tab_to(page: Page, place: str) -> None:
    """Press Tab until `place`, or a radio button of its group, has the focus."""
    for _ in range(90):
        if page.evaluate(
            """(place) => {
              const wanted = document.querySelector(place), here = document.activeElement;
              return here === wanted || (wanted.type === "radio" && here.name === wanted.name);
            }""",
            place,
        ):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{place} cannot be reached by keyboard on {page.url}")


def choose(page: Page, place: str) -> None:
    """Choose a radio button of the group that has the focus, by keyboard."""
    page.keyboard.press("Space")
    for _ in range(14):
        if page.locator(place).is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{place} cannot be chosen by keyboard")
