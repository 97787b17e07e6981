"""The desk: where staff read what families sent. It opens nothing without a person's own key.

`create_app` reads from top to bottom what the desk is made of.
"""

from flask import Flask

from heard.authority.installation import (
    authority_folder,
    behind_tls,
    database_url,
    desk_connections,
    desk_secrets,
)
from heard.authority.settings import load_council
from heard.casework.council.logbook import load_logbook
from heard.casework.secret_files import COOKIE_FILE, read_secret
from heard.desk import inbox, results, sign_in
from heard.desk.guard import guard
from heard.desk.refusals import set_up_refusals
from heard.desk.submission import files, printed, replying, views
from heard.desk.workroom import Workroom
from heard.records.database.store import Store
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.web.app import Frame, make_app
from heard.web.inline import COMMON, inline_style

#: The browser's cookie at the desk. Cookies are shared between ports of one host, so the family's
#: site has another one.
COOKIE = "hd"


def create_app(
    store: Store | None = None, *, cost: Cost = INTERACTIVE, code_cost: Cost = DRAWN_AT_RANDOM
) -> Flask:
    """The desk, from the settings and secrets that the environment names.

    Raises SettingsError, NotASecret or StaleDatabase rather than start half ready.
    """
    council = load_council(authority_folder())
    secrets_folder = desk_secrets()
    store = store or Store(database_url(), desk_connections())
    store.require_ready()
    room = Workroom(council, store, load_logbook(secrets_folder), cost, code_cost)
    app = make_app(
        "heard.desk",
        Frame(
            council=council,
            cookie_name=COOKIE,
            cookie_key=read_secret(secrets_folder / COOKIE_FILE),
            style=inline_style(*COMMON, "desk.css", colour=council.colour),
            script=None,
            more_styles=(printed.STYLE,),
            behind_tls=behind_tls(),
            same_site="Strict",
        ),
    )
    app.extensions["workroom"] = room
    for view in (sign_in, inbox, views, files, replying, printed, results):
        app.register_blueprint(view.blueprint)
    guard(app)
    set_up_refusals(app)
    return app
