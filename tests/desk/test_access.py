"""Every route of the desk with every role, within and outside a scope, from the one table."""

import re
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from heard.casework.staff import access
from heard.casework.staff.access import KEY_NEEDED, LISTED, PERMISSIONS, Permission
from heard.desk.guard import OPEN_ENDPOINTS, needed_by
from heard.records import log
from heard.records.messages import new_message_id
from heard.records.scope import Scope
from tests.casework.attached import PICTURE, send_with_files
from tests.casework.requests import ask_for_help, need_id_of
from tests.support.clients import token

ROLES = Path(__file__).parents[2] / "docs" / "roles.md"
SIGN_OUT = "sign_in.sign_out"
SCOPES = {
    "within": None,
    "outside": Scope(frozenset({"a conference to which nothing belongs"})),
    "of nothing": Scope(frozenset()),
}


def guarded(desk) -> list[Rule]:
    """Every address that needs a sign-in; signing out comes last."""
    rules = [rule for rule in desk.url_map.iter_rules() if rule.endpoint not in OPEN_ENDPOINTS]
    return sorted(rules, key=lambda rule: (rule.endpoint == SIGN_OUT, rule.rule))


def method(rule: Rule) -> str:
    (only,) = rule.methods - {"HEAD", "OPTIONS"}
    return only


def asked(browser, rule: Rule, known: dict[str, str]):
    """The answer to somebody who knows what they ask for, and fills in every form rightly."""
    address = rule.rule
    for name, value in known.items():
        address = address.replace(f"<{name}>", value)
    assert "<" not in address, f"this test does not know what to put into {address}"
    if method(rule) == "GET":
        return browser.get(address)
    filled = {"words": "We have read it.", "readers": "unit", "once": new_message_id(0)}
    filled["state"] = "booked"
    filled["because"] = "told us themselves"
    return browser.post(address, data={"csrf_token": token(browser.get("/").text), **filled})


def expected(role: str, needed: tuple[Permission, ...], rule: Rule, scope: str) -> int:
    if not PERMISSIONS[role].issuperset(needed):
        return 403
    if scope != "within" and "reference" in rule.arguments:
        return 404
    if rule.rule == "/stay":
        return 204
    return 200 if method(rule) == "GET" else 303


def logged(council) -> set[str]:
    with council.store.read() as conn:
        return {row.action for row in log.page(conn, None, 200)}


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("role", PERMISSIONS)
def test_every_route_answers_as_the_table_says(desk, council, enter, monkeypatch, role, scope):
    reference, (picture,) = send_with_files(council, {"one.jpg": PICTURE})
    request = ask_for_help(council)
    need = need_id_of(council, request, "needs interpreter")
    if scope != "within":
        monkeypatch.setattr(access, "scope_of", lambda _: SCOPES[scope])
    if LISTED.get(role, "unit") != "unit":
        scope = "outside"  # of what others share, theirs is a list of its own
    browser = enter(council.add("sam", role))
    rules = guarded(desk)
    assert len(rules) > 5
    for rule in rules:
        sent = request if "need_id" in rule.arguments else reference
        known = {"reference": sent, "file_id": picture["id"], "need_id": need}
        answer = asked(browser, rule, known)
        wanted = expected(role, needed_by(desk, rule.endpoint), rule, scope)
        assert answer.status_code == wanted, f"{role}, {scope}: {method(rule)} {rule.rule}"
        if scope != "within" or wanted == 403:
            assert sent not in answer.text, rule.rule
    opened = {"opened", "file opened", "marked as read", "replied", "said of a need"}
    may = Permission.OPEN in PERMISSIONS[role] and scope == "within"
    assert logged(council) & opened == (opened if may else set())


def test_outside_the_scope_no_answer_is_counted(desk, council, enter, monkeypatch):
    monkeypatch.setattr(access, "scope_of", lambda _: SCOPES["outside"])
    for _ in range(6):
        sent = {"language": "en", "answers": {"who": "parent"}, "readers": {}}
        council.send(sent, form="feedback")
    page = enter(council.add("sam", "chair")).get("/feedback").text
    assert "You cannot see these numbers" in page


def table(heading: str) -> list[list[str]]:
    """The cells of the table under a heading of docs/roles.md, without the line of dashes."""
    part = ROLES.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = re.findall(r"^\|(.+)\|$", part, re.M)
    rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [row for row in rows if not row[0].startswith("---")]


def test_the_table_of_roles_in_the_docs_is_the_one_of_the_program():
    rows = [["may", "key", *PERMISSIONS]]
    for permission in Permission:
        may = ["yes" if permission in PERMISSIONS[role] else "" for role in PERMISSIONS]
        rows.append([permission, KEY_NEEDED.get(permission, ""), *may])
    assert table("Who may do what") == rows


def test_the_table_of_addresses_in_the_docs_is_the_one_of_the_program(desk):
    rows = [["address", "who comes there may"]]
    rows += [
        [f"`{method(rule)} {rule.rule}`", "; ".join(needed_by(desk, rule.endpoint))]
        for rule in guarded(desk)
    ]
    assert table("What each address needs") == rows
