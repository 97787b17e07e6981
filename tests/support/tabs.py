"""A page of a form that stays open in a tab of the browser while other tabs go on."""

from html import unescape
from typing import Any

from werkzeug.test import TestResponse

from tests.support.clients import CarefulClient, dashed
from tests.support.pages import elements


class Tab:
    """A page as it was when it was opened, with all that it posts by itself."""

    def __init__(self, client: CarefulClient, path: str, html: str) -> None:
        self.client, self.path, self.html = client, path, html
        self.text = unescape(html)

    def press(self, do: str = "next", **answers: Any) -> TestResponse:
        """Fill the page in and press the button named `do`."""
        return self.client.post(self.path, data={**hidden(self.html), "do": do, **dashed(answers)})

    def press_first(self, verb: str, **answers: Any) -> TestResponse:
        """Press the button whose name begins so."""
        return self.press(button(self.html, verb), **answers)


def open_tab(client: CarefulClient, path: str) -> Tab:
    """Open an address in a tab of its own."""
    page = client.get(path)
    assert page.status_code == 200, f"{path} answers {page.status_code}: {page.location}"
    return Tab(client, path, page.text)


def shown_in(tab: Tab, answer: TestResponse) -> Tab:
    """The page that came back in place of the one that was posted."""
    return Tab(tab.client, tab.path, answer.text)


def button(html: str, verb: str) -> str:
    """The value of the first button whose name begins so."""
    values = [each.get("value", "") for tag, each in elements(html) if tag == "button"]
    return next(value for value in values if value.startswith(verb))


def hidden(html: str) -> dict[str, str]:
    """What a page posts beside what one types."""
    return {
        each["name"]: each.get("value", "")
        for tag, each in elements(html)
        if tag == "input" and each.get("type") == "hidden"
    }
