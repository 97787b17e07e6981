"""When something goes wrong: a calm page in the reader's language, and not a word in the log."""

import logging

import pytest
from flask import abort, render_template_string, request
from jinja2 import DictLoader

from heard.web import errors
from tests.support.clients import CarefulClient, token
from tests.support.pages import check_headers
from tests.web.apps import FORM, small_app

CANARY = "kanarek-ڈر-7531"


@pytest.fixture
def client() -> CarefulClient:
    """A browser of an application that breaks in several ways."""
    app = small_app()

    @app.get("/broken")
    def broken() -> str:
        raise ValueError(f"cannot read {CANARY}")

    @app.get("/chained")
    def chained() -> str:
        try:
            raise KeyError(CANARY)
        except KeyError as error:
            raise RuntimeError(f"because of {CANARY}") from error

    @app.get("/template")
    def template() -> str:
        return render_template_string("{{ words.missing.more }}", words=CANARY)

    @app.route("/typed", methods=["GET", "POST"])
    def typed() -> str:
        if request.method == "POST":
            raise ValueError(request.form["words"])
        return render_template_string(FORM)

    @app.get("/answers/<int:code>")
    def answers(code: int) -> str:
        abort(code, description=CANARY)

    return CarefulClient(app)


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 410, 413, 415, 422, 429, 500, 501, 503])
@pytest.mark.parametrize("lang", ["en", "pl", "ur"])
def test_every_error_has_a_sound_page_of_its_own_code(client, code, lang):
    page = client.get(f"/answers/{code}?lang={lang}")
    assert page.status_code == code
    assert f'lang="{lang}"' in page.text
    assert CANARY not in page.text
    assert "tel:999" in page.text


def test_what_went_wrong_is_said_in_the_readers_language(client):
    said = {lang: client.get(f"/nowhere?lang={lang}").text for lang in ("en", "pl", "ur")}
    assert "<h1>This page is not here</h1>" in said["en"]
    for lang in ("pl", "ur"):
        assert "This page is not here" not in said[lang]
        assert "You did nothing wrong" not in said[lang]
    assert 'dir="rtl"' in said["ur"]


@pytest.mark.parametrize("path", ["/broken", "/chained", "/template"])
def test_a_fault_is_told_calmly_and_its_text_stays_out_of_page_and_log(client, caplog, path):
    with caplog.at_level(logging.DEBUG):
        page = client.get(path)
    assert page.status_code == 500
    assert "It is not your fault" in page.text
    assert CANARY not in page.text
    assert CANARY not in caplog.text
    assert "Traceback" not in page.text


def test_the_log_says_what_kind_of_fault_it_was_and_where(client, caplog):
    client.get("/broken")
    assert "ValueError at broken" in caplog.text
    assert "test_errors.py" in caplog.text


def test_what_a_person_typed_is_not_in_the_log(client, caplog):
    page = client.get("/typed")
    data = {"csrf_token": token(page.text), "words": CANARY}
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/typed", data=data)
    assert answer.status_code == 500
    assert CANARY not in caplog.text
    assert "ValueError at typed" in caplog.text


def test_nothing_is_said_on_the_streams_of_the_process(client, capfd):
    client.get("/broken")
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err


@pytest.mark.parametrize("lang", ["en", "xx"])
def test_when_even_the_error_page_breaks_there_is_a_last_word(client, caplog, lang):
    client.app.jinja_loader = client.app.jinja_env.loader = DictLoader(
        {"error.html": "{% if %}" if lang == "en" else f"{{{{ '{CANARY}'.a.b }}}}"}
    )
    client.app.jinja_env.cache.clear()
    page = client.get("/broken")
    assert page.status_code == 500
    assert "call 999" in page.text
    assert CANARY not in page.text + caplog.text


def test_when_the_frame_of_every_page_breaks_there_is_a_last_word(client, caplog):
    @client.app.context_processor
    def _broken() -> dict:
        raise LookupError(CANARY)

    for path, status in (("/nowhere", 404), ("/broken", 500), ("/page", 500)):
        page = client.get(path)
        assert page.status_code == status
        assert "call 999" in page.text
    assert CANARY not in caplog.text


def test_a_fault_before_any_page_is_chosen_is_told_calmly_too(client, caplog):
    def _broken() -> None:
        raise LookupError(CANARY)

    client.app.before_request_funcs.setdefault(None, []).append(_broken)
    answer = client.browser.get("/page")
    check_headers(answer, "/page")
    assert answer.status_code == 500
    assert CANARY not in answer.text + caplog.text


def test_a_fault_in_the_last_step_of_an_answer_keeps_its_text_to_itself(client, caplog, capfd):
    @client.app.after_request
    def _broken(response):
        raise LookupError(CANARY)

    answer = client.browser.get("/page")
    assert answer.status_code == 500
    said = capfd.readouterr()
    assert CANARY not in answer.text + caplog.text + said.out + said.err


def test_a_redirect_is_no_error(client):
    client.app.add_url_rule("/folder/", "folder", lambda: "x")
    answer = client.get("/folder")
    assert answer.status_code == 308
    assert answer.location.endswith("/folder/")


def test_a_page_can_be_refused_with_a_code_by_hand(client):
    with client.app.test_request_context("/"):
        answer = errors.error_page(503)
    assert answer.status_code == 503
    assert "Nothing was sent" in answer.get_data(as_text=True)
