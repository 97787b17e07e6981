"""Style and script that one page alone brings along."""

from heard.web.headers import content_security_policy
from heard.web.inline import inline_script, inline_style
from tests.web.apps import frame, small_app


def test_what_a_page_brings_along_is_admitted_by_its_hash_and_stands_in_no_other_page() -> None:
    style, script = inline_style("desk.css"), inline_script("form.js")
    app = small_app(script=None, more_styles=(style,), more_scripts=(script,))
    answer = app.test_client().get("/page")
    assert answer.headers["Content-Security-Policy"] == content_security_policy(
        [frame().style.source, style.source], [script.source]
    )
    assert str(style.text) not in answer.text
    assert "<script" not in answer.text
