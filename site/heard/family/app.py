"""The public application: guides, forms, receipts. It can seal what families send and open nothing.

`create_app` reads from top to bottom what a family's site is made of.
"""

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from heard.authority.installation import Installation
from heard.authority.settings import Council
from heard.casework.files.file_taking import NO_WALLS, walls_hold
from heard.casework.secret_files import COOKIE_FILE, read_secret
from heard.family import kept_pages
from heard.family.forms import (
    carrying,
    danger,
    filling,
    finishing,
    leaving,
    pausing,
    return_code,
    taking_along,
)
from heard.family.guides import children, glossary, sitemap
from heard.family.guides import search as searching
from heard.family.guides import views as guides
from heard.family.guides.footer import footer
from heard.family.print import blank_forms, leaflets
from heard.family.receipt import views as following
from heard.family.redirecting import redirect_posts
from heard.family.site import Site, now, open_site, site
from heard.family.tools import dates, day_sheet, which_way
from heard.family.unchecked import checked_so_far
from heard.languages.locales import language
from heard.library.print.leaflets import available as leaflets_can_be_made
from heard.records.database.room import Room
from heard.records.database.store import Store
from heard.web.app import Frame, make_app
from heard.web.errors import error_page
from heard.web.forms.scripted_posts import stay
from heard.web.forms.spool import encrypt_uploads
from heard.web.inline import COMMON, Inline, inline_script, inline_style
from heard.web.misspelt_addresses import lead_to_the_page
from heard.web.page_language import speak, spoken

log = logging.getLogger("heard")

#: The browser's cookie on the family's site; the desk's has another name.
COOKIE = "hf"


def create_app(installation: Installation, store: Store | None = None) -> Flask:
    """The family's site, with the edition that stands now; `app.extensions["site"]` is its site.

    Raises ContentError, NotASecret or StaleDatabase rather than start half ready.
    """
    store = store or Store(
        installation.database, installation.family_connections, room_of(installation)
    )
    store.require_ready()
    app = make_app(
        "heard.family",
        Frame(
            council=lambda: site().council,
            cookie_name=COOKIE,
            cookie_key=read_secret(installation.family_secrets / COOKIE_FILE),
            style=_style,
            script=inline_script("leave.js"),
            names=lambda: (*installation.hosts, *_named(site().council.address)),
            names_in="address in council.toml, or HEARD_HOSTS",
            words=lambda code: site().edition.catalogues[code],
            clock=now,
            behind_tls=installation.behind_tls,
        ),
    )
    app.extensions["site"] = open_site(installation, store)
    _see_what_the_system_gives(app.extensions["site"])
    encrypt_uploads(app)
    stay(app)
    danger.lead_to_help(app)
    _speak_the_address(app)
    rooms = (
        sitemap,
        guides,
        dates,
        filling,
        finishing,
        pausing,
        carrying,
        taking_along,
        return_code,
        following,
        leaflets,
        blank_forms,
        leaving,
        day_sheet,
        which_way,
        glossary,
        searching,
        children,
        kept_pages,
    )
    for blueprint in dict.fromkeys(room.blueprint for room in rooms):
        app.register_blueprint(blueprint)
    # These need no cookie to be safe from other sites: they change nothing, or whoever posts knows
    # a number.
    for view in (
        following.reply,
        dates.dates,
        dates.calendar,
        which_way.which_way,
        glossary.words,
        searching.search,
        filling.begin,
    ):
        app.extensions["csrf"].exempt(view)
    _add_frame(app)
    lead_to_the_page(app)
    _keep_what_was_typed(app)
    redirect_posts(app)
    return app


def room_of(installation: Installation) -> Room:
    """What whoever runs this knows of the database's disk."""
    return Room(
        installation.database_disk, int(installation.database_gigabytes * 1_000_000_000) or None
    )


def _see_what_the_system_gives(site: Site) -> None:
    """Find out once, for all workers, what the log has to tell of and pages leave out."""
    if not site.council.files_without_walls and not walls_hold():
        log.error(NO_WALLS)
    leaflets_can_be_made()


def _style() -> Inline:
    """The style sheet of every page, in the council's colour."""
    edition = site().edition
    return edition.once("style", lambda: inline_style(*COMMON, colour=edition.council.colour))


def _named(address: str) -> tuple[str, ...]:
    return (urlsplit(address).netloc,) if address else ()


def _speak_the_address(app: Flask) -> None:
    """Let the first part of the address decide the language, on pages and on errors."""

    @app.url_value_preprocessor
    def _take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
        languages = site().council.languages
        code = values.pop("lang", None) if values else None
        if code is not None and code not in languages:
            abort(404)
        first = request.path.split("/")[1]
        speak(code or (first if first in languages else languages[0]))

    @app.url_defaults
    def _give_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = spoken().code


def _keep_what_was_typed(app: Flask) -> None:
    """Where a session has ended, the page just posted comes back with all that was typed."""

    @app.errorhandler(CSRFError)
    def _ended(error: CSRFError) -> Response:
        return filling.session_ended() or error_page(400)


def _add_frame(app: Flask) -> None:
    @app.context_processor
    def _frame() -> dict[str, object]:
        return {
            "languages": list(_same_page(site().council)),
            "home_address": url_for("guides.home"),
            "footer": footer(),
            "phones": guides.council_phones(),
            "checked_so_far": checked_so_far,
        }


def _same_page(council: Council) -> Iterator[dict[str, str]]:
    """This page in each published language; a page without a language leads to the home pages."""
    rule = request.url_rule
    shown = rule is not None and "lang" in rule.arguments and request.method in ("GET", "HEAD")
    here = request.endpoint if shown else None
    for code in council.languages:
        each = language(code)
        if here:
            address = url_for(here, **{**(request.view_args or {}), "lang": code})
        else:
            address = url_for("guides.home", lang=code)
        yield {
            "code": code,
            "own_name": each.own_name,
            "direction": each.direction,
            "address": address,
        }
