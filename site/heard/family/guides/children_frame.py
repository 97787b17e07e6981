"""How pages for children are made: their frame, style and scripts, and their drawings."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext
from jinja2 import Template
from markupsafe import Markup

from heard.family.site import site
from heard.languages.marks import N_
from heard.library.pages.articles import Article
from heard.library.pages.pictures import inline_picture
from heard.web.inline import inline_script, inline_style

STYLE = inline_style("young.css", "aloud.css")
START_STYLE = inline_style("young.css", "young-start.css", "aloud.css")
FORM_STYLE = inline_style("forms.css", "young.css", "young-form.css", "aloud.css")
SCRIPT = inline_script("leave.js", "aloud.js")
FORM_SCRIPT = inline_script("leave.js", "form.js", "aloud.js")

#: What the first page of a form has instead: nothing is filled in there.
BEFORE_A_FORM = {"more_style": START_STYLE, "script": SCRIPT}

#: The class of the page's body, by age: what is large for small children is not for older ones.
BODY = {"5-7": "kid tiny", "8-11": "kid", "12-17": "kid teen"}

#: What each drawing shows, for those who do not see it.
PICTURES = {
    "bed": N_("A bed with a lamp and a teddy bear"),
    "card": N_("A folded card with a kite on it"),
    "change-mind": N_("A pencil and a rubber"),
    "child-speaks": N_("A child who says something"),
    "for-the-chair": N_("A closed letter"),
    "home": N_("A room with a sofa, a lamp and a cat"),
    "house-dreams": N_("A house among the stars, with a kite"),
    "house-good": N_("A house with sun and flowers"),
    "house-worries": N_("A house under a grey cloud"),
    "meeting": N_("Different people at a round table, a child among them"),
    "must-act": N_("An adult holds an umbrella over a child"),
    "night": N_("The moon over an office with dark windows"),
    "parents-hear": N_("Two grown-ups listen"),
    "people": N_("A ring of different faces, and a dog"),
    "phone-call": N_("A child on the phone"),
    "question": N_("A child with a question"),
    "reads": N_("Somebody reads a letter at a desk"),
    "reply": N_("A letter comes back"),
    "school": N_("A school with a playground"),
    "skip": N_("Stepping stones, and a child who leaves one out"),
    "the-chair": N_("The person who runs the meeting, with a notebook"),
    "with-a-grown-up": N_("A child and a grown-up look at a phone together"),
    "with-me": N_("A child and a grown-up, hand in hand"),
}


#: All on one page: it was there before the worlds were, and its address stands on paper.
ONE_PAGE = "for-you"


def in_a_world(page: Article) -> bool:
    """Whether it is a guide of one of the three worlds."""
    return page.audience.startswith("child-") and page.slug != ONE_PAGE


def picture(name: str) -> Markup:
    """A drawing with its words in the page's language."""
    return Markup(inline_picture(site().library.pictures[name], gettext(PICTURES[name])))  # noqa: S704  (our own)


def shown(
    template: str | list[str | Template], of: str, /, *, filling: bool = False, **values: Any
) -> str:
    """A page for children of the age `of`; `filling` where it belongs to a form."""
    frame = {
        "young": of,
        "age": BODY[of],
        "page_kind": "form" if filling else "kid",
        "more_style": FORM_STYLE if filling else STYLE,
        "script": FORM_SCRIPT if filling else SCRIPT,
        "not_safe_address": url_for("young.not_safe"),
        "picture": picture,
    }
    return render_template(template, **(frame | values))
