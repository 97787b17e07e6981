"""The worlds of children and young people: their guides, their form, and help for them."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort

from heard.family.guides.children_frame import in_a_world, shown
from heard.family.guides.views import by_the_clock, contacts_change, shown_contacts
from heard.family.site import now, site
from heard.journeys.catalogue import FOR_CHILDREN
from heard.journeys.model.journey import Journey
from heard.languages.marks import N_
from heard.library.pages.articles import Article
from heard.web.page_language import spoken

blueprint = Blueprint("young", __name__, url_prefix="/<lang>/for-you")

#: Each world: its name, one line, and a drawing.
WORLDS = {
    "5-7": (N_("I am 5, 6 or 7"), N_("Look at it with a grown-up you trust"), "with-a-grown-up"),
    "8-11": (N_("I am 8 to 11"), N_("Short pages, and three houses to fill"), "child-speaks"),
    "12-17": (N_("I am 12 to 17"), N_("What happens, and how you have your say"), "people"),
}

#: Whom a child can call, in this order; who answers children day and night comes first.
_HELPERS = ("childline", "emergency", "help-at-hand", "shout")


@blueprint.get("")
def worlds() -> str:
    """Which age? Each has a world of its own."""
    return shown("young/worlds.html", "8-11", worlds=WORLDS)


@blueprint.get("/help")
def not_safe() -> Response:
    """Whom to call when one does not feel safe now, and how to call without a word."""
    moment = now()
    body = shown("young/not-safe.html", "8-11", helpers=helpers(moment))
    return by_the_clock(body, contacts_change(moment))


@blueprint.get("/<age>")
def world(age: str) -> str:
    """The guides and the form for one age."""
    if age not in WORLDS:
        abort(404)
    return shown(
        "young/world.html", age, name=WORLDS[age], guides=guides_for(age), journey=form_for(age)
    )


def helpers(moment: datetime) -> list[dict[str, Any]]:
    """Childline first, then 999, then the others that children can call, as pages show them."""
    found = {each["id"]: each for each in shown_contacts(moment)}
    return [found[name] for name in _HELPERS if name in found]


def guides_for(age: str) -> list[Article]:
    """The guides of this world, in their order."""
    found = site().library.guides(spoken().code, f"child-{age}")
    return [each for each in found if in_a_world(each)]


def form_for(age: str) -> Journey:
    """The form of this world."""
    return next(each for each in FOR_CHILDREN if each.age == age)
