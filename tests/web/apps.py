"""Small applications on the base that both sites share."""

from dataclasses import replace
from functools import cache

from flask import Flask, render_template_string, request, session

from heard.authority.installation import ROOT
from heard.authority.settings import Council, load_council
from heard.web.app import Frame, make_app
from heard.web.inline import COMMON, inline_script, inline_style
from heard.web.page_language import speak
from tests.support.words import catalogue

#: A page in the frame that all pages share; `words` is its text.
PAGE = """{% extends "layout.html" %}{% block main %}<h1>A page</h1>
<p>{{ words }}</p>{% endblock %}"""

FORM = """{% extends "layout.html" %}{% block main %}<h1>A form</h1>
<form method="post" id="form"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
<label for="words">Words</label><input id="words" name="words"><button>Go on</button></form>
{% endblock %}"""


@cache
def council() -> Council:
    """The fictional council."""
    return load_council(ROOT / "content" / "authority")


def frame(**changes: object) -> Frame:
    """The frame of a small application."""
    return replace(
        Frame(
            council=council,
            cookie_name="ht",
            cookie_key=b"0" * 32,
            style=lambda: inline_style(*COMMON, colour="#0d4f4c"),
            words=catalogue,
            script=inline_script("leave.js", "form.js"),
            names=lambda: ("heard.example.org",),
            names_in="the settings of this test",
        ),
        **changes,
    )


def small_app(**changes: object) -> Flask:
    """An application with a page, a form and a page that breaks.

    `?lang=` takes the place of the language in an address.
    """
    app = make_app(__name__, frame(**changes))

    @app.before_request
    def _speak() -> None:
        speak(request.args.get("lang", "en"))

    @app.get("/page")
    def page() -> str:
        return render_template_string(PAGE, words="word " * 400)

    @app.route("/form", methods=["GET", "POST"])
    def form() -> str:
        if request.method == "POST":
            session["kept"] = "yes"
            return render_template_string(PAGE, words=f"taken: {request.form['words']}")
        return render_template_string(FORM)

    return app
