"""Style and script that one page alone brings along."""

from flask import render_template_string

from heard.web.headers import content_security_policy
from heard.web.inline import inline_script, inline_style
from tests.web.apps import frame, small_app

_MORE = """{% extends "layout.html" %}{% block head %}<style>{{ more }}</style>{% endblock %}
{% block main %}<h1>More</h1><script type="module">{{ script }}</script>{% endblock %}"""


def test_what_a_page_brings_along_is_admitted_on_this_page_alone() -> None:
    style, script = inline_style("desk.css"), inline_script("form.js")
    app = small_app(script=None)
    app.get("/more")(lambda: render_template_string(_MORE, more=style, script=script))
    client = app.test_client()
    own = frame().style().source
    answer = client.get("/more")
    assert answer.headers["Content-Security-Policy"] == content_security_policy(
        [own, style.source], [script.source]
    )
    assert str(style.text) in answer.text
    for other in ("/page", "/nowhere"):
        assert client.get(other).headers["Content-Security-Policy"] == content_security_policy(
            [own], []
        )


def test_an_answer_without_a_page_admits_nothing() -> None:
    answer = small_app().test_client().get("/healthz")
    assert answer.headers["Content-Security-Policy"] == content_security_policy([], [])
