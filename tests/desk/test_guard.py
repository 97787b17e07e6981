"""No view of the desk is reached without its needs being proven."""

import pytest
from flask import Flask

from heard.casework.staff.access import Permission
from heard.desk.guard import OPEN_ENDPOINTS, guard, needed_by, needs


def test_a_view_that_does_not_say_what_it_needs_keeps_the_desk_from_starting():
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/new", "new", lambda: "all of it")
    with pytest.raises(LookupError):
        guard(app)


def test_a_view_that_says_it_can_be_added():
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/new", "new", needs(Permission.LIST)(lambda: "a list"))
    guard(app)
    assert needed_by(app, "new") == (Permission.LIST,)


def test_only_signing_in_is_open_to_everybody(desk):
    assert set(desk.view_functions) >= OPEN_ENDPOINTS
    opened = {rule.rule for rule in desk.url_map.iter_rules() if rule.endpoint in OPEN_ENDPOINTS}
    assert opened == {"/healthz", "/static/<path:name>", "/sign-in", "/timed-out"}
