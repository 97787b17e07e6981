"""The public application: guides, forms, receipts. It can seal what families send and open nothing.

`create_app` reads from top to bottom what a family's site is made of.
"""

from collections.abc import Iterator

from flask import Flask, Response, abort, request, url_for
from flask_wtf.csrf import CSRFError

from heard.authority.installation import (
    authority_folder,
    behind_tls,
    content_folder,
    database_url,
    family_connections,
    family_secrets,
)
from heard.authority.settings import Council, load_council
from heard.casework.secret_files import (
    COOKIE_FILE,
    RECEIPT_FILE,
    RECIPIENTS_FILE,
    VERIFY_FILE,
    read_secret,
)
from heard.casework.sending.send import Sealer
from heard.family.forms import admission, filling, finishing, leaving, pausing, return_code
from heard.family.forms import blueprint as forms
from heard.family.guides import children, children_frame, glossary, sitemap
from heard.family.guides import search as searching
from heard.family.guides import views as guides
from heard.family.guides.footer import footer
from heard.family.print import blank_forms, leaflets
from heard.family.receipt import views as following
from heard.family.site import House
from heard.family.tools import dates, day_sheet, which_way
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.audience import LEGAL_WORDS
from heard.languages.catalogues import catalogue
from heard.languages.locales import language
from heard.library.pages.collection import load_library
from heard.library.translating.program_words import all_checked
from heard.records.database.store import Store
from heard.vault.recipients_file import RecipientsFile
from heard.web.app import Frame, make_app
from heard.web.errors import error_page
from heard.web.forms.scripted_posts import stay
from heard.web.forms.spool import encrypt_uploads
from heard.web.inline import COMMON, inline_script, inline_style
from heard.web.page_language import speak, spoken

#: The browser's cookie on the family's site; the desk's has another name.
COOKIE = "hf"


def create_app(store: Store | None = None) -> Flask:
    """The family's site, from the settings, content and secrets that the environment names."""
    council = load_council(authority_folder())
    catalogue.cache_clear()
    for code in council.languages:
        catalogue(code)
    library = load_library(
        content_folder(),
        council,
        forms=frozenset(journey.slug for journey in JOURNEYS),
        authority=authority_folder(),
    )
    secrets_folder = family_secrets()
    receipt_key = read_secret(secrets_folder / RECEIPT_FILE)
    store = store or Store(database_url(), family_connections())
    store.require_ready()
    house = House(
        council=council,
        library=library,
        store=store,
        forms_open_in=frozenset(
            code
            for code in council.languages
            if council.fictional or all_checked(code, LEGAL_WORDS)
        ),
        sealer=Sealer(
            recipients_file=RecipientsFile(
                secrets_folder / RECIPIENTS_FILE, read_secret(secrets_folder / VERIFY_FILE)
            ),
            receipt_key=receipt_key,
            council=council.id,
            days_kept=council.submissions_days,
        ),
    )
    app = make_app(
        "heard.family",
        Frame(
            council=council,
            cookie_name=COOKIE,
            cookie_key=read_secret(secrets_folder / COOKIE_FILE),
            style=inline_style(*COMMON, colour=council.colour),
            script=inline_script("leave.js"),
            behind_tls=behind_tls(),
            more_styles=(
                day_sheet.STYLE,
                forms.STYLE,
                children_frame.STYLE,
                children_frame.FORM_STYLE,
            ),
            more_scripts=(
                forms.SCRIPT,
                guides.SCRIPT,
                day_sheet.SCRIPT,
                glossary.SCRIPT,
                children_frame.SCRIPT,
                children_frame.FORM_SCRIPT,
            ),
        ),
    )
    admission.put_in_order(app)
    encrypt_uploads(app)
    stay(app)
    app.extensions["house"] = house
    _speak_the_address(app, council)
    rooms = (
        sitemap,
        guides,
        dates,
        filling,
        finishing,
        pausing,
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
    )
    for blueprint in dict.fromkeys(room.blueprint for room in rooms):
        app.register_blueprint(blueprint)
    # These need no cookie to be safe from other sites: they change nothing, or whoever posts knows
    # a number.
    for view in (
        following.reply,
        dates.dates,
        which_way.which_way,
        glossary.words,
        searching.search,
    ):
        app.extensions["csrf"].exempt(view)
    _add_frame(app, house)
    _keep_what_was_typed(app)
    return app


def _speak_the_address(app: Flask, council: Council) -> None:
    """Let the first part of the address decide the language, on pages and on errors."""

    @app.url_value_preprocessor
    def _take_language(endpoint: str | None, values: dict | None) -> None:
        code = values.pop("lang", None) if values else None
        if code is not None and code not in council.languages:
            abort(404)
        first = request.path.split("/")[1]
        speak(code or (first if first in council.languages else council.languages[0]))

    @app.url_defaults
    def _give_language(endpoint: str, values: dict) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = spoken().code


def _keep_what_was_typed(app: Flask) -> None:
    """Where a session has ended, the page just posted comes back with all that was typed."""

    @app.errorhandler(CSRFError)
    def _ended(error: CSRFError) -> Response:
        return filling.session_ended() or error_page(400)


def _add_frame(app: Flask, house: House) -> None:
    @app.context_processor
    def _frame() -> dict[str, object]:
        return {
            "languages": list(_same_page(house.council)),
            "home_address": url_for("guides.home"),
            "footer": footer(),
            "phones": guides.council_phones(),
        }


def _same_page(council: Council) -> Iterator[dict[str, str]]:
    """This page in each published language; a page without a language leads to the home pages."""
    rule = request.url_rule
    here = rule is not None and "lang" in rule.arguments and request.method in ("GET", "HEAD")
    for code in council.languages:
        each = language(code)
        if here:
            address = url_for(request.endpoint, **{**(request.view_args or {}), "lang": code})
        else:
            address = url_for("guides.home", lang=code)
        yield {
            "code": code,
            "own_name": each.own_name,
            "direction": each.direction,
            "address": address,
        }
