"""What stands at the foot of every page of the family's site."""

from typing import NamedTuple

from flask import url_for
from flask_babel import gettext


class Link(NamedTuple):
    """A page to go to. Inside a form it is a button that posts `visit:<name>`."""

    name: str
    words: str
    address: str


def footer() -> list[Link]:
    """The links in their order, in the page's language."""
    return [
        Link("help", gettext("Help now"), url_for("guides.help_now")),
        Link("privacy", gettext("Your privacy"), url_for("guides.page", slug="privacy")),
        Link(
            "safe-use", gettext("Using this site safely"), url_for("guides.page", slug="safe-use")
        ),
        Link(
            "accessibility",
            gettext("Accessibility"),
            url_for("guides.page", slug="accessibility"),
        ),
        Link("search", gettext("Search"), url_for("searching.search")),
    ]


def address_of(name: str) -> str | None:
    """Where the link of this name leads, in the frame or on a page; None where there is none."""
    if name == "home":
        return url_for("guides.home")
    if name == "which-way":
        return url_for("which_way.which_way", lang="en")
    return next((link.address for link in footer() if link.name == name), None)
