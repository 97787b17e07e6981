"""Signing in and out at the desk."""

import base64

import pytest
from sqlalchemy import func, select

from heard.authority.installation import Installation
from heard.casework.staff.accounts import stop_staff
from heard.desk.app import create_app
from heard.records.tables import desk_sessions
from tests.casework.founded import LIGHT_COSTS, MORNING, PASSWORD, code_at
from tests.support.agents import agent
from tests.support.clients import CarefulClient, token


def sessions(council):
    with council.store.read() as conn:
        return conn.scalar(select(func.count()).select_from(desk_sessions))


def cookie_set(answer, name="hd"):
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith(name)]
    return cookie


@pytest.fixture
def person(council):
    return council.add("sam", "administrator")


def typed(person, **changed):
    return {"name": person.name, "password": PASSWORD, "code": code_at(person, MORNING)} | changed


def test_name_password_and_code_lead_to_the_list(browser, person):
    assert browser.submit("/sign-in", **typed(person)).location == "/"
    assert "Sam Example" in browser.get("/").text


def test_a_recovery_code_stands_in_for_the_phone(browser, person):
    answer = browser.submit("/sign-in", **typed(person, code=person.recovery_codes[0]))
    assert answer.location == "/"


@pytest.mark.parametrize(
    "wrong", [{"name": "nobody"}, {"password": "not the password"}, {"code": "000000"}]
)
def test_whatever_is_wrong_the_page_is_the_same(browser, person, wrong):
    answer = browser.submit("/sign-in", **typed(person, **wrong))
    plain = answer.text.replace('value="nobody"', 'value="sam"')
    other = browser.submit("/sign-in", **typed(person, password="wrong again"))
    assert answer.status_code == other.status_code == 422
    assert plain.replace(token(plain), "") == other.text.replace(token(other.text), "")
    assert "Error:" in answer.text


def test_no_secret_comes_back_into_the_page(browser, person):
    answer = browser.submit("/sign-in", **typed(person, code="123123"))
    assert PASSWORD not in answer.text
    assert "123123" not in answer.text
    assert 'value="sam"' in answer.text


def test_an_empty_field_is_named(browser, person):
    answer = browser.submit("/sign-in", **typed(person, code=""))
    assert answer.status_code == 422
    assert 'href="#code"' in answer.text


@pytest.mark.parametrize("address", ["/", "/submissions/K7PM-3QXD", "/?show=unread"])
def test_without_a_sign_in_every_page_leads_there(browser, address):
    answer = browser.get(address)
    assert (answer.status_code, answer.location) == (303, "/sign-in")


def test_every_address_is_closed_unless_it_is_meant_to_be_open(desk):
    opened = {"/healthz", "/static/<path:name>", "/sign-in", "/timed-out"}
    closed = [rule for rule in desk.url_map.iter_rules() if rule.rule not in opened]
    assert closed
    for rule in closed:
        for method in rule.methods - {"OPTIONS"}:
            address = rule.rule.replace("<reference>", "K7PM-3QXD")
            browser = desk.test_client()
            if method == "POST":
                data = {"csrf_token": token(browser.get("/sign-in").text)}
                answer = browser.post(address, data=data)
            else:
                answer = browser.open(address, method=method)
            assert answer.location == "/sign-in", f"{method} {address}"


def test_signing_out_forgets_the_key_on_both_sides(council, administrator):
    page = administrator.get("/")
    answer = administrator.post("/sign-out", data={"csrf_token": token(page.text)})
    assert answer.location == "/sign-in"
    assert "Max-Age=0" in cookie_set(answer) or "hd=;" in cookie_set(answer)
    assert sessions(council) == 0
    assert administrator.get("/").location == "/sign-in"


def test_a_stolen_cookie_is_worth_nothing_after_signing_out(council, desk, administrator):
    stolen = administrator.browser.get_cookie("hd").value
    page = administrator.get("/")
    administrator.post("/sign-out", data={"csrf_token": token(page.text)})
    thief = CarefulClient(desk)
    thief.browser.set_cookie("hd", stolen)
    assert thief.get("/").location == "/timed-out"


def test_the_cookie_says_nothing_about_the_person(administrator):
    value = administrator.browser.get_cookie("hd").value
    inside = base64.urlsafe_b64decode(value.lstrip(".").split(".")[0] + "===")
    assert b"ada" not in inside
    assert b"AGE-SECRET" not in inside


def test_signing_in_again_ends_the_session_that_the_browser_had(council, clock, administrator):
    other = council.add("kim", "chair")
    answer = administrator.post(
        "/sign-in",
        data={
            "csrf_token": token(administrator.get("/").text),
            **typed(other, code=code_at(other, clock.moment)),
        },
    )
    assert answer.location == "/"
    assert sessions(council) == 1
    assert "Kim Example" in administrator.get("/").text


def test_after_twenty_minutes_alone_the_key_is_forgotten_and_the_page_says_why(
    council, clock, administrator
):
    clock.forward(minutes=20)
    assert administrator.get("/").location == "/timed-out"
    assert sessions(council) == 0
    page = administrator.get("/timed-out")
    assert "You were signed out" in page.text
    assert "Sign in again" in page.text


def test_a_screen_left_alone_goes_blank_without_script(administrator):
    page = administrator.get("/")
    assert (
        '<noscript><meta http-equiv="refresh" content="1205; url=/timed-out"></noscript>'
        in page.text
    )
    assert "Refresh" not in page.headers


def test_a_window_left_alone_neither_ends_nor_prolongs_the_work_in_another(clock, administrator):
    clock.forward(minutes=15)
    administrator.get("/")
    clock.forward(minutes=10)
    page = administrator.get("/timed-out")
    assert "still signed in" in page.text
    assert "Refresh" not in page.headers
    clock.forward(minutes=10)
    assert administrator.get("/").location == "/timed-out"


def test_a_stopped_account_is_out_at_once(council, administrator):
    stop_staff(council.store, council.logbook, "ada", by="heard staff stop", now=MORNING)
    assert administrator.get("/").location == "/timed-out"


def test_a_post_without_the_token_changes_nothing(council, administrator):
    reference = council.send()
    assert administrator.post(f"/submissions/{reference}/read").status_code == 400
    assert administrator.post("/sign-out").status_code == 400
    assert sessions(council) == 1


def test_a_post_from_another_site_changes_nothing(council, administrator):
    data = {"csrf_token": token(administrator.get("/").text)}
    answer = administrator.post("/sign-out", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert sessions(council) == 1


def test_nothing_of_the_desk_is_kept_by_the_browser(council, browser, administrator):
    reference = council.send()
    for page in (
        browser.get("/sign-in"),
        administrator.get("/"),
        administrator.get(f"/submissions/{reference}"),
        administrator.get("/timed-out"),
        administrator.get("/nowhere"),
    ):
        assert "no-store" in page.headers["Cache-Control"]


def test_the_cookie_stays_with_this_browser_and_this_site(browser, person):
    cookie = cookie_set(browser.submit("/sign-in", **typed(person)))
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert "Expires" not in cookie


def test_behind_https_the_cookie_is_bound_to_the_host_and_posts_work(
    council, clock, person, monkeypatch
):
    monkeypatch.setenv("HEARD_TLS", "1")
    monkeypatch.setenv("HEARD_DESK_HOSTS", "desk.example.org")
    monkeypatch.setenv("HEARD_DESK_SECRETS", str(council.desk))
    browser = CarefulClient(
        create_app(Installation.from_environment(), council.store, agent(), **LIGHT_COSTS)
    )
    https = {"base_url": "https://desk.example.org"}
    page = browser.get("/sign-in", **https)
    answer = browser.post(
        "/sign-in",
        data={"csrf_token": token(page.text), **typed(person)},
        headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        **https,
    )
    assert answer.location == "/"
    assert "Secure" in cookie_set(answer, "__Host-hd").split("; ")
    assert browser.get("/", **https).status_code == 200
