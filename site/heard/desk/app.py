"""The desk: where staff read what families sent. It opens nothing without a person's own key.

`create_app` reads from top to bottom what the desk is made of.
"""

from dataclasses import replace
from functools import lru_cache

from flask import Flask

from heard.authority.installation import Installation
from heard.authority.settings import load_council
from heard.casework.council.logbook import load_logbook
from heard.casework.secret_files import COOKIE_FILE, read_secret
from heard.casework.staff.sessions import start_agent
from heard.desk import inbox, results, sign_in, taken_back
from heard.desk.guard import guard
from heard.desk.place import carry_along
from heard.desk.refusals import set_up_refusals
from heard.desk.site import DeskSite, desk_site
from heard.desk.submission import acting, asked_for, files, keeping, printed, replying, views
from heard.records.database.store import Store
from heard.vault.agent.client import Agent
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.web.app import Frame, make_app
from heard.web.inline import COMMON, Inline, inline_script, inline_style

#: The browser's cookie at the desk. Cookies are shared between ports of one host, so the family's
#: site has another one.
COOKIE = "hd"


@lru_cache(maxsize=1)
def _style_in(colour: str) -> Inline:
    return inline_style(*COMMON, "desk.css", colour=colour)


def create_app(
    installation: Installation,
    store: Store | None = None,
    agent: Agent | None = None,
    *,
    cost: Cost = INTERACTIVE,
    code_cost: Cost = DRAWN_AT_RANDOM,
) -> Flask:
    """The desk of an installation. Its agent is started here unless one is given.

    Raises SettingsError, NotASecret or StaleDatabase rather than start half ready.
    """
    council = load_council(installation.authority)
    secrets_folder = installation.desk_secrets
    store = store or Store(installation.database, installation.desk_connections)
    store.require_ready()
    logbook = load_logbook(secrets_folder)
    here = DeskSite(council, store, logbook, agent or start_agent(), cost, code_cost)
    app = make_app(
        "heard.desk",
        Frame(
            council=lambda: desk_site().council,
            cookie_name=COOKIE,
            cookie_key=read_secret(secrets_folder / COOKIE_FILE),
            style=lambda: _style_in(desk_site().council.colour),
            script=inline_script("desk.js"),
            names=lambda: installation.desk_hosts,
            names_in="HEARD_DESK_HOSTS",
            behind_tls=installation.behind_tls,
            same_site="Strict",
        ),
    )
    app.extensions["site"] = here
    for view in (
        *(sign_in, inbox, taken_back, results),
        *(views, acting, files, replying, keeping, asked_for, printed),
    ):
        app.register_blueprint(view.blueprint)
    guard(app)
    carry_along(app)
    set_up_refusals(app)
    return app


def renew_settings(app: Flask, installation: Installation) -> None:
    """Take in the council's settings as they are now. Raises SettingsError, and changes nothing."""
    here = app.extensions["site"]
    app.extensions["site"] = replace(here, council=load_council(installation.authority))
